/** Asking an exchange before the wallet holds more of its coins than strangers may (GNU Taler exchange API, kyc-wallet). */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { call } from "../../env/http.ts";
import type { Database } from "../../store/db.ts";
import { learn } from "../../store/deed.ts";
import { batches, batchStatus } from "../../store/entities/batch.ts";
import { coins } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { exchanges } from "../../store/entities/exchange.ts";
import type { Reserve } from "../../store/entities/reserve.ts";
import { type Withdrawal, withdrawals } from "../../store/entities/withdrawal.ts";
import { walletKey } from "../../store/root-secret.ts";
import { save } from "../../store/save.ts";
import type { Legitimization } from "../../store/spelling.ts";
import { tallied } from "../../store/tally.ts";
import { type Amount, compare, currencyOf, subtractOrUndefined, sum, zero } from "../../taler/amount.ts";
import { textOf } from "../../taler/crockford.ts";
import { publicKeyOf, sign } from "../../taler/eddsa.ts";
import { exchangeEndpoints } from "../../taler/exchange-api.ts";
import { normalizedPaytoHash, reservePayto } from "../../taler/payto.ts";
import { isBefore, seconds } from "../../taler/time.ts";
import { accountSetup } from "../../taler/wallet-signatures.ts";
import { worthOf } from "../coins/coin-value.ts";
import { rootNamed } from "../roots.ts";
import { askedBy, isPaused } from "./legitimize.plan.ts";

/** The key (a seed) by which the exchange knows this wallet: always the same one. */
export const holderKey = async (env: Env, { facts }: Reserve): Promise<Uint8Array> =>
  walletKey(await rootNamed(env.db, facts.root), facts.exchange);

/** Whether the exchange asks whose the wallet is, rather than whose the reserve. `pub` is that of {@link holderKey}. */
export const isAboutHolder = ({ account, key }: Legitimization, exchange: string, pub: string): boolean =>
  key === pub || account === textOf(normalizedPaytoHash(reservePayto(exchange, pub)));

/**
 * Whether the money of this withdrawal may become coins. Asks the exchange where that takes more than it lets strangers
 * hold; when it wants to know something first, the withdrawal remembers that and waits. Throws `badAnswer`, `refused`.
 */
export async function mayHold(env: Env, withdrawal: Withdrawal, reserve: Reserve): Promise<boolean> {
  const { exchange } = withdrawal.facts;
  const limit = await limitNow(env, exchange);
  if (limit === undefined) return true;
  const balance = await balanceAfter(env, withdrawal);
  if (currencyOf(limit) !== currencyOf(balance) || compare(balance, limit) <= 0) return true;
  const priv = await holderKey(env, reserve);
  const reply = await call(env, exchange, exchangeEndpoints.kycWallet, {
    body: {
      balance,
      reserve_pub: textOf(publicKeyOf(priv)),
      reserve_sig: textOf(await sign(priv, accountSetup({ threshold: balance }))),
    },
  });
  const now = seconds(env.now());
  if (reply.status === 451) {
    const legitimization = askedBy(reply.error, withdrawal.facts.legitimization, now);
    await save(env.db, learn(withdrawals, withdrawal.key, { legitimization }));
    return false;
  }
  if (reply.status !== 200) throw new WalletError("refused", `a balance, code ${reply.error?.code ?? 0}`);
  const { expiration_time: until, next_threshold: next } = reply.value;
  if (!isBefore(now, until)) throw new WalletError("badAnswer", "leave to hold a balance that is over");
  await save(env.db, learn(exchanges, exchange, { mayHold: { until, ...(next !== undefined && { next }) } }));
  return true;
}

/** More than this is asked about; undefined when any amount may be held. */
async function limitNow({ db, now }: Env, exchange: string): Promise<Amount | undefined> {
  const leave = (await db.of(exchanges).get(exchange))?.facts.mayHold;
  if (leave && isBefore(seconds(now()), leave.until)) return leave.next;
  return (await db.offers.get(exchange))?.limits?.balance;
}

/** What is held of this exchange's coins once all of this withdrawal is coins, and all else that is on its way there. */
async function balanceAfter({ db }: Env, withdrawal: Withdrawal): Promise<Amount> {
  const { exchange, amount } = withdrawal.facts;
  const currency = currencyOf(amount);
  const kinds = await db.of(denominations).toArray();
  const { holdings } = worthOf(await tallied(db, coins), kinds);
  const held = holdings.filter((one) => one.exchange === exchange && currencyOf(one.value) === currency);
  const valueByDenom = new Map(kinds.map((kind) => [kind.key, kind.facts.value]));
  const all = [withdrawal, ...(await othersComing(db, withdrawal))];
  const coming = await Promise.all(all.map((one) => restOf(db, one, valueByDenom)));
  return sum(currency, [...coming, ...held.map(({ value }) => value)]);
}

/**
 * Other withdrawals of the same exchange whose money has left its account. One that the exchange holds up is not among
 * them: it asks again before it goes on, and counts all others then.
 */
async function othersComing(db: Database, { key, facts }: Withdrawal): Promise<readonly Withdrawal[]> {
  const open = await db.of(withdrawals).where("ix.status").anyOf(["transferring", "withdrawing"]).toArray();
  return open.filter(
    (one) =>
      one.key !== key &&
      one.facts.exchange === facts.exchange &&
      currencyOf(one.facts.amount) === currencyOf(facts.amount) &&
      (one.facts.confirmedAt !== undefined || one.facts.arrivedAt !== undefined) &&
      !isPaused(one.facts.legitimization),
  );
}

/** What of a withdrawal is not coins yet. */
async function restOf(
  db: Database,
  { key, facts: { amount } }: Withdrawal,
  valueByDenom: ReadonlyMap<string, Amount>,
): Promise<Amount> {
  const plans = await db.of(batches).where("ix.reserve").equals(key).toArray();
  const done = plans.filter((one) => batchStatus(one) === "done");
  const here = done.flatMap((one) => one.facts.coins.flatMap(({ denom }) => valueByDenom.get(denom) ?? []));
  const currency = currencyOf(amount);
  return subtractOrUndefined(amount, sum(currency, here)) ?? zero(currency);
}
