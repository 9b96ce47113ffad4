/** Checks after leaps over months: only what everybody slept through has expired, and deletions are forgotten by all. */
import { coinPath, coins } from "../../src/store/entities/coin.ts";
import { type Denomination, denominations } from "../../src/store/entities/denomination.ts";
import { compare } from "../../src/taler/amount.ts";
import { seconds } from "../../src/taler/time.ts";
import { type Disk, separate } from "./evidence.ts";
import { Failure } from "./failure.ts";
import type { Stage } from "./stage.ts";

/** So much of its time has passed when a coin is due to be renewed on every device, wherever it is at home. */
const latestRenewal = 3 / 4;

/** Resolves to how many coins have expired unspent. */
export async function checkLeaps(stage: Stage, disks: readonly Disk[]): Promise<number> {
  if (stage.slept.length === 0) return 0;
  let expired = 0;
  for (const { db, device } of separate(disks)) {
    const kinds = new Map((await db.of(denominations).toArray()).map(({ key, facts }) => [key, facts]));
    for (const coin of await db.of(coins).where("ix.fresh").above("").toArray()) {
      const kind = kinds.get(coinPath(coin.key).denom);
      if (!kind || !hasExpired(stage, kind)) continue;
      expired += 1;
      if (!isSleptThrough(stage, kind)) throw new Failure("coins are renewed", `${coin.key} has expired on ${device}`);
    }
  }
  await checkTombstones(stage, disks);
  return expired;
}

type Kind = Denomination["facts"];

const hasExpired = ({ now }: Stage, { expireDeposit, value, feeRefresh }: Kind): boolean =>
  Number(expireDeposit) <= seconds(now) && compare(value, feeRefresh) > 0;

/** Whether everybody slept from before it was due until it was worth nothing. */
function isSleptThrough({ slept }: Stage, { start, expireDeposit }: Kind): boolean {
  const [first, last] = [Number(start), Number(expireDeposit)];
  const due = first + (last - first) * latestRenewal;
  return slept.some(({ from, to }) => seconds(from) <= due && last <= seconds(to));
}

/** Whoever is gone or has changed its name may be waited for. */
async function checkTombstones({ hasLosses, journal }: Stage, disks: readonly Disk[]): Promise<void> {
  if (hasLosses || journal.retirements > 0) return;
  for (const { db, device, isJoined } of disks) {
    const count = await db.tombstones.count();
    if (isJoined && count > 0) throw new Failure("quiet at last", `${device} still knows of ${count} deletions`);
  }
}
