/** What pages see of an offer to pay. Amounts are "CUR:V.F" text, moments milliseconds since 1970. */
import { integer, list, type Of, object, oneOf, optional, text } from "../taler/codec.ts";
import { currencyStyle } from "./views.ts";

const when = integer();
const url = text(512);
const amount = text(64);

const product = object({
  name: text(),
  quantity: optional(integer()),
  unit: optional(text(1024)),
  price: optional(amount),
});

/** Look before paying: who asks, for what and how much, and what it costs on top. */
export const paymentOffer = object({
  /** Hash of the contract, to be handed back on acceptance. */
  id: text(120),
  merchant: text(1024),
  merchantUrl: url,
  /** Where the shop can be visited: what the merchant wrote, so open http and https only. */
  shopPage: optional(text(2048)),
  summary: text(),
  products: list(product, 100),
  /** The price. */
  amount,
  /**
   * `payable` · `tooLittle`: see `shortage` · `expired`: the time for paying is over · `accepted`: this very order was
   * accepted before · `paidBefore`: the same page was paid for by another order, or this order in another session of
   * the shop. The last two name the transaction.
   */
  state: oneOf("payable", "tooLittle", "expired", "accepted", "paidBefore"),
  transaction: optional(text(200)),
  /** What the wallet loses beside the price: deposit fees that the shop does not bear, and making change. */
  fees: optional(amount),
  total: optional(amount),
  /** What the wallet has of this currency when it is paid. */
  balanceAfter: optional(amount),
  /**
   * `little`: `missing` is needed more · `fees`: it would do but for the fees · `coming`: it will do as soon as `coming`
   * is there · `suspended`: it would do, but the user has switched the exchange off · `elsewhere`: it would do, but the shop does not take coins of all its exchanges · `limit`: the shop
   * takes less than this from any exchange · `manyCoins`: in too many small coins for one payment.
   */
  shortage: optional(oneOf("little", "fees", "coming", "suspended", "elsewhere", "limit", "manyCoins")),
  missing: optional(amount),
  coming: optional(amount),
  available: optional(amount),
  /** Where to withdraw what is missing, and how much of it, fees included. */
  topUp: optional(object({ exchange: url, amount })),
  /** Exchanges whose coins would pay. */
  payFrom: optional(list(url, 256)),
  /** Those among them that are unavailable at the moment: one may pay, and it may take longer. */
  unavailable: optional(list(url, 256)),
  /** Exchanges whose coins the shop takes. */
  exchanges: list(url, 256),
  payUntil: optional(when),
  refundUntil: optional(when),
  style: optional(currencyStyle),
});
export type PaymentOffer = Of<typeof paymentOffer>;
