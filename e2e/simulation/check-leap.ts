/** Checks after leaps over months: only what everybody slept through has expired, and deletions are forgotten by all. */
import type { Database } from "../../src/store/db.ts";
import { coinPath, coins } from "../../src/store/entities/coin.ts";
import { type Denomination, denominations } from "../../src/store/entities/denomination.ts";
import { compare } from "../../src/taler/amount.ts";
import { seconds } from "../../src/taler/time.ts";
import { type Disk, separate } from "./evidence.ts";
import { Failure } from "./failure.ts";
import type { Stage } from "./stage.ts";

/** So much of its time has passed when a coin is due to be renewed on every device, wherever it is at home. */
const latestRenewal = 3 / 4;

/**
 * So many coins of one exchange are renewed in an hour, while there is more than a day left: whoever has hundreds, wakes
 * for a few hours near their end and sleeps on, loses some of them.
 */
const renewedInHour = 12;

/** Resolves to how many coins have expired unspent. */
export async function checkLeaps(stage: Stage, disks: readonly Disk[]): Promise<number> {
  if (stage.slept.length === 0) return 0;
  let expired = 0;
  for (const { db, device } of separate(disks)) {
    const kinds = new Map((await db.of(denominations).toArray()).map(({ key, facts }) => [key, facts]));
    const old = await expiredByExchange(stage, db, kinds);
    for (const coin of await db.of(coins).where("ix.fresh").above("").toArray()) {
      const kind = kinds.get(coinPath(coin.key).denom);
      if (!kind || !hasExpired(stage, kind)) continue;
      expired += 1;
      if (awakeSinceDue(stage, kind) * renewedInHour >= (old.get(kind.exchange) ?? 0))
        throw new Failure("coins are renewed", `${coin.key} has expired on ${device}`);
    }
  }
  await checkTombstones(stage, disks);
  return expired;
}

type Kind = Denomination["facts"];

const hasExpired = ({ now }: Stage, { expireDeposit, value, feeRefresh }: Kind): boolean =>
  Number(expireDeposit) <= seconds(now) && compare(value, feeRefresh) > 0;

/** How many coins there were of kinds that have expired, renewed ones among them, by exchange. */
async function expiredByExchange(stage: Stage, db: Database, kinds: ReadonlyMap<string, Kind>) {
  const counts = new Map<string, number>();
  for (const key of await db.of(coins).toCollection().primaryKeys()) {
    const kind = kinds.get(coinPath(key).denom);
    if (kind && hasExpired(stage, kind)) counts.set(kind.exchange, (counts.get(kind.exchange) ?? 0) + 1);
  }
  return counts;
}

/** For how many hours somebody was awake between the moment at which such coins are due and that at which they end. */
function awakeSinceDue({ slept }: Stage, { start, expireDeposit }: Kind): number {
  const [first, last] = [Number(start), Number(expireDeposit)];
  const due = first + (last - first) * latestRenewal;
  const overlaps = slept.map(({ from, to }) => Math.min(last, seconds(to)) - Math.max(due, seconds(from)));
  const asleep = overlaps.reduce((sum, overlap) => sum + Math.max(overlap, 0), 0);
  return (last - due - asleep) / 3600;
}

/** Whoever is gone or has changed its name may be waited for. */
async function checkTombstones({ hasLosses, journal }: Stage, disks: readonly Disk[]): Promise<void> {
  if (hasLosses || journal.retirements > 0) return;
  for (const { db, device, isJoined } of disks) {
    const count = await db.tombstones.count();
    if (isJoined && count > 0) throw new Failure("quiet at last", `${device} still knows of ${count} deletions`);
  }
}
