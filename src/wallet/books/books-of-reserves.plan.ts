/** The books of what came in: each wire, the coins that were made of it, what went back; pure. */
import { type Batch, batchStatus } from "../../store/entities/batch.ts";
import { returnedBy } from "../../store/entities/coin.ts";
import type { Reserve } from "../../store/entities/reserve.ts";
import { type Withdrawal, withdrawalStatus } from "../../store/entities/withdrawal.ts";
import { type Amount, add, compare, currencyOf, subtract, subtractOrUndefined, sum } from "../../taler/amount.ts";
import { batchKey } from "../withdraw/choose.ts";
import { nameOf } from "../withdraw/refusals.plan.ts";
import type { Ledger } from "./ledger.ts";

/** Books every reserve, and holds it against its withdrawal and its plans. */
export function checkReserves(ledger: Ledger): void {
  const { rows, note, cleared } = ledger;
  const plansByReserve = new Map<string, Batch[]>();
  for (const batch of rows.batches) {
    const { reserve, coins } = batch.facts;
    if (batchKey(reserve, coins) !== batch.key) note("unreadable", batch.key, reserve);
    const own = plansByReserve.get(reserve);
    if (own) own.push(batch);
    else plansByReserve.set(reserve, [batch]);
  }
  const withdrawalByKey = new Map(rows.withdrawals.map((row) => [row.key, row]));
  const known = new Set(rows.reserves.map(({ key }) => key));
  const isMissing = ({ key, facts }: Withdrawal) => !known.has(key) && facts.summary === undefined;
  for (const row of rows.withdrawals) if (isMissing(row)) note("eventMissing", row.key, row.key);
  for (const key of plansByReserve.keys()) if (!known.has(key)) note("eventMissing", key, key);
  for (const reserve of rows.reserves) {
    if (cleared.sources.has(reserve.key)) continue;
    const withdrawal = withdrawalByKey.get(reserve.key);
    if (withdrawal) checkReserve(ledger, reserve, withdrawal, plansByReserve.get(reserve.key) ?? []);
    else note("eventMissing", reserve.key, reserve.key);
  }
}

function checkReserve(ledger: Ledger, reserve: Reserve, withdrawal: Withdrawal, plans: readonly Batch[]): void {
  const { key, facts } = reserve;
  const { exchange } = facts;
  const currency = currencyOf(withdrawal.facts.amount);
  const credits = sum(currency, ours(currency, facts.credits ?? []));
  const closed = sum(currency, ours(currency, facts.closings ?? []));
  if (withdrawal.facts.exchange !== exchange) ledger.note("unreadable", key, key);
  checkCredits(ledger, reserve, withdrawal, credits, plans);
  ledger.book.add(exchange, "cameIn", credits);
  for (const { amount, fee } of facts.closings ?? []) {
    if (currencyOf(amount) !== currency) continue;
    const off = subtractOrUndefined(amount, fee) ?? amount;
    ledger.book.add(exchange, "sentBack", off);
    ledger.book.add(exchange, "feeClosing", subtract(amount, off));
  }
  const costs = costsOf(ledger, reserve, plans, currency);
  const recouped = returnedBy(facts.recoups).filter((amount) => currencyOf(amount) === currency);
  const rest = subtractOrUndefined(sum(currency, [credits, ...recouped]), add(closed, sum(currency, costs)));
  if (rest === undefined) {
    ledger.note("restDiffers", key, key);
    return;
  }
  const isOver = withdrawalStatus(withdrawal) === "done";
  const fitsMore = costs.some((cost) => compare(cost, rest) <= 0);
  const isPurged = withdrawal.facts.purgedAt !== undefined;
  // What revoked coins brought back becomes coins again.
  const isRenewed = recouped.length > 0 && fitsMore && !isPurged;
  ledger.book.add(exchange, isOver && !isRenewed ? "atExchange" : "underWay", rest);
  // As long as another of its coins fits, no withdrawal is finished, unless its exchange was purged.
  if (isOver && fitsMore && !isRenewed && !isPurged) ledger.note("restDiffers", key, key);
}

const ours = (currency: string, moves: readonly { readonly amount: Amount }[]): readonly Amount[] =>
  moves.flatMap(({ amount }) => (currencyOf(amount) === currency ? [amount] : []));

/** Coins come of wires that are known; a bank sends what was agreed. */
function checkCredits(
  { note }: Ledger,
  { key, facts }: Reserve,
  withdrawal: Withdrawal,
  credits: Amount,
  plans: readonly Batch[],
): void {
  const { arrivedAt, finishedAt, kind, amount } = withdrawal.facts;
  const hasCome = arrivedAt !== undefined || finishedAt !== undefined || plans.length > 0;
  const isKnown = (facts.credits ?? []).length > 0;
  if (hasCome !== isKnown) note("wireDiffers", key, key);
  else if (isKnown && kind === "bank" && credits !== amount) note("wireDiffers", key, key);
}

/** What each coin took from the reserve, its fee included; two plans may hold the same coin. */
function costsOf({ kinds, book, note }: Ledger, reserve: Reserve, plans: readonly Batch[], currency: string): Amount[] {
  const done = plans.filter((plan) => batchStatus(plan) === "done").flatMap(({ facts }) => facts.coins);
  const denoms = [...new Map(done.map((coin) => [nameOf(coin), coin.denom])).values()];
  return denoms.flatMap((denom) => {
    const kind = kinds.get(denom);
    if (kind === undefined || currencyOf(kind.value) !== currency || kind.exchange !== reserve.facts.exchange) {
      note("unreadable", denom, reserve.key);
      return [];
    }
    book.add(kind.exchange, "feeWithdraw", kind.feeWithdraw);
    return [add(kind.value, kind.feeWithdraw)];
  });
}
