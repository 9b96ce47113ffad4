/** Balances and the story of the money, gathered from the records for the pages. */
import { isProblemCode, WalletError } from "../api/problems.ts";
import type { Balance, Transaction, Trouble } from "../api/views.ts";
import type { Env } from "../env/env.ts";
import { batches, batchStatus } from "../store/entities/batch.ts";
import { coins } from "../store/entities/coin.ts";
import { denominations } from "../store/entities/denomination.ts";
import { exchanges } from "../store/entities/exchange.ts";
import { type Withdrawal, withdrawals } from "../store/entities/withdrawal.ts";
import type { Retry } from "../store/self.ts";
import { type Amount, add, currencyOf, subtractOrUndefined, sum, zero } from "../taler/amount.ts";
import { seconds } from "../taler/time.ts";
import { holdings } from "./coin-value.ts";
import { styleOf } from "./currency-style.ts";
import { chooseDenominations } from "./denominations.plan.ts";
import { selfOf } from "./roots.ts";
import { tellWithdrawal } from "./transactions.ts";
import { nextStep } from "./withdraw.ts";

/** How many events a page gets at most, newest first. */
const mostTold = 200;

/** The newest transactions. */
export async function listTransactions(env: Env): Promise<Transaction[]> {
  const rows = await env.db.of(withdrawals).toArray();
  rows.sort((a, b) => (b.facts.acceptedAt ?? 0) - (a.facts.acceptedAt ?? 0) || (a.key < b.key ? -1 : 1));
  return Promise.all(rows.slice(0, mostTold).map((row) => tell(env, row)));
}

/** One transaction; throws `transactionUnknown`. */
export async function getTransaction(env: Env, id: string): Promise<Transaction> {
  const row = await env.db.of(withdrawals).get(id);
  if (!row) throw new WalletError("transactionUnknown");
  return tell(env, row);
}

async function tell(env: Env, row: Withdrawal): Promise<Transaction> {
  const own = await env.db.of(batches).where("ix.reserve").equals(row.key).toArray();
  const hashes = [...new Set(own.flatMap(({ facts }) => facts.coins.map(({ denom }) => denom)))];
  const known = await env.db.of(denominations).bulkGet(hashes);
  const offer = own.length > 0 ? undefined : await env.db.offers.get(row.facts.exchange);
  const choice = offer && chooseDenominations(row.facts.amount, offer.denominations, seconds(env.now()));
  return tellWithdrawal(row, {
    batches: own,
    denominations: new Map(known.flatMap((one) => (one ? [[one.key, one] as const] : []))),
    next: await nextStep(env, row),
    isRunner: row.facts.runner?.value === (await selfOf(env.db)).device,
    expected: choice && choice.count > 0 ? { value: choice.value, fees: choice.fees } : undefined,
    trouble: troubleOf(await env.db.retries.get(`withdraw:${row.key}`)),
    now: env.now(),
  });
}

/** A stored failure as pages see it. */
export function troubleOf(retry: Retry | undefined): Trouble | undefined {
  if (!retry) return undefined;
  const { code, detail } = retry.problem;
  return {
    code: isProblemCode(code) ? code : "bug",
    ...(detail !== undefined && { detail }),
    since: retry.at,
    nextTry: retry.notBefore,
  };
}

/** Per currency: what can be spent, and what is on its way in. */
export async function listBalances(env: Env, transactions: readonly Transaction[]): Promise<Balance[]> {
  const known = await env.db.of(exchanges).toArray();
  const available = new Map<string, Amount>();
  const { holdings: held } = holdings(await env.db.of(coins).toArray(), await env.db.of(denominations).toArray());
  for (const { value } of held) addTo(available, value);
  const incoming = new Map<string, Amount>();
  for (const open of transactions.filter(({ state }) => state === "waiting" || state === "working")) {
    addTo(incoming, await stillComing(env, open));
  }
  const currencies = [...new Set([...available.keys(), ...incoming.keys()])].sort();
  return currencies.map((currency) => {
    const style = styleOf(known.find(({ facts }) => facts.currency?.value === currency));
    return {
      currency,
      available: available.get(currency) ?? zero(currency),
      incoming: incoming.get(currency) ?? zero(currency),
      ...(style && { style }),
    };
  });
}

function addTo(sums: Map<string, Amount>, value: Amount): void {
  const currency = currencyOf(value);
  sums.set(currency, add(sums.get(currency) ?? zero(currency), value));
}

/** What an open withdrawal brings beyond the coins it has brought already. */
async function stillComing(env: Env, { id, effective }: Transaction): Promise<Amount> {
  const own = await env.db.of(batches).where("ix.reserve").equals(id).toArray();
  const done = own.filter((batch) => batchStatus(batch) === "done").flatMap(({ facts }) => facts.coins);
  const rows = await env.db.of(denominations).bulkGet(done.map(({ denom }) => denom));
  const total = effective as Amount;
  const here = sum(
    currencyOf(total),
    rows.flatMap((row) => (row ? [row.facts.value] : [])),
  );
  return subtractOrUndefined(total, here) ?? zero(currencyOf(total));
}
