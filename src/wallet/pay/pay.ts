/** Paying: the coins are on disk before a byte is sent, and whatever is sent again is the same (GNU Taler merchant API). */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { call } from "../../env/http.ts";
import { readyExchange } from "../../exchange/ready.ts";
import { learn } from "../../store/deed.ts";
import { coinPath } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { type Payment, payments } from "../../store/entities/payment.ts";
import { type Purchase, purchaseStatus, purchases } from "../../store/entities/purchase.ts";
import { save } from "../../store/save.ts";
import { isReceipt } from "../../taler/check-contract.ts";
import { permitDeposits } from "../../taler/deposit-permission.ts";
import { errorCodes } from "../../taler/error-body.ts";
import { merchantCodes, merchantEndpoints } from "../../taler/merchant-api.ts";
import { type PayRefusal, payRefusal, statusGone } from "../../taler/pay-refusal.ts";
import { seconds } from "../../taler/time.ts";
import { spendsOf } from "../coins/spends.ts";
import { contractOf } from "./claim.ts";
import { replaceCoin, replaceRevoked } from "./replace-coin.ts";

/** A merchant talks to the exchange before it answers. Milliseconds. */
const patience = 25_000;

/** Sends a payment, for the first time or again, and remembers the receipt or the refusal. */
export async function sendPayment(env: Env, purchase: Purchase, payment: Payment): Promise<void> {
  const contract = contractOf(purchase.facts.contract);
  if (payment.facts.sentAt === undefined) {
    await save(env.db, learn(payments, payment.key, { sentAt: seconds(env.now()) }));
  }
  const { session, parts } = payment.facts;
  const coins = await permitDeposits(contract, await spendsOf(env.db, parts));
  const reply = await call(env, purchase.facts.merchant, merchantEndpoints.pay, {
    params: { orderId: purchase.facts.orderId },
    body: { coins, ...(session !== "" && { session_id: session }) },
    timeoutMs: patience,
  });
  if (reply.status !== 200) {
    const refusal = payRefusal(reply.status, reply.error?.body);
    const spent = refusal.why === "coinSpent" ? coins.findIndex((one) => one.coin_pub === refusal.coinPub) : -1;
    const part = parts[spent];
    if (part) return replaceCoin(env, purchase, payment, part);
    if (isAboutDenomination(refusal) && (await replacedAsRevoked(env, purchase, payment))) return;
    return refused(env, purchase, refusal);
  }
  const { sig, pos_confirmation: pos } = reply.value;
  if (!(await isReceipt(contract, sig))) throw new WalletError("badMerchantSignature", "receipt");
  const now = seconds(env.now());
  await save(
    env.db,
    learn(purchases, purchase.key, { paid: { sig, ...(pos !== undefined && { pos }) }, paidAt: now }),
    learn(payments, payment.key, { doneAt: now }),
  );
}

/** Whether it is about a denomination: the exchange takes its coins no more, or does not list it. */
const isAboutDenomination = (refusal: PayRefusal): boolean =>
  (refusal.why === "exchangeFailed" && refusal.exchangeCode === errorCodes.denominationRevoked) ||
  (refusal.why === "refused" && refusal.code === merchantCodes.denominationUnknown);

/** Only the exchange's own keys are believed, and they are fetched anew. True when revoked coins were replaced. */
async function replacedAsRevoked(env: Env, purchase: Purchase, payment: Payment): Promise<boolean> {
  if (purchaseStatus(purchase) !== "paying") return false;
  const hashes = payment.facts.parts.map(({ coin }) => coinPath(coin).denom);
  const kinds = await env.db.of(denominations).bulkGet(hashes);
  const urls = new Set(kinds.flatMap((kind) => kind?.facts.exchange ?? []));
  for (const url of urls) await readyExchange(env, url, seconds(env.now()));
  return replaceRevoked(env, purchase, payment);
}

/** Refusals for good end the attempt: what was taken is asked back. For the others it is tried again. */
async function refused(env: Env, { key }: Purchase, refusal: PayRefusal): Promise<void> {
  const code = finalCode(refusal);
  if (code === undefined) throw new WalletError(refusal.why === "legal" ? "kycRequired" : "serverFault", refusal.why);
  const now = seconds(env.now());
  await save(env.db, learn(purchases, key, { refusals: [{ code, at: now }], abortedAt: now }));
}

/** The number of a final refusal, its status where that says all; undefined for one that may pass. */
function finalCode(refusal: PayRefusal): number | undefined {
  switch (refusal.why) {
    case "alreadyPaid":
      return merchantCodes.alreadyPaid;
    case "expired":
      return merchantCodes.payDeadlineOver;
    case "orderUnknown":
      return merchantCodes.orderUnknown;
    case "refunded":
      return 402;
    case "gone":
      return statusGone;
    case "badSignature":
      return 403;
    case "notAccepted":
      return 412;
    case "tooLarge":
      return 413;
    case "refused":
      return refusal.code;
    case "coinSpent":
    case "conflict":
    case "exchangeFailed":
    case "legal":
      return undefined;
  }
}
