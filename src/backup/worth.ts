/** What the rows of a device are worth: money that can still be spent or is on its way, by currency; pure. */

import { batches } from "../store/entities/batch.ts";
import { coinPath, coins } from "../store/entities/coin.ts";
import { denominations } from "../store/entities/denomination.ts";
import { formerRoots } from "../store/entities/former-root.ts";
import { type Refresh, refreshes, refreshStatus } from "../store/entities/refresh.ts";
import { type Reserve, reserves } from "../store/entities/reserve.ts";
import { type Withdrawal, withdrawalStatus, withdrawals } from "../store/entities/withdrawal.ts";
import type { Entity, RowOf } from "../store/entity.ts";
import type { Membership } from "../store/row.ts";
import { asStored } from "../store/stored.ts";
import { isReadable } from "../store/write-changes.ts";
import { type Amount, currencyOf, unitsOf } from "../taler/amount.ts";
import { isBefore } from "../taler/time.ts";
import { leftInReserve, leftOnCoins } from "../wallet/exchanges/left.ts";
import type { OwnRows } from "../wallet/exchanges/own-rows.ts";

/** The rows of each set by their keys. */
export type RowsBySet = ReadonlyMap<string, ReadonlyMap<string, Membership>>;

/** Rows of these sets hold money, or make it possible to spend it. */
export const moneySets: ReadonlySet<string> = new Set(
  [coins, reserves, withdrawals, batches, refreshes, denominations, formerRoots].map(({ name }) => name),
);

/**
 * Hundred-millionths by currency. A coin counts what is left on it until it expires, and only while the rows are there
 * that its secrets follow from; so does one that is still to come. Spent coins are worth nothing. `root`: the root in use; `now` in seconds.
 */
export function worthOf(rows: RowsBySet, root: string, now: number): ReadonlyMap<string, bigint> {
  const own = ownRowsOf(rows);
  const roots = new Set([root, ...(rows.get(formerRoots.name)?.keys() ?? [])]);
  const spring = new Springs(own, roots);
  const units = new Map<string, bigint>();
  const count = (amount: Amount) => {
    const currency = currencyOf(amount);
    units.set(currency, (units.get(currency) ?? 0n) + unitsOf(amount));
  };
  for (const [{ key }, left] of leftOnCoins(own, now)) if (spring.isThere(key)) count(left);
  const withdrawalByKey = new Map(own.rows.withdrawals.map((row) => [row.key, row]));
  for (const reserve of own.rows.reserves) {
    const withdrawal = withdrawalByKey.get(reserve.key);
    const left = withdrawal && roots.has(reserve.facts.root) ? onItsWay(own, reserve, withdrawal) : undefined;
    if (left !== undefined) count(left);
  }
  for (const refresh of own.rows.refreshes) {
    if (["planned", "melted"].includes(refreshStatus(refresh)) && spring.isThere(refresh.facts.coin))
      for (const denom of refresh.facts.denoms) {
        const kind = own.kinds.get(denom);
        if (kind && isBefore(now, kind.expireDeposit)) count(kind.value);
      }
  }
  return units;
}

/** Money in a reserve that becomes coins, or that the bank has sent; undefined when there is none. */
function onItsWay(own: OwnRows, reserve: Reserve, withdrawal: Withdrawal): Amount | undefined {
  const status = withdrawalStatus(withdrawal);
  if (status === "done" || status === "aborted") return undefined;
  const { confirmedAt, amount } = withdrawal.facts;
  return leftInReserve(own, reserve) ?? (confirmedAt === undefined ? undefined : amount);
}

/** Where the secrets of coins come from: back from coin to coin to a reserve, by roots that are known. */
class Springs {
  readonly #roots: ReadonlySet<string>;
  readonly #reserves: ReadonlyMap<string, Reserve>;
  readonly #refreshes: ReadonlyMap<string, Refresh>;
  readonly #known = new Map<string, boolean>();

  constructor({ rows }: OwnRows, roots: ReadonlySet<string>) {
    this.#roots = roots;
    this.#reserves = new Map(rows.reserves.map((row) => [row.key, row]));
    this.#refreshes = new Map(rows.refreshes.map((row) => [row.key, row]));
  }

  /** Whether the secrets of the coin of this name can be derived. */
  isThere(coin: string): boolean {
    const { source, of } = coinPath(coin);
    const name = `${source}${of}`;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    // A chain that bites its own tail leads to no reserve.
    this.#known.set(name, false);
    const from = source === "w" ? this.#reserves.get(of) : this.#refreshes.get(of);
    const isRooted = from !== undefined && this.#roots.has(from.facts.root);
    const isThere = isRooted && (source === "w" || this.isThere((from as Refresh).facts.coin));
    this.#known.set(name, isThere);
    return isThere;
  }
}

function ownRowsOf(all: RowsBySet): OwnRows {
  const rows = {
    reserves: readable(all, reserves),
    withdrawals: readable(all, withdrawals),
    batches: readable(all, batches),
    coins: readable(all, coins),
    denominations: readable(all, denominations),
    refreshes: readable(all, refreshes),
    ...{ purchases: [], payments: [], deposits: [], ghosts: [] },
  };
  return { rows, kinds: new Map(rows.denominations.map(({ key, facts }) => [key, facts])) };
}

/** Those rows of a set whose facts this version understands. */
export const readable = <E extends Entity>(rows: RowsBySet, entity: E): RowOf<E>[] =>
  [...(rows.get(entity.name)?.values() ?? [])].flatMap((row) =>
    isReadable(entity, row) ? [asStored(entity, row, 0) as unknown as RowOf<E>] : [],
  );
