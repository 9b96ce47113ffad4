/** What the coins of a wallet are good for, from the counts of their sorts: what pays now, and what does not and why; pure. */
import { readCoinSort } from "../../store/entities/coin.ts";
import type { Denomination } from "../../store/entities/denomination.ts";
import { type Amount, multiply } from "../../taler/amount.ts";
import type { Timestamp } from "../../taler/time.ts";
import { leftOrUndefined } from "./coin-rest.ts";
import { type LeastCost, type RestKind, restKind } from "./rest-kind.ts";

/**
 * Beyond {@link RestKind}: `revoked` coins pay nobody and are replaced · of `shared` ones another device took a part, so
 * the rest is left to it · `contested` ones are promised for more than they hold, and the exchange decides.
 */
export type CoinPart = RestKind | "revoked" | "shared" | "contested";

/** So much of one denomination is in one of these parts. */
export interface Portion {
  readonly part: CoinPart;
  readonly kind: Denomination;
  readonly amount: Amount;
}

/** A coin of which others took something that no row here explains: how it is counted, and what that leaves on it. */
export interface HauntedCoin {
  readonly sort: string;
  readonly left: Amount;
}

/** What decides about coins beside their rows. */
export interface CoinWorld {
  readonly least: LeastCost;
  /** Denominations that their exchanges have called back. */
  readonly revoked: ReadonlySet<string>;
  /** Seconds. */
  readonly now: Timestamp;
}

/** Everything that is left on coins, each cent in one part; coins of unknown denominations are left out. */
export function coinParts(
  countBySort: ReadonlyMap<string, number>,
  haunted: readonly HauntedCoin[],
  denominations: readonly Denomination[],
  world: CoinWorld,
): readonly Portion[] {
  const kinds = new Map(denominations.map((kind) => [kind.key, kind]));
  const rest = new Map(countBySort);
  const portions: Portion[] = [];
  for (const { sort, left } of haunted) {
    const kind = kinds.get(readCoinSort(sort).denom);
    if (kind === undefined) continue;
    rest.set(sort, (rest.get(sort) ?? 0) - 1);
    const part = partOf(kind, sort, left, world);
    if (part !== undefined) portions.push({ part: part === "available" ? "shared" : part, kind, amount: left });
  }
  for (const [sort, count] of rest) {
    const { denom, taken, back, returned, purged } = readCoinSort(sort);
    const kind = kinds.get(denom);
    if (kind === undefined || count <= 0) continue;
    const left = leftOrUndefined(kind.facts, taken, back, returned, purged);
    // More was promised of them than they ever held.
    const part = left === undefined ? "contested" : partOf(kind, sort, left, world);
    if (part !== undefined) portions.push({ part, kind, amount: multiply(left ?? kind.facts.value, count) });
  }
  return portions;
}

/** Undefined when nothing is left. */
function partOf(kind: Denomination, sort: string, left: Amount, world: CoinWorld): CoinPart | undefined {
  const part = restKind({ left, isTouched: sort.includes(" "), kind: kind.facts }, world.least, world.now);
  return part === "available" && world.revoked.has(kind.key) ? "revoked" : part;
}

/** Of the time in which a denomination can be spent; by then every device should have renewed its coins (refresh/renew). */
const late = 3 / 4;

/**
 * Until when (seconds) coins of this kind had better be spent: they were to be renewed, and that did not come about.
 * Undefined for all others.
 */
export function expiringUntil({ facts: { start, expireDeposit } }: Denomination, now: number): number | undefined {
  if (start === "never" || expireDeposit === "never") return undefined;
  const isLate = now >= start + (expireDeposit - start) * late;
  return isLate && now < expireDeposit ? expireDeposit : undefined;
}
