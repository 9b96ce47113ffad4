/** What happened to a coin, as its exchange tells it to who has its key; kinds of a newer exchange are kept as they came. */
import { amount } from "./amount.ts";
import { integer, list, literal, type Of, object, optional, text, yesNo } from "./codec.ts";
import { hash256, hash512, publicKey, signature } from "./crockford.ts";
import { endpoint } from "./endpoint.ts";
import { proofFields } from "./exchange-proof.ts";
import { type Known, type Tagged, tagged } from "./tagged.ts";
import { timestamp } from "./time.ts";

/** How each kind of entry looks (GNU Taler exchange API, coin history). */
const kinds = {
  /** Paid for a contract; `amount` includes the fee. */
  DEPOSIT: object({
    type: literal("DEPOSIT"),
    amount,
    deposit_fee: amount,
    timestamp,
    refund_deadline: optional(timestamp),
    merchant_pub: publicKey,
    h_contract_terms: hash512,
    h_wire: hash512,
    h_age_commitment: optional(hash256),
    coin_sig: signature,
  }),
  /** Turned into new coins; `amount` includes the fee. */
  MELT: object({
    type: literal("MELT"),
    amount,
    melt_fee: amount,
    rc: hash512,
    h_age_commitment: optional(hash256),
    coin_sig: signature,
  }),
  /** Given back by the merchant; `amount` is what the coin got, without the fee. */
  REFUND: object({
    type: literal("REFUND"),
    amount,
    refund_fee: amount,
    h_contract_terms: hash512,
    merchant_pub: publicKey,
    rtransaction_id: integer(),
    merchant_sig: signature,
  }),
  /** Paid back to the reserve, because the denomination was revoked. */
  RECOUP: object({
    type: literal("RECOUP"),
    amount,
    timestamp,
    reserve_pub: publicKey,
    coin_blind: hash256,
    coin_sig: signature,
    ...proofFields,
  }),
  /** Paid back to the coin it came from, because the denomination was revoked. */
  "RECOUP-REFRESH": object({
    type: literal("RECOUP-REFRESH"),
    amount,
    timestamp,
    old_coin_pub: publicKey,
    coin_blind: hash256,
    coin_sig: signature,
    ...proofFields,
  }),
  /** A coin that came of this one was revoked and paid back to it. */
  "OLD-COIN-RECOUP": object({
    type: literal("OLD-COIN-RECOUP"),
    amount,
    timestamp,
    coin_pub: publicKey,
    ...proofFields,
  }),
  /** Paid into a purse; `amount` includes the fee. */
  "PURSE-DEPOSIT": object({
    type: literal("PURSE-DEPOSIT"),
    amount,
    exchange_base_url: text(2048),
    h_age_commitment: optional(hash256),
    purse_pub: publicKey,
    refunded: yesNo,
    coin_sig: signature,
  }),
  /** A purse came to nothing. The coin gets back `amount` and the fee with it, whatever the entry looks like. */
  "PURSE-REFUND": object({
    type: literal("PURSE-REFUND"),
    amount,
    refund_fee: amount,
    purse_pub: publicKey,
    ...proofFields,
  }),
  /** Paid for keeping a reserve open. */
  "RESERVE-OPEN-DEPOSIT": object({
    type: literal("RESERVE-OPEN-DEPOSIT"),
    coin_contribution: amount,
    reserve_sig: signature,
    coin_sig: signature,
  }),
} as const;

export type KnownCoinEntry = Known<typeof kinds>;
export type CoinHistoryEntry = Tagged<typeof kinds>;

/** `balance` is what is left, also when only newer entries were asked for. */
export const coinHistoryAnswer = object({ h_denom_pub: hash512, balance: amount, history: list(tagged(kinds), 5000) });
export type CoinHistory = Of<typeof coinHistoryAnswer>;

/** The header that proves to the exchange who asks for a coin's history; the signature is over the start offset. */
export const coinHistoryHeader = "Taler-Coin-History-Signature";

export const coinHistoryEndpoints = {
  /**
   * With {@link coinHistoryHeader}. 404 (1019): the exchange has never seen the coin, nothing of it is spent.
   * Query `start`: only entries after this row (the number in an earlier ETag), 204 when there are none.
   * Never send If-None-Match: an exchange of 0.14.1 breaks down over it.
   */
  coinHistory: endpoint("GET", "coins/:coinPub/history", undefined, coinHistoryAnswer),
} as const;
