/** What of the wallet depends on an exchange, what it is worth, and what a purge would destroy; pure (seed 004). */
import type { ExchangeResources, Pile, WorkPiles } from "../../api/exchange-resources.ts";
import { coinPath } from "../../store/entities/coin.ts";
import { type Deposit, depositStatus, depositWork } from "../../store/entities/deposit.ts";
import { type Purchase, purchaseStatus, purchaseWork } from "../../store/entities/purchase.ts";
import type { Recoup } from "../../store/entities/recoup.ts";
import { type Refresh, refreshStatus } from "../../store/entities/refresh.ts";
import { type Withdrawal, withdrawalStatus } from "../../store/entities/withdrawal.ts";
import { type Amount, currencyOf, isZero, sum } from "../../taler/amount.ts";
import { leftInReserve, leftOnCoins } from "./left.ts";
import type { OwnRows } from "./own-rows.ts";

/** A revoked denomination, and how many of its coins the exchange has taken back. */
export interface Revoked {
  readonly row: Recoup;
  readonly recouped: number;
}

/** What its coins brought back is coins again, or too little for any. */
const isRenewed = ({ row, recouped }: Revoked): boolean => recouped <= (row.facts.renewed ?? 0);

/** Counts and sums everything that belongs to the exchange. `now` in seconds: what has expired depends on nobody. */
export function resourcesOf(own: OwnRows, now: number, revoked: readonly Revoked[] = []): ExchangeResources {
  const { rows } = own;
  const onCoins = [...leftOnCoins(own, now).values()];
  const refreshes = worked(rows.refreshes, refreshEnd, (row) => changeOf(own, row));
  const busy = [...rows.purchases.filter(isBusyPurchase), ...rows.deposits.filter(isBusyDeposit)];
  const purchases = worked(rows.purchases, endOf(purchaseWork), (row) => givenFor(own, row));
  const deposits = worked(rows.deposits, endOf(depositWork), ({ facts }) => [facts.amount]);
  const isNeeded =
    leftOnCoins(own, now, []).size + refreshes.open.count + purchases.open.count + deposits.open.count > 0 ||
    rows.withdrawals.some(isAwaited) ||
    !revoked.every(isRenewed);
  return {
    coins: piled(onCoins.length, onCoins),
    reserves: heldReserves(own),
    withdrawals: worked(rows.withdrawals, withdrawalEnd, ({ facts }) => [facts.amount]),
    purchases,
    refreshes,
    deposits,
    isNeeded,
    busy: busy.length,
    destroyed: piled(0, [...onCoins, ...(refreshes.open.worth as Amount[])]).worth,
  };
}

/** Money that was called off is not waited for; should it come all the same, it brings its exchange back. */
export function isAwaited(withdrawal: Withdrawal): boolean {
  const status = withdrawalStatus(withdrawal);
  if (status === "done" || status === "aborted") return false;
  return status === "withdrawing" || withdrawal.facts.cancelledAt === undefined;
}

/** Somebody may be taking these coins right now: what becomes of them must be known before they can be purged. */
const isBusyPurchase = (row: Purchase): boolean => ["paying", "aborting"].includes(purchaseStatus(row));
const isBusyDeposit = (row: Deposit): boolean => ["sending", "aborting"].includes(depositStatus(row));

/** How something stands; what came to nothing is not counted. */
type End = "open" | "finished" | undefined;

const endOf =
  <R>(workOn: (row: R) => string | undefined) =>
  (row: R): End =>
    workOn(row) === undefined ? "finished" : "open";

function refreshEnd(row: Refresh): End {
  const status = refreshStatus(row);
  if (status === "planned" || status === "melted") return "open";
  return status === "done" ? "finished" : undefined;
}

function withdrawalEnd(row: Withdrawal): End {
  if (isAwaited(row)) return "open";
  return withdrawalStatus(row) === "done" ? "finished" : undefined;
}

function worked<R>(rows: readonly R[], end: (row: R) => End, worth: (row: R) => readonly Amount[]): WorkPiles {
  const pile = (wanted: End) => {
    const own = rows.filter((row) => end(row) === wanted);
    return piled(own.length, own.flatMap(worth));
  };
  return { open: pile("open"), finished: pile("finished") };
}

/** One amount per currency, in the order of their names. */
function piled(count: number, amounts: readonly Amount[]): Pile {
  const currencies = [...new Set(amounts.map(currencyOf))].sort();
  const worth = currencies.map((currency) =>
    sum(
      currency,
      amounts.filter((amount) => currencyOf(amount) === currency),
    ),
  );
  return { count, worth: worth.filter((amount) => !isZero(amount)) };
}

/** The new coins. */
const changeOf = ({ kinds }: OwnRows, { facts }: Refresh): readonly Amount[] =>
  facts.denoms.flatMap((denom) => kinds.get(denom)?.value ?? []);

/** What coins of this exchange were planned to give; several plans for one contract take of a coin once. */
function givenFor({ rows, kinds }: OwnRows, { key }: Purchase): readonly Amount[] {
  const parts = rows.payments
    .filter(({ facts }) => facts.contract === key && facts.droppedAt === undefined)
    .flatMap(({ facts }) => facts.parts.filter(({ coin }) => kinds.has(coinPath(coin).denom)));
  return [...new Map(parts.map(({ coin, amount }) => [coin, amount])).values()];
}

/** Those that hold something, or that a wire is still expected for. */
function heldReserves(own: OwnRows): Pile {
  const awaited = new Set(own.rows.withdrawals.filter(isAwaited).map(({ key }) => key));
  const held = own.rows.reserves.map((row) => ({ key: row.key, left: leftInReserve(own, row) }));
  const counted = held.filter(({ key, left }) => awaited.has(key) || (left !== undefined && !isZero(left)));
  return piled(
    counted.length,
    counted.flatMap(({ left }) => left ?? []),
  );
}
