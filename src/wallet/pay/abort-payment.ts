/** Giving a payment up: what was never sent is free at once, what was sent is asked back (GNU Taler merchant API, abort). */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { call } from "../../env/http.ts";
import { type Deed, learn } from "../../store/deed.ts";
import { coinPath, coins, takenBy } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { type Payment, payments } from "../../store/entities/payment.ts";
import { type Purchase, purchases } from "../../store/entities/purchase.ts";
import { save } from "../../store/save.ts";
import { type AbortedCoin, abortEndpoints, abortTransactionId, givenBack } from "../../taler/abort-api.ts";
import { type Amount, compare, currencyOf, zero } from "../../taler/amount.ts";
import { textOf } from "../../taler/crockford.ts";
import { publicKeyOf } from "../../taler/eddsa.ts";
import { merchantCodes } from "../../taler/merchant-api.ts";
import { seconds } from "../../taler/time.ts";
import { coinSecrets, type KnownSecrets } from "../coins/coin-secrets.ts";
import { hearCoin } from "../coins/hear-coin.ts";
import { signersFor } from "../coins/signers.ts";
import { contractOf } from "./claim.ts";
import { sendPayment } from "./pay.ts";
import { dropped, spendBy } from "./payment-deeds.ts";

/** Nobody has ever seen these coins: they are as before. */
export async function release(env: Env, { key }: Purchase, all: readonly Payment[]): Promise<void> {
  const now = seconds(env.now());
  await save(env.db, ...dropped(all, now), learn(purchases, key, { settledAt: now, swept: 1 }));
}

/**
 * Asks the merchant to give back what it has taken. What it says it never took is free, and melted at once, so that it
 * cannot take it later either.
 */
export async function abortPayment(env: Env, purchase: Purchase, all: readonly Payment[]): Promise<void> {
  const given = partsOf(all.filter(({ facts }) => facts.sentAt !== undefined));
  const back = await askBack(env, purchase, given);
  if (back === "paid" && !isPaidElsewhere(purchase)) return payAfterAll(env, purchase, all);
  const { gone, deeds } = back === "paid" ? await kept(env, purchase, given) : back;
  const now = seconds(env.now());
  const isKept = ({ facts }: Payment) => back === "paid" && facts.parts.some(({ coin }) => gone.has(coin));
  const refusals = [{ code: merchantCodes.abortPaid, at: now }];
  const over = all.map((one) => learn(payments, one.key, { droppedAt: now, ...(isKept(one) && { refusals }) }));
  const isDenied = (purchase.facts.late ?? []).some((coin) => back === "paid" || !gone.has(coin));
  const settled = learn(purchases, purchase.key, { settledAt: now, ...(isDenied && { refusals }) });
  await save(env.db, ...deeds, ...freed(all, gone, now), ...over, settled);
}

/** The merchant has said that somebody else paid: it takes none of these payments any more. */
const isPaidElsewhere = ({ facts: { refusals = [] } }: Purchase): boolean =>
  refusals.some(({ code }) => code === merchantCodes.alreadyPaid);

/** What became of coins that were sent to a merchant: which it has or had, and what of them came back. */
interface Back {
  readonly gone: ReadonlySet<string>;
  readonly deeds: readonly Deed[];
}

/** Asks the merchant for these coins; "paid" when it gives none of them back because the order is paid. */
export async function askBack(env: Env, purchase: Purchase, given: Payment["facts"]["parts"]): Promise<Back | "paid"> {
  const { merchant, orderId, contract } = purchase.facts;
  const { hash } = contractOf(contract);
  const named = await askedBack(env, given);
  const reply = await call(env, merchant, abortEndpoints.abort, {
    params: { orderId },
    body: { h_contract: hash, coins: named.map(({ coin: _, depositFee: __, ...one }) => one) },
    timeoutMs: 25_000,
  });
  if (reply.status === 412) return "paid";
  const isGone = reply.status === 404 || reply.status === 403 || reply.status === 410;
  if (reply.status !== 200 && !isGone) throw new WalletError("badAnswer", `the shop answers ${reply.status}`);
  const answers = reply.status === 200 ? reply.value.refunds : named.map(() => undefined);
  if (answers.length !== named.length) throw new WalletError("badAnswer", "not one answer per coin");
  const deeds = await Promise.all(named.map((one, index) => outcome(env, purchase, one, answers[index])));
  const gone = new Set(named.filter((_, index) => (deeds[index] ?? []).length > 0).map(({ coin }) => coin));
  return { gone, deeds: deeds.flat() };
}

