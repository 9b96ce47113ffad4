/** Revoked coins told: what the exchange takes back, what comes of it, and what that costs. */
import type { TransactionStep } from "../../api/transaction-step.ts";
import type { Transaction } from "../../api/views.ts";
import type { Env } from "../../env/env.ts";
import { batches, batchStatus } from "../../store/entities/batch.ts";
import { type Coin, coinPath, coins, readCoinSort, returnedBy, takenBy } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { type Recoup, recoups } from "../../store/entities/recoup.ts";
import { reserves } from "../../store/entities/reserve.ts";
import { withdrawals } from "../../store/entities/withdrawal.ts";
import { tallied } from "../../store/tally.ts";
import { type Amount, add, compare, currencyOf, multiply, subtractOrUndefined, sum } from "../../taler/amount.ts";
import { isBefore, seconds } from "../../taler/time.ts";
import { leftOf } from "../coins/coin-rest.ts";
import { troubleOf } from "../trouble.ts";
import { type Teller, type Told, teller } from "./teller.ts";

async function tell(env: Env, rows: readonly Recoup[]): Promise<readonly Told[]> {
  const told = await Promise.all(rows.map((row) => tellOne(env, row)));
  return told.flat();
}

async function tellOne(env: Env, row: Recoup): Promise<Told[]> {
  const kind = await env.db.of(denominations).get(row.key);
  if (!kind) return [];
  const recouped = await env.db.of(coins).where("ix.recouped").equals(row.key).toArray();
  const currency = currencyOf(kind.facts.value);
  const back = sum(currency, recouped.map(takenBack));
  const left = await stillOut(env, row);
  const { fees, coming } = await costsOf(env, row, recouped, currency);
  const total = add(back, sum(currency, left));
  const isOpen = left.length > 0 || recouped.length > (row.facts.renewed ?? 0);
  const trouble = isOpen ? troubleOf(await env.db.retries.get(`recoup:${row.key}`)) : undefined;
  const transaction: Transaction = {
    id: row.key,
    kind: "recoup",
    state: isOpen ? "working" : "done",
    effective: subtractOrUndefined(total, fees) ?? total,
    instructed: total,
    fees,
    at: (row.facts.noticedAt ?? 0) * 1000,
    exchange: row.facts.exchange,
    steps: stepsOf(row, left.length === 0, isOpen),
    canAbort: false,
    canTakeOver: false,
    canGoOnWithoutBackup: false,
    ...(trouble && { trouble }),
  };
  return [{ transaction, ...(isOpen && { coming }) }];
}

const takenBack = ({ key, facts }: Coin): Amount => {
  const amount = takenBy(facts).get("recoup");
  if (amount === undefined) throw new RangeError(`a coin that was not taken back: ${key}`);
  return amount;
};

function stepsOf({ facts }: Recoup, isBack: boolean, isOpen: boolean): readonly TransactionStep[] {
  return [
    { kind: "revoked", isDone: true, ...(facts.noticedAt !== undefined && { at: facts.noticedAt * 1000 }) },
    { kind: "takenBack", isDone: isBack },
    { kind: "coins", isDone: !isOpen },
  ];
}

/** What coins of this denomination still hold, while the exchange would take them back. */
async function stillOut({ db, now }: Env, { key, facts }: Recoup): Promise<readonly Amount[]> {
  const [kind, offer] = [await db.of(denominations).get(key), await db.offers.get(facts.exchange)];
  if (!kind || !offer?.revoked?.includes(key) || !isBefore(seconds(now()), kind.facts.expireDeposit)) return [];
  const counts = [...(await tallied(db, coins))];
  return counts.flatMap(([sort, count]) => {
    const { denom, taken, back, returned, purged } = readCoinSort(sort);
    const rest = leftOf(kind.facts, taken, back, returned, purged);
    return denom === key && compare(rest, sum(currencyOf(rest), [])) > 0 ? [multiply(rest, count)] : [];
  });
}

/** What new coins of reserves cost so far, and what is still to become coins; a reserve is told with one denomination. */
async function costsOf(env: Env, row: Recoup, recouped: readonly Coin[], currency: string) {
  const names = new Set(
    recouped.map(({ key }) => coinPath(key)).flatMap(({ source, of }) => (source === "w" ? of : [])),
  );
  let [fees, coming] = [sum(currency, []), sum(currency, [])];
  for (const reserve of await env.db.of(reserves).bulkGet([...names])) {
    const brought = reserve?.facts.recoups ?? [];
    const bearer = brought.map(({ coin }) => coinPath(coin).denom).sort()[0];
    if (!reserve || bearer !== row.key) continue;
    const made = await madeAgain(env, reserve.key);
    fees = sum(currency, [fees, ...made.map(({ feeWithdraw }) => feeWithdraw)]);
    const used = made.map(({ value, feeWithdraw }) => add(value, feeWithdraw));
    const rest = subtractOrUndefined(sum(currency, returnedBy(brought)), sum(currency, used));
    if (rest !== undefined) coming = add(coming, rest);
  }
  return { fees, coming };
}

/** Denominations of coins that were withdrawn after the withdrawal itself had ended. */
async function madeAgain({ db }: Env, reserve: string) {
  const { finishedAt } = (await db.of(withdrawals).get(reserve))?.facts ?? {};
  const plans = await db.of(batches).where("ix.reserve").equals(reserve).toArray();
  const done = plans.filter((one) => batchStatus(one) === "done" && isAfter(one.facts.plannedAt, finishedAt));
  const kinds = await db.of(denominations).bulkGet(done.flatMap(({ facts }) => facts.coins.map(({ denom }) => denom)));
  return kinds.flatMap((kind) => (kind ? [kind.facts] : []));
}

/** Whether a plan came after the end of the withdrawal: then revoked coins brought the money. Both in seconds. */
export const isAfter = (plannedAt: number | undefined, finishedAt: number | undefined): boolean =>
  finishedAt !== undefined && (plannedAt ?? 0) > finishedAt;

/** They are few: all are looked at to find those that are open. */
export const recoupTeller: Teller = {
  ...teller(recoups, { index: "story", values: [] }, tell),
  possiblyOpen: ({ db }) => db.of(recoups).toArray(),
};
