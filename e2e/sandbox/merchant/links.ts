/** Where an order of the sandbox merchant is found: its page, and the links for wallets. */
import { formatTalerUri } from "../../../src/taler/uri.ts";
import type { Order } from "./book.ts";
import type { MerchantDesk } from "./desk.ts";

/** The link by which a wallet pays. */
export const payUri = (desk: MerchantDesk, { id, token }: Order, sessionId = ""): string =>
  formatTalerUri({
    action: "pay",
    merchantBaseUrl: desk.settings.baseUrl,
    orderId: id,
    sessionId,
    ...(token !== undefined && { claimToken: token }),
  });

/** The link by which a wallet fetches what is given back. */
export const refundUri = (desk: MerchantDesk, { id }: Order): string =>
  formatTalerUri({ action: "refund", merchantBaseUrl: desk.settings.baseUrl, orderId: id });

/** The page of the order, for whoever has made it. */
export function orderPage(desk: MerchantDesk, { id, token }: Order, session = ""): string {
  const query = new URLSearchParams({ ...(token !== undefined && { token }), session_id: session });
  return `${desk.settings.baseUrl}orders/${encodeURIComponent(id)}?${query}`;
}
