/** Where wallets and browsers look how an order stands, and wait for news of it. */
import { type Amount, amount, compare, currencyOf } from "../../../src/taler/amount.ts";
import type { Json } from "../../../src/taler/codec.ts";
import { merchantEndpoints, talerHeader } from "../../../src/taler/merchant-api.ts";
import { isBefore } from "../../../src/taler/time.ts";
import { json, problem, refuse } from "../answers.ts";
import { waitUntil } from "../bell.ts";
import { numberIn, readPart } from "../body.ts";
import { type Answering, type Asked, on, type Route, seeOther } from "../routes.ts";
import { grantedFor, hasPendingRefund, isPaidIn, type Order, refundedFor } from "./book.ts";
import type { MerchantDesk } from "./desk.ts";
import { payUri, refundUri } from "./links.ts";
import { expiredView, goodsView, refundView, unpaidView } from "./order-page.ts";
import { returnForm } from "./shop.ts";

/** What of the query matters. */
interface Wish {
  readonly session: string | undefined;
  readonly refund: Amount | undefined;
  readonly awaitsRefund: boolean;
}

function wishOf(url: URL): Wish {
  const refund = url.searchParams.get("refund");
  return {
    session: url.searchParams.get("session_id") ?? undefined,
    refund: refund === null ? undefined : readPart(refund, amount, 26),
    awaitsRefund: url.searchParams.get("await_refund_obtained") === "yes",
  };
}

/** Whether there is nothing more to wait for. */
function isFulfilled(order: Order, { session, refund, awaitsRefund }: Wish): boolean {
  if (!isPaidIn(order, session)) return false;
  if (refund !== undefined && currencyOf(refund) === currencyOf(order.price)) {
    if (compare(grantedFor(order), refund) < 0) return false;
  }
  return !awaitsRefund || (order.grants.length > 0 && !hasPendingRefund(order));
}

/** May whoever asks see the order? A link's token is enough, or the hash of the contract. */
function isAdmitted({ token, claim }: Order, url: URL): boolean {
  const hash = url.searchParams.get("h_contract");
  if (claim !== undefined && hash !== null) return hash.toUpperCase() === claim.hash;
  return url.searchParams.get("token")?.toUpperCase() === token || (token === undefined && claim === undefined);
}

/** The order by which the same goods were paid in this session, if there is one. */
function sameGoods(desk: MerchantDesk, { id, fulfillmentUrl }: Order, session: string | undefined): Order | undefined {
  if (fulfillmentUrl === undefined || session === undefined) return undefined;
  const isSame = (other: Order) => other.id !== id && other.fulfillmentUrl === fulfillmentUrl;
  return desk.book.orders().find((other) => isSame(other) && isPaidIn(other, session));
}

function unpaid(desk: MerchantDesk, order: Order, session: string | undefined, isPage: boolean): Response {
  const uri = payUri(desk, order, session);
  const paidAs = sameGoods(desk, order, session);
  if (isPage && paidAs?.fulfillmentUrl !== undefined) return seeOther(paidAs.fulfillmentUrl);
  if (isPage) return unpaidView(desk.settings.name, order, uri);
  const answer: Record<string, Json> = { taler_pay_uri: uri };
  if (order.fulfillmentUrl !== undefined) answer.fulfillment_url = order.fulfillmentUrl;
  if (paidAs !== undefined) answer.already_paid_order_id = paidAs.id;
  return json(402, answer, { [talerHeader]: uri });
}

/** For browsers: to the goods, unless there is money to be fetched first. */
function paidPage(desk: MerchantDesk, order: Order): Response {
  if (hasPendingRefund(order)) return refundView(desk.settings.name, order, refundUri(desk, order));
  const { fulfillmentUrl: url = "", grants } = order;
  return /^https?:/.test(url) && grants.length === 0
    ? seeOther(url)
    : goodsView(desk.settings.name, order, returnForm(desk, order));
}

/** For those who may not see the order: where they can order for themselves. */
function elsewhere({ claim, terms }: Order, isPage: boolean): Response {
  const url = claim === undefined ? undefined : terms.public_reorder_url;
  if (typeof url !== "string") throw refuse(403, claim === undefined ? 2105 : 2106);
  return isPage ? seeOther(url) : json(202, { public_reorder_url: url });
}

const status =
  (desk: MerchantDesk): Answering =>
  async ({ request, url, parameters }: Asked) => {
    const isPage = request.headers.get("Accept")?.includes("text/html") ?? false;
    const find = () => desk.requireOrder(parameters.orderId ?? "");
    if (!isAdmitted(find(), url)) return elsewhere(find(), isPage);
    const wish = wishOf(url);
    const { world } = desk.settings;
    const patience = numberIn(url, "timeout_ms") ?? 0;
    await waitUntil(world, desk.book.changed, () => isFulfilled(find(), wish), patience, request.signal);
    const order = find();
    if (order.payment === undefined && !isBefore(desk.now(), order.payDeadline)) {
      return isPage ? expiredView(desk.settings.name, order) : problem(410, 2161);
    }
    if (!isPaidIn(order, wish.session)) return unpaid(desk, order, wish.session, isPage);
    if (isPage) return paidPage(desk, order);
    return json(200, {
      refunded: order.grants.length > 0,
      refund_pending: hasPendingRefund(order),
      refund_amount: grantedFor(order),
      refund_taken: refundedFor(order),
    });
  };

export const statusRoutes = (desk: MerchantDesk): readonly Route[] => [on(merchantEndpoints.order, status(desk))];
