/** After the payment: the receipt for another session of the browser, and money back that the shop announced by a link. */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { call } from "../../env/http.ts";
import { learn } from "../../store/deed.ts";
import { purchases } from "../../store/entities/purchase.ts";
import { forgetOrders } from "../../store/remember.ts";
import { save } from "../../store/save.ts";
import { FormatError } from "../../taler/codec.ts";
import { merchantEndpoints } from "../../taler/merchant-api.ts";
import { parseTalerUri } from "../../taler/uri.ts";
import { payUriOf } from "./claim.ts";

/**
 * Shows the receipt of a purchase to the shop, in the session of a link for the same goods, so that they need not be
 * paid twice (GNU Taler merchant API, repurchase). Throws `transactionUnknown`, `refused` when the shop does not take it.
 */
export async function showReceipt(env: Env, id: string, link: string): Promise<void> {
  const { merchantBaseUrl, sessionId, orderId } = payUriOf(link);
  const purchase = await env.db.of(purchases).get(id);
  if (!purchase?.facts.paid || purchase.facts.merchant !== merchantBaseUrl) throw new WalletError("transactionUnknown");
  const reply = await call(env, merchantBaseUrl, merchantEndpoints.paid, {
    params: { orderId: purchase.facts.orderId },
    body: { sig: purchase.facts.paid.sig, h_contract: id, session_id: sessionId },
  });
  if (reply.status !== 200 && reply.status !== 204)
    throw new WalletError("refused", `the shop answers ${reply.status}`);
  await save(env.db, learn(purchases, id, { session: sessionId }));
  const order = await env.db.orders.where("order").equals(`${merchantBaseUrl}${orderId}`).first();
  if (order) await forgetOrders(env.db, order.id);
}

/**
 * Has the merchant of a taler://refund link asked for money back at once. Returns the purchase; throws `badLink`, or
 * `transactionUnknown` when nothing was bought there under that number.
 */
export async function fetchRefund(env: Env, link: string): Promise<string> {
  const { merchantBaseUrl, orderId } = refundUriOf(link);
  const purchase = await env.db.of(purchases).where("ix.order").equals(`${merchantBaseUrl}${orderId}`).first();
  if (!purchase) throw new WalletError("transactionUnknown");
  await save(env.db, learn(purchases, purchase.key, { refundWishedAt: env.now() }));
  return purchase.key;
}

function refundUriOf(link: string) {
  try {
    const uri = parseTalerUri(link);
    if (uri.action !== "refund") throw new WalletError("unsupportedLink", uri.action);
    return uri;
  } catch (error) {
    throw error instanceof FormatError ? new WalletError("badLink", error.reason) : error;
  }
}
