/** What a browser shows of an order at the sandbox merchant: how to pay it, what was bought, what is given back. */
import { isZero, subtract } from "../../../src/taler/amount.ts";
import type { Json } from "../../../src/taler/codec.ts";
import { talerHeader } from "../../../src/taler/merchant-api.ts";
import { spoken } from "../bank/words.ts";
import { html, Markup, page } from "../markup.ts";
import { grantedFor, type Order, refundedFor } from "./book.ts";

const word = (value: Json | undefined): string => (typeof value === "string" ? value : "");

/** Tells the wallet of the page's visitor of this link, in the header and in the head. */
const offer = (uri: string) => ({
  head: html`<meta name="taler-support" content="uri"><meta name="taler-uri" content="${uri}">`,
  headers: { [talerHeader]: uri },
});

/** Asks the merchant to be told when something happens to the order, then shows the page anew. */
const watcher = (query: string, isNews: string) =>
  new Markup(`<script>
const watch = async () => {
  const answer = await fetch(location.href + "&timeout_ms=20000${query}", { headers: { Accept: "application/json" } });
  const said = await answer.json();
  if (${isNews}) location.reload();
  else setTimeout(watch, 250);
};
watch().catch(() => setTimeout(watch, 2000));
</script>`);

/** Status 402: the link to pay with. The page goes on by itself when the order is paid. */
export function unpaidView(service: string, { terms, price }: Order, uri: string): Response {
  const { head, headers } = offer(uri);
  const body = html`<p>${word(terms.summary)}</p>
<p class="amount">${spoken(price)}</p>
<p>Open this link with your wallet, or copy it there:</p>
<p><a href="${uri}">Pay with the wallet</a></p><p><code id="uri">${uri}</code></p>
${watcher("", "answer.status !== 402 || said.already_paid_order_id !== undefined")}`;
  return page(402, { title: "Please pay", service, head, body }, headers);
}

/** Status 410: nobody has paid in time. */
export function expiredView(service: string, { terms }: Order): Response {
  const body = html`<p>${word(terms.summary)}</p>
<p role="alert">The time for paying this order is over. Nothing was taken from you.</p>`;
  return page(410, { title: "Too late", service, body });
}

/** Status 402, too, as real merchants do: the link to fetch a refund with. */
export function refundView(service: string, order: Order, uri: string): Response {
  const { head, headers } = offer(uri);
  const body = html`<p>${word(order.terms.summary)}</p>
<p class="amount">${spoken(subtract(grantedFor(order), refundedFor(order)))}</p>
<p>This much comes back to you. Open this link with your wallet, or copy it there:</p>
<p><a href="${uri}">Fetch the refund</a></p><p><code id="uri">${uri}</code></p>
${watcher("&await_refund_obtained=yes", "!said.refund_pending")}`;
  return page(402, { title: "Your refund", service, head, body }, headers);
}

/** What was bought, for goods without a page of their own; `returns` is where they can be given back. */
export function goodsView(service: string, order: Order, returns: Markup): Response {
  const { terms } = order;
  const refunded = refundedFor(order);
  const body = html`<p>${word(terms.summary)}</p>
<p role="status">${isZero(refunded) ? word(terms.fulfillment_message) : `Refunded: ${spoken(refunded)}`}</p>
${returns}`;
  return page(200, { title: isZero(refunded) ? "Thank you" : "Given back", service, body });
}
