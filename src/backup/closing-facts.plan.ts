/** What lives on by money that others had not seen, while what told of it was cleared away: it is closed as they would; pure. */
import { type Coin, coins, takenBy } from "../store/entities/coin.ts";
import { deposits } from "../store/entities/deposit.ts";
import { payments } from "../store/entities/payment.ts";
import { purchases } from "../store/entities/purchase.ts";
import { refreshes, refreshStatus } from "../store/entities/refresh.ts";
import type { Entity } from "../store/entity.ts";
import type { Facts, Membership } from "../store/row.ts";
import type { Summary } from "../store/spelling.ts";
import type { Changes, State } from "../store/state.ts";
import type { Json } from "../taler/codec.ts";
import type { Spent } from "../wallet/pay/purchase-costs.ts";
import { depositSummary, purchaseSummary } from "../wallet/tidy/summaries.plan.ts";
import { bundlesOf } from "../wallet/tidy/ties.ts";
import type { Removed } from "./merge.ts";
import { holdingsOf, joined, rowsIn } from "./own-garbage.plan.ts";
import { type RowsBySet, readable } from "./worth.ts";

/**
 * Entries whose payments fall, or coins that their payments name, get their summary, by all that both sides knew before;
 * and changes that are over and whose old coin falls are carried over. `fallen`: what dies by the merge; `after`: the
 * state that it leads to; `now` in seconds.
 */
export function closingFacts(fallen: readonly Removed[], after: State, now: number): Changes {
  const coinless = new Set(coinlessContracts(fallen, after));
  const lost = new Set([...lostContracts(fallen, after), ...coinless]);
  const left = rowsIn(after);
  const spentFor = lost.size > 0 ? spending(fallen, after, coinless) : undefined;
  const isBare = ({ key, facts }: { readonly key: string; readonly facts: { readonly summary?: Summary } }) =>
    lost.has(key) && facts.summary === undefined;
  const told: (readonly [Entity, string, Facts])[] = [];
  if (spentFor) {
    for (const row of readable(left, purchases).filter(isBare))
      told.push([purchases, row.key, { summary: asJson(purchaseSummary(row, spentFor(row.key))) }]);
    for (const row of readable(left, deposits).filter(isBare))
      told.push([deposits, row.key, { summary: asJson(depositSummary(row, spentFor(row.key))) }]);
  }
  for (const key of orphanedChanges(fallen, after)) told.push([refreshes, key, { carriedAt: now }]);
  return toldTo(left, told);
}

const asJson = (summary: Summary): Json => ({ ...summary }) as unknown as Json;

/** The rows with these facts. */
function toldTo(rows: RowsBySet, told: readonly (readonly [Entity, string, Facts])[]): Changes {
  const sets = new Map<string, { readonly rows: Membership[] }>();
  for (const [{ name }, key, facts] of told) {
    const row = rows.get(name)?.get(key);
    const list = sets.get(name)?.rows ?? [];
    if (row) list.push({ ...row, facts: { ...row.facts, ...facts } });
    sets.set(name, { rows: list });
  }
  return { sets };
}

/** Coins that fall, and that nothing has brought back. */
function fallenCoins(fallen: readonly Removed[], after: State): ReadonlySet<string> {
  const gone = new Set(fallen.flatMap(({ set, row }) => (set === coins.name ? [row.key] : [])));
  if (gone.size > 0) for (const key of rowsIn(after).get(coins.name)?.keys() ?? []) gone.delete(key);
  return gone;
}

/** Contracts whose payments live on, since nobody else had heard of them, while a coin falls that they name. */
function coinlessContracts(fallen: readonly Removed[], after: State): readonly string[] {
  const gone = fallenCoins(fallen, after);
  if (gone.size === 0) return [];
  const plans = readable(rowsIn(after), payments).map(({ facts }) => facts);
  return plans.flatMap(({ contract, parts }) => (parts.some(({ coin }) => gone.has(coin)) ? [contract] : []));
}

/**
 * Changes that are over, done or not, and whose old coin falls: only a silent device may have heard of them. What is
 * under way stays so, and goes on should its coin come back from the trash.
 */
function orphanedChanges(fallen: readonly Removed[], after: State): readonly string[] {
  const gone = fallenCoins(fallen, after);
  if (gone.size === 0) return [];
  const isOver = (row: Parameters<typeof refreshStatus>[0]) =>
    ["done", "refused", "purged"].includes(refreshStatus(row));
  const told = readable(rowsIn(after), refreshes).filter((row) => isOver(row) && !row.facts.carriedAt);
  return told.flatMap(({ key, facts }) => (gone.has(facts.coin) ? [key] : []));
}

/** Contracts whose payments fall, and of which none is left. */
function lostContracts(fallen: readonly Removed[], after: State): ReadonlySet<string> {
  const lost = new Set(fallen.flatMap(({ set, row }) => (set === payments.name ? [String(row.facts.contract)] : [])));
  if (lost.size > 0) for (const { facts } of readable(rowsIn(after), payments)) lost.delete(facts.contract);
  return lost;
}

/**
 * What was spent for a contract, as it was known before. Whoever never told of a payment has not heard what became of its
 * coins: there, only a coin that gave something bears costs.
 */
function spending(
  fallen: readonly Removed[],
  after: State,
  coinless: ReadonlySet<string>,
): (contract: string) => Spent {
  const all = holdingsOf(joined(after, fallen));
  const denominations = new Map(all.denominations.map(({ key, facts }) => [key, facts]));
  const bundles = bundlesOf(all);
  return (contract) => {
    const bundle = bundles.find(({ contracts }) => contracts.includes(contract));
    const { coins: own = [], payments: plans = [], refreshes = [] } = bundle ?? {};
    const hasGiven = ({ facts }: Coin) => [...takenBy(facts).keys()].some((purpose) => purpose.slice(2) === contract);
    const bearing = coinless.has(contract) ? own.filter(hasGiven) : own;
    return { payments: plans, coins: bearing, refreshes, denominations, ghosts: [] };
  };
}
