/** What a merchant offers a wallet: orders to claim, to pay, and to have money back from (GNU Taler merchant API). */
import { amount } from "./amount.ts";
import { baseUrl } from "./base-url.ts";
import { anyJson, list, literal, type ObjectOf, object, optional, text, yesNo } from "./codec.ts";
import { coinSignature } from "./coin-format.ts";
import { orderId } from "./contract-terms.ts";
import { bytes, hash512, publicKey, signature } from "./crockford.ts";
import { currencyName } from "./currency.ts";
import { endpoint } from "./endpoint.ts";
import { refundsAnswer } from "./merchant-refund.ts";
import { type Interfaces, versionText } from "./version.ts";
import { webAddress } from "./web-address.ts";

/** What wallets ask of merchants is the same in all of these. */
export const merchantInterfaces: Interfaces = { oldest: 1, newest: 30 };

const merchantConfig = object({
  name: literal("taler-merchant"),
  version: versionText,
  currency: currencyName,
  exchanges: optional(list(object({ base_url: baseUrl, currency: currencyName, master_pub: publicKey }), 256)),
});

/** Tells those who were given an order's link from those who guess its number. */
const claimToken = bytes(16);

export const claimRequest = object({ nonce: publicKey, token: optional(claimToken) });

const claimAnswer = object({ contract_terms: anyJson, sig: signature });

/** More coins no merchant takes in one payment. */
export const mostCoinsInPayment = 1024;

const depositFields = {
  coin_pub: publicKey,
  coin_sig: signature,
  /** The deposit fee is part of it. */
  contribution: amount,
  exchange_url: baseUrl,
  h_denom: hash512,
  ub_sig: coinSignature,
};

/** A coin's word that the merchant may have so much of it. */
export const depositPermission = object(depositFields);
export type DepositPermission = ObjectOf<typeof depositFields>;

const sessionId = text(1024);

export const payRequest = object({
  coins: list(depositPermission, mostCoinsInPayment),
  /** As the link had it; leave it out when that had none. */
  session_id: optional(sessionId),
});

const payAnswer = object({
  /** The receipt. */
  sig: signature,
  /** To be shown to somebody at a counter. */
  pos_confirmation: optional(text()),
});

export const paidRequest = object({ sig: signature, h_contract: hash512, session_id: sessionId });

const paidAnswer = object({ refunded: optional(yesNo), pos_confirmation: optional(text()) });

export const orderRefundRequest = object({ h_contract: hash512 });

const orderFields = {
  refunded: yesNo,
  /** More was granted than the wallet has fetched. */
  refund_pending: yesNo,
  refund_amount: amount,
  refund_taken: optional(amount),
};

const orderStatus = object(orderFields);

/** Status 402: nobody has paid yet, or not in this session. */
export const orderUnpaid = object({
  taler_pay_uri: text(2048),
  fulfillment_url: optional(text(2048)),
  /** The same goods were paid in this session under this number. */
  already_paid_order_id: optional(orderId),
});

/** Status 202: somebody has paid; whoever asks may order for himself there. */
export const orderTaken = object({ public_reorder_url: optional(webAddress) });

/** The header of a 402 answer, and of pages, that holds the link for the wallet. */
export const talerHeader = "Taler";

export const merchantEndpoints = {
  config: endpoint("GET", "config", undefined, merchantConfig),
  /**
   * Query: `h_contract` once claimed, `token` before, `session_id`; `timeout_ms` with `await_refund_obtained=yes` or
   * `refund` (at least so much) to wait. 200 paid · 202 {@link orderTaken} · 402 {@link orderUnpaid} · 403 · 404 · 410.
   */
  order: endpoint("GET", "orders/:orderId", undefined, orderStatus),
  /** The same nonce gets the same contract. 404 no such order, or another token (2300) · 409 another nonce (2301). */
  claim: endpoint("POST", "orders/:orderId/claim", claimRequest, claimAnswer),
  /** To be repeated with the same coins only. For other statuses see `pay-refusal.ts`. */
  pay: endpoint("POST", "orders/:orderId/pay", payRequest, payAnswer),
  /** Shows the receipt in a new session. 200, from older merchants 204 · 403 not the receipt (2201) · 404. */
  paid: endpoint("POST", "orders/:orderId/paid", paidRequest, paidAnswer),
  /** Fetches what was granted. 204 nothing was · 403 another contract (2009) · 404 · 410 the money has been wired. */
  refund: endpoint("POST", "orders/:orderId/refund", orderRefundRequest, refundsAnswer),
} as const;

/** The numbers of merchants that a wallet reacts to. */
export const merchantCodes = {
  instanceUnknown: 2000,
  orderUnknown: 2005,
  contractHashWrong: 2009,
  insufficientFunds: 2150,
  /** The exchange does not list the denomination of a coin, or not any more. */
  denominationUnknown: 2151,
  alreadyPaid: 2160,
  /** Nothing can be given up: the order is paid. */
  abortPaid: 2254,
  payDeadlineOver: 2161,
  claimNotFound: 2300,
  claimedByOther: 2301,
} as const;
