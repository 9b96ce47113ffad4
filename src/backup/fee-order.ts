/** The order of an annual fee: asked for, looked at, and accepted together with what the user agrees to by that. */
import type { PaymentOffer } from "../api/payment-views.ts";
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { addressOf } from "../exchange/manage.ts";
import { learn } from "../store/deed.ts";
import { type Provider, providers } from "../store/entities/provider.ts";
import { purchases } from "../store/entities/purchase.ts";
import { forgetRetry, updateEnrolment } from "../store/remember.ts";
import type { Bill, Enrolment } from "../store/self.ts";
import { feeStanding } from "../store/service-fee.ts";
import { seconds } from "../taler/time.ts";
import { formatTalerUri } from "../taler/uri.ts";
import { acceptPayment } from "../wallet/pay/accept-payment.ts";
import { payUriOf } from "../wallet/pay/claim.ts";
import { lookAtPayment } from "../wallet/pay/look-payment.ts";
import { selfOf } from "../wallet/roots.ts";
import { sync } from "./cycle.ts";
import { feeState } from "./fee.plan.ts";

/** Another order helps against these: it is somebody else's, or not there any more. */
const spentOrders: readonly string[] = ["orderTaken", "orderGone", "orderUnknown", "orderPaid", "contractExpired"];

/**
 * What the user would pay for the next year, as the ordinary payment is looked at. The order is asked for and claimed
 * by this; one that another device has claimed, that is too old or that came to nothing is replaced by a fresh one.
 * Throws `serviceUnknown` for a service that is not used, `feeNotDue` when it has nothing to be paid.
 */
export async function lookAtServicePayment(
  env: Env,
  { url: typed, languages }: { readonly url: string; readonly languages?: readonly string[] | undefined },
): Promise<PaymentOffer> {
  const url = addressOf(typed);
  const { row, enrolment, root } = await used(env, url);
  const { underWay } = feeStanding(row, root);
  const accepted = underWay && (await env.db.of(purchases).get(underWay.id));
  if (accepted) {
    const { merchant: merchantBaseUrl, orderId } = accepted.facts;
    const link = formatTalerUri({ action: "pay", merchantBaseUrl, orderId, sessionId: "" });
    return lookAtPayment(env, { link, languages });
  }
  const state = feeState({ row, enrolment, root, now: seconds(env.now()) });
  if (state === undefined || state === "underWay" || state === "paid") throw new WalletError("feeNotDue");
  return (await lookAtOrder(env, url, false, languages)) ?? (await lookAtFresh(env, url, languages));
}

async function lookAtFresh(env: Env, url: string, languages?: readonly string[]): Promise<PaymentOffer> {
  return (await lookAtOrder(env, url, true, languages)) ?? Promise.reject(new WalletError("orderTaken"));
}

/** Undefined when nothing can come of this order. */
async function lookAtOrder(
  env: Env,
  url: string,
  isFresh: boolean,
  languages?: readonly string[],
): Promise<PaymentOffer | undefined> {
  const { link } = await orderOf(env, url, isFresh);
  try {
    const offer = await lookAtPayment(env, { link, languages, isRecurring: true });
    return offer.state === "expired" || offer.state === "accepted" ? undefined : offer;
  } catch (error) {
    if (error instanceof WalletError && spentOrders.includes(error.problem.code)) return undefined;
    throw error;
  }
}

/**
 * The order that the service wants to be paid, asked for with the next upload when none is known, or when a fresh one
 * is wanted. Throws `feeNotDue` when the service takes the upload instead, and whatever keeps it from answering.
 */
export async function orderOf(env: Env, url: string, isFresh: boolean): Promise<Bill & { readonly link: string }> {
  const known = withLink((await used(env, url)).enrolment?.bill);
  if (known && !isFresh) return known;
  await updateEnrolment(env.db, url, (before) => before && { ...before, bill: wishFor(before, isFresh, env.now()) });
  // The first upload may be one that was in flight, and says nothing of the wish.
  const bill = (await askedByUpload(env, url)) ?? (await askedByUpload(env, url));
  if (!bill) throw new WalletError("feeNotDue");
  return bill;
}

async function askedByUpload(env: Env, url: string) {
  if ((await env.db.enrolments.get(url))?.bill === undefined) return undefined;
  try {
    await sync(env, url, "cover");
  } catch (error) {
    if (!(error instanceof WalletError && error.problem.code === "servicePaymentRequired")) throw error;
  }
  return withLink((await env.db.enrolments.get(url))?.bill);
}

const wishFor = ({ hash }: Enrolment, isFresh: boolean, now: number): Bill => ({
  kind: hash === undefined ? "account" : "renewal",
  ...(isFresh && { isFresh }),
  at: now,
});

const withLink = (bill: Bill | undefined): (Bill & { readonly link: string }) | undefined =>
  bill?.link === undefined ? undefined : { ...bill, link: bill.link };

/** A service of this wallet, with what is known of it; joins it where another device has chosen it. */
async function used(env: Env, url: string): Promise<{ row: Provider; enrolment: Enrolment | undefined; root: string }> {
  const row = await env.db.of(providers).get(url);
  if (!row) throw new WalletError("serviceUnknown");
  return { row, enrolment: await env.db.enrolments.get(url), root: (await selfOf(env.db)).root };
}

/**
 * Accepts the order that was looked at, by the hash of its contract: the coins are chosen, the user's agreement to this
 * price and the payment are remembered, all or nothing. Resolves to the transaction. Accepting twice is accepting once.
 * Throws as `acceptPayment` does, `transactionUnknown` for an order of somebody else, and `feeNotDue` while another
 * payment for the same service is under way.
 */
export async function acceptServicePayment(
  env: Env,
  wish: { readonly url: string; readonly id: string },
): Promise<string> {
  const url = addressOf(wish.url);
  const { id } = wish;
  const { enrolment } = await used(env, url);
  if ((await env.db.of(providers).get(url))?.facts.feePayments?.[id]) return id;
  const order = await env.db.orders.get(id);
  const bill = withLink(enrolment?.bill);
  const uri = bill && payUriOf(bill.link);
  if (!order || !uri || order.order !== `${uri.merchantBaseUrl}${uri.orderId}`)
    throw new WalletError("transactionUnknown");
  await acceptPayment(env, id, {
    service: url,
    touched: [providers],
    deeds: async (sight, { terms }) => {
      const row = await sight.get(providers, url);
      const { root } = sight.self;
      const agreedAt = seconds(env.now());
      if (!row) throw new WalletError("serviceUnknown");
      const state = feeState({ row, enrolment, root, now: agreedAt });
      if (state === "underWay" || state === "paid") throw new WalletError("feeNotDue");
      const payment = { kind: bill.kind, root, fee: terms.amount, order: terms.order_id, agreedAt };
      return [learn(providers, url, { agreedFee: terms.amount, feePayments: { [id]: payment } })];
    },
  });
  // What held the last payment back holds this one back no more.
  await forgetRetry(env.db, `fee:${url}`);
  return id;
}
