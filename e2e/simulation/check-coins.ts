/** Checks of every coin: it is a good one, and what is left of it is what the exchange would pay for it. */
import { isDeepStrictEqual } from "node:util";
import { type Coin, coinPath, coins } from "../../src/store/entities/coin.ts";
import { type Denomination, denominations } from "../../src/store/entities/denomination.ts";
import { refreshes, refreshStatus } from "../../src/store/entities/refresh.ts";
import { countedBySort, tallied } from "../../src/store/tally.ts";
import type { Amount } from "../../src/taler/amount.ts";
import { bytesOf, textOf } from "../../src/taler/crockford.ts";
import { rsaDenomination } from "../../src/taler/denomination.ts";
import { publicKeyOf } from "../../src/taler/eddsa.ts";
import { isCoin } from "../../src/taler/planchet.ts";
import { ghostsOf, restOf } from "../../src/wallet/coins/coin-rest.ts";
import { coinSecrets, type KnownSecrets } from "../../src/wallet/coins/coin-secrets.ts";
import type { CoinAccount } from "../sandbox/exchange/coin-book.ts";
import { type Disk, isPast, isTooLate, separate } from "./evidence.ts";
import { Failure } from "./failure.ts";
import type { Stage } from "./stage.ts";

/** A coin on a disk, with what the exchange knows of it. */
export interface Held {
  readonly coin: Coin;
  readonly coinPub: string;
  /** By the wallet's own account, as the exchange sees it: it knows nothing of what the user has given up. */
  readonly left: Amount;
  readonly account: CoinAccount | undefined;
}

/** All coins on this disk. Throws a {@link Failure} for one that is none. */
export async function heldOn({ exchanges }: Stage, { db, device }: Pick<Disk, "db" | "device">): Promise<Held[]> {
  const kinds = new Map((await db.of(denominations).toArray()).map((row) => [row.key, row]));
  const known: KnownSecrets = new Map();
  const held: Held[] = [];
  const unmade = await unmadeMelts(exchanges, db);
  for (const coin of await db.of(coins).toArray()) {
    const kind = kinds.get(coinPath(coin.key).denom);
    if (!kind || !coin.facts.sig) throw new Failure("coins are good", `${device} knows half of ${coin.key}`);
    const coinPub = publicKeyOf((await coinSecrets(db, coin.key, known)).coinPriv);
    if (!isSigned(coin, kind, coinPub)) throw new Failure("coins are good", `${coin.key} on ${device} is no coin`);
    const { purged: _, spends = [], ...kept } = coin.facts;
    const isMade = ({ by }: { readonly by: string }) => !unmade.has(by);
    const left = restOf({ ...kept, spends: spends.filter(isMade) }, kind.facts, await ghostsOf(db, coin.key));
    const { ledger } = exchanges.find(({ baseUrl }) => baseUrl === kind.facts.exchange) ?? {};
    const account = ledger?.coins.account(textOf(coinPub));
    held.push({ coin, coinPub: textOf(coinPub), left, account });
  }
  return held;
}

/** Melts that were given up with their exchange before it had heard of them. */
async function unmadeMelts(exchanges: Stage["exchanges"], db: Disk["db"]): Promise<ReadonlySet<string>> {
  const purged = (await db.of(refreshes).toArray()).filter((row) => refreshStatus(row) === "purged");
  const isUnheard = (key: string) => exchanges.every(({ ledger }) => ledger.refreshes.melt(key) === undefined);
  return new Set(purged.flatMap(({ key }) => (isUnheard(key) ? [`m:${key}`] : [])));
}

const isSigned = ({ facts }: Coin, kind: Denomination, coinPub: Uint8Array): boolean =>
  isCoin(rsaDenomination(bytesOf(kind.facts.pub)), coinPub, bytesOf(facts.sig ?? ""));

/** Whether wallet and exchange disagree about it. */
export const isWrong = ({ left, account }: Held): boolean => account !== undefined && account.remaining !== left;

/** Every coin is signed by its denomination, no key serves twice, and everybody says the same of it. */
export async function checkCoins(stage: Stage, disks: readonly Disk[]): Promise<number> {
  let count = 0;
  for (const disk of separate(disks)) count += await checkCoinsOn(stage, disk);
  return count;
}

async function checkCoinsOn(stage: Stage, disk: Disk): Promise<number> {
  const { db, device } = disk;
  const held = await heldOn(stage, disk);
  if (new Set(held.map(({ coinPub }) => coinPub)).size < held.length)
    throw new Failure("keys serve once", `two coins on ${device} share a key`);
  for (const one of held) {
    const { coin, left, account } = one;
    if (isWrong(one)) {
      const said = `${device} says ${left}, the exchange ${account?.remaining}`;
      throw new Failure("books agree", `${coin.key}: ${said}; ${JSON.stringify({ ...coin.facts, sig: undefined })}`);
    }
    for (const line of account?.lines ?? []) if (line.type === "melt") await checkMelt(stage, disk, line.commitment);
  }
  const rows = held.map(({ coin }) => coin);
  if (!isDeepStrictEqual(await tallied(db, coins), countedBySort(coins, rows)))
    throw new Failure("coins are counted", `${device} has ${rows.length} coins, and its balance is of others`);
  return held.length;
}

/** What was melted became coins of this wallet. Only what no backup had to keep may be lost with its device. */
async function checkMelt(stage: Stage, { db, device, isJoined }: Disk, commitment: string): Promise<void> {
  const row = await db.of(refreshes).get(commitment);
  const isTwins = stage.hasLosses && !isJoined;
  if (!row && (isTwins || stage.unprotectedMelts.has(commitment))) return;
  const status = row && refreshStatus(row);
  // The user has given it up on the way.
  if (status === "purged" || (row && (await isTooLate(stage, db, row)))) return;
  const fresh = (row?.facts.denoms ?? []).map((denom, index) => `r:${commitment}:${index}:${denom}`);
  const here = (await db.of(coins).bulkGet(fresh)).filter((coin) => coin !== undefined).length;
  const isRevealed = stage.exchanges.some(({ ledger }) => ledger.refreshes.melt(commitment)?.revealed);
  if (status === "done" && isRevealed && here === fresh.length) return;
  // Cleared away, long after they were worth nothing.
  if (stage.slept.length > 0 && row?.facts.denoms.every((denom) => isPast(stage, denom))) return;
  const said = `${status ?? "unknown"} on ${device}, ${here} of ${fresh.length} coins here`;
  throw new Failure("books agree", `melt ${commitment} is ${said}`);
}
