/** What a merge takes away that is no loss: another device cleared it away, as this one would have; and what must stay; pure. */
import { batches } from "../store/entities/batch.ts";
import { coinPath, coins } from "../store/entities/coin.ts";
import { denominations } from "../store/entities/denomination.ts";
import { deposits } from "../store/entities/deposit.ts";
import { devices } from "../store/entities/device.ts";
import { payments } from "../store/entities/payment.ts";
import { purchases } from "../store/entities/purchase.ts";
import { recoups } from "../store/entities/recoup.ts";
import { refreshes } from "../store/entities/refresh.ts";
import { reserves } from "../store/entities/reserve.ts";
import { withdrawals } from "../store/entities/withdrawal.ts";
import type { Membership } from "../store/row.ts";
import { emptySet, type State } from "../store/state.ts";
import { garbageIn, type Holdings, isOldEntry, takenAway } from "../wallet/tidy/garbage.plan.ts";
import { yearsWished } from "../wallet/tidy/history.ts";
import { springsOf } from "../wallet/tidy/springs.ts";
import type { Removed } from "./merge.ts";
import { type RowsBySet, readable } from "./worth.ts";

/** Seconds. Another device's clock may be ahead of ours by so much. */
const haste = 2 * 24 * 60 * 60;

/**
 * Of what is removed, the rows that are garbage by what both sides know of them; and entries that are older than the user
 * keeps them: whoever was silent for years does not know that they are over. `after`: the state after the merge.
 */
export function garbageAmong(removed: readonly Removed[], after: State, now: number): ReadonlySet<Removed> {
  if (removed.length === 0) return new Set();
  const rows = joined(after, removed);
  const rule = { now: now + haste, years: yearsWished(readable(rows, devices)) };
  const isOld = ({ set, row }: Removed) => isOldEntry(set, row.facts, rule);
  const over = new Set(removed.flatMap((one) => (isOld(one) ? [one.row.key] : [])));
  const gone = takenAway(garbageIn(holdingsOf(rows), { ...rule, over }));
  return new Set(removed.filter((one) => gone.has(`${one.set} ${one.row.key}`) || isOld(one)));
}

/**
 * Of what falls, the rows that something which lives on needs: whoever cleared them away had not seen that. Without its
 * spring no secret of a coin can be derived, without its denomination nobody knows what it is worth. Each as it is to be
 * from now on.
 */
export function neededAmong(fallen: readonly Removed[], after: State, now: number): ReadonlyMap<Removed, Membership> {
  const sources = fallen.filter(({ set }) => [reserves.name, refreshes.name, denominations.name].includes(set));
  if (sources.length === 0) return new Map();
  const left = rowsIn(after);
  const plans = readable(left, batches);
  const living = [...(left.get(coins.name)?.keys() ?? [])];
  const changes = readable(left, refreshes).filter(({ facts }) => facts.carriedAt === undefined);
  const oldCoins = readable(joined(after, sources), refreshes).map(({ key, facts }) => [key, facts.coin] as const);
  const oldCoin = new Map(oldCoins);
  const springs = springsOf([...living, ...changes.map(({ facts }) => facts.coin)], (key) => oldCoin.get(key));
  const denoms = new Set([
    ...[...living, ...changes.map(({ facts }) => facts.coin)].map((name) => coinPath(name).denom),
    ...changes.flatMap(({ facts }) => facts.denoms),
    ...plans.flatMap(({ facts }) => facts.coins.map(({ denom }) => denom)),
  ]);
  const isNeeded = ({ set, row: { key } }: Removed) => (set === denominations.name ? denoms : springs).has(key);
  const planned = new Set(plans.map(({ facts }) => facts.reserve));
  const isTold = ({ set, row: { key, facts } }: Removed) =>
    set === denominations.name || planned.has(key) || left.get(coins.name)?.has(String(facts.coin)) === true;
  return new Map(
    sources.filter(isNeeded).map((one) => {
      const facts = isTold(one) ? one.row.facts : { carriedAt: now, ...one.row.facts };
      return [one, { ...one.row, facts }] as const;
    }),
  );
}

export const rowsIn = (state: State): RowsBySet => new Map([...state.sets].map(([name, { rows }]) => [name, rows]));

/** The rows that there would be, were nothing removed. */
export function joined(after: State, removed: readonly Removed[]): RowsBySet {
  const rows = new Map(rowsIn(after));
  for (const set of new Set(removed.map((one) => one.set))) {
    const fallen = removed.flatMap((one) => (one.set === set ? [[one.row.key, one.row] as const] : []));
    rows.set(set, new Map([...(after.sets.get(set) ?? emptySet).rows, ...fallen]));
  }
  return rows;
}

export const holdingsOf = (rows: RowsBySet): Holdings => ({
  reserves: readable(rows, reserves),
  withdrawals: readable(rows, withdrawals),
  batches: readable(rows, batches),
  coins: readable(rows, coins),
  denominations: readable(rows, denominations),
  refreshes: readable(rows, refreshes),
  purchases: readable(rows, purchases),
  payments: readable(rows, payments),
  deposits: readable(rows, deposits),
  recoups: readable(rows, recoups),
  ghosts: [],
});
