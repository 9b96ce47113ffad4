/** What the owner of the sandbox merchant does over the network: make orders, look at them, give money back. */
import { amount } from "../../../src/taler/amount.ts";
import { object, optional, text, yesNo } from "../../../src/taler/codec.ts";
import { duration } from "../../../src/taler/time.ts";
import { empty, json, refuse } from "../answers.ts";
import { readJson } from "../body.ts";
import type { Answering, Route } from "../routes.ts";
import { grantedFor, hasPendingRefund, type Order } from "./book.ts";
import { type MerchantDesk, orderDraft, usualDelays } from "./desk.ts";
import { orderPage, payUri, refundUri } from "./links.ts";

const newOrder = object({
  order: orderDraft,
  create_token: optional(yesNo),
  /** So long after the deadline for paying money can be given back. */
  refund_delay: optional(duration),
});

const newRefund = object({ refund: amount, reason: text(1024) });

const create =
  (desk: MerchantDesk): Answering =>
  async ({ request }) => {
    const { order, create_token: hasToken = true, refund_delay: delay } = await readJson(request, newOrder);
    const refundDelay = typeof delay === "number" ? Math.floor(delay / 1_000_000) : usualDelays.refund;
    const { id, token } = desk.newOrder(order, { hasToken, refundDelay });
    return json(200, { order_id: id, ...(token !== undefined && { token }) });
  };

function describe(desk: MerchantDesk, order: Order) {
  const { claim, payment, token } = order;
  const links = { taler_pay_uri: payUri(desk, order), order_status_url: orderPage(desk, order) };
  if (claim === undefined) return { order_status: "unpaid", ...links, has_token: token !== undefined };
  if (payment === undefined) return { order_status: "claimed", contract_terms: claim.raw };
  return {
    order_status: "paid",
    refunded: order.grants.length > 0,
    refund_pending: hasPendingRefund(order),
    refund_amount: grantedFor(order),
    contract_terms: claim.raw,
  };
}

const show =
  (desk: MerchantDesk): Answering =>
  ({ parameters }) =>
    json(200, describe(desk, desk.requireOrder(parameters.orderId ?? "")));

const remove =
  (desk: MerchantDesk): Answering =>
  ({ parameters }) => {
    const { id, claim } = desk.requireOrder(parameters.orderId ?? "");
    if (claim !== undefined) throw refuse(409, 2503);
    desk.book.remove(id);
    return empty(204);
  };

const refund =
  (desk: MerchantDesk): Answering =>
  async ({ request, parameters }) => {
    const wish = await readJson(request, newRefund);
    const order = desk.grant(desk.requireOrder(parameters.orderId ?? ""), wish.refund);
    return json(200, { taler_refund_uri: refundUri(desk, order), h_contract: order.claim?.hash ?? "" });
  };

/** Every one of them asks for the merchant's token. */
export function privateRoutes(desk: MerchantDesk): readonly Route[] {
  const behindToken =
    (answer: Answering): Answering =>
    (asked) => {
      const shown = asked.request.headers.get("Authorization");
      if (shown !== `Bearer secret-token:${desk.settings.token}`) throw refuse(401, 2600);
      return answer(asked);
    };
  return [
    { method: "POST", path: "private/orders", answer: behindToken(create(desk)) },
    { method: "GET", path: "private/orders/:orderId", answer: behindToken(show(desk)) },
    { method: "DELETE", path: "private/orders/:orderId", answer: behindToken(remove(desk)) },
    { method: "POST", path: "private/orders/:orderId/refund", answer: behindToken(refund(desk)) },
  ];
}