/**
 * The merchant gives nothing back: what it has of these coins, by their own histories, stays with it for now. Of which it
 * has taken another amount, that is another device's payment.
 */
export async function kept(env: Env, { key }: Purchase, given: Payment["facts"]["parts"]): Promise<Back> {
  const names = given.map(({ coin }) => coin);
  const stories = await Promise.all(names.map((coin) => hearCoin(env, coin)));
  const rows = await env.db.of(coins).bulkGet(names);
  const isGone = (index: number) => {
    const row = rows[index];
    return row !== undefined && takenBy(row.facts).has(`p:${key}`) && stories[index]?.taken.has(`p:${key}`);
  };
  return { gone: new Set(names.filter((_, index) => isGone(index))), deeds: [] };
}

/** Coins that are not gone are free of these payments, and pay nobody else: the merchant has seen them. */
export const freed = (all: readonly Payment[], gone: ReadonlySet<string>, now: number): readonly Deed[] =>
  all.flatMap(({ key, facts }) =>
    facts.parts
      .filter(({ coin }) => !gone.has(coin))
      .map(({ coin }) => learn(coins, coin, { freed: [spendBy(facts.contract, key)], shownAt: now })),
  );

/** Each coin once, with the most that was offered of it. */
function partsOf(all: readonly Payment[]): Payment["facts"]["parts"] {
  const most = new Map<string, Amount>();
  for (const { coin, amount } of all.flatMap(({ facts }) => facts.parts)) {
    const so = most.get(coin);
    if (so === undefined || compare(amount, so) > 0) most.set(coin, amount);
  }
  return [...most].map(([coin, amount]) => ({ coin, amount }));
}

interface AskedBack {
  readonly coin: string;
  readonly coin_pub: string;
  readonly contribution: Amount;
  readonly exchange_url: string;
  readonly depositFee: Amount;
}

async function askedBack(env: Env, given: Payment["facts"]["parts"]): Promise<AskedBack[]> {
  const kinds = await env.db.of(denominations).bulkGet(given.map(({ coin }) => coinPath(coin).denom));
  const known: KnownSecrets = new Map();
  return Promise.all(
    given.map(async ({ coin, amount }, index) => ({
      coin,
      coin_pub: textOf(publicKeyOf((await coinSecrets(env.db, coin, known)).coinPriv)),
      contribution: amount,
      exchange_url: kinds[index]?.facts.exchange ?? "",
      depositFee: kinds[index]?.facts.feeDeposit ?? zero(currencyOf(amount)),
    })),
  );
}

/** A refund that the exchange has signed as deeds; none when the coin was not taken. Throws while that is open. */
async function outcome(
  env: Env,
  { key, facts }: Purchase,
  { coin, coin_pub: coinPub, contribution, depositFee }: AskedBack,
  answer: AbortedCoin | undefined,
): Promise<Deed[]> {
  if (answer?.type !== "success") {
    const status = answer?.exchange_status ?? 404;
    const isOpen = answer?.type === "failure" && (status === 0 || status === 408 || status === 429 || status >= 500);
    if (isOpen) throw new WalletError("serverBusy", "the exchange has yet to give some of it back");
    return [];
  }
  const { hash, terms } = contractOf(facts.contract);
  const of = { contractHash: hash, merchantPub: terms.merchant_pub };
  const amount = await givenBack({ coinPub, contribution, depositFee }, answer, of, await signersFor(env, coin));
  if (amount === undefined) throw new WalletError("badExchangeSignature", "refund");
  const id = abortTransactionId;
  return [
    learn(coins, coin, { refunds: [{ contract: key, id, amount }] }),
    learn(purchases, key, { refunds: [{ coin, id, amount }] }),
  ];
}

/** The merchant says that it is paid: then it shall say so with its signature, also of what arrived too late. */
async function payAfterAll(env: Env, purchase: Purchase, all: readonly Payment[]): Promise<void> {
  const late = new Set(purchase.facts.late);
  const sent = all.filter(({ facts }) => facts.sentAt !== undefined);
  const named =
    sent.find(({ facts }) => facts.droppedAt === undefined) ??
    sent.find(({ facts }) => facts.parts.some(({ coin }) => late.has(coin)));
  if (!named) throw new WalletError("badAnswer", "paid, and yet nothing was sent");
  await sendPayment(env, purchase, named);
}
