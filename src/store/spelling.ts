/** Codecs of values as rows hold them. */
import { amount } from "../taler/amount.ts";
import { FormatError, integer, list, type Of, object, oneOf, optional, plain, text, yesNo } from "../taler/codec.ts";
import { hash256, publicKey, signature } from "../taler/crockford.ts";

/** What is paid beside a price: the fee of an exchange, and money that became no coin. */
const costKind = oneOf("withdraw", "deposit", "wire", "refresh", "dust", "refund", "sentBack", "closing", "rest");

/** Whole seconds since 1970, or "never". */
export const moment = plain<number | "never">((value) => {
  if (value === "never") return value;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw new FormatError("not a moment");
});

/** Whole seconds since 1970. */
export const instant = integer();

/** A canonical base URL: http or https, ends in a slash. */
export const baseUrl = plain((value) => {
  if (typeof value !== "string" || value.length > 512 || !/^https?:\/\/[^\s?#\p{Surrogate}]+\/$/u.test(value)) {
    throw new FormatError("not a base URL");
  }
  return value;
});

/** A payto:// URI. */
export const payto = text(1024);

/** A final refusal by a server, and when. */
export const refusal = object({ code: integer(0, 99_999), at: instant });

/** Coins of a plan: denomination hash and index, in the order of the request. */
export const plannedCoins = list(object({ denom: text(103), index: integer(0, 1_000_000) }), 256);

/**
 * Who takes of a coin: `p:CONTRACT:PAYMENT` and `d:CONTRACT:PAYMENT`, a payment to a merchant or to one's own account;
 * `m:COMMITMENT`, a refresh; `recoup`, the exchange takes it back.
 */
export const spendName = plain((value) => {
  if (typeof value !== "string" || !/^([pd]:[0-9A-Z]{103}:[0-9A-Z]{52}|m:[0-9A-Z]{103}|recoup)$/.test(value)) {
    throw new FormatError("not the name of a spend");
  }
  return value;
});

/** What a plan takes of a coin, fee included. Plans for one contract take it once, however many they are. */
export const spend = object({ by: spendName, amount });

/** Money back on a coin: for which contract, the merchant's number, how much before the fee. */
export const refund = object({ contract: text(103), id: integer(), amount });

/** The same as the purchase remembers it. */
export const purchaseRefund = object({ coin: text(300), id: integer(), amount });

/** What a revoked coin brought back to where it came from; of several reports of one coin the largest holds. */
export const recouped = object({ coin: text(300), amount });

/** A merchant's signature that it is paid, and what a shop assistant may want to see. */
export const confirmation = object({ sig: signature, pos: optional(text(4000)) });

/**
 * That an exchange wants to know who somebody is before it goes on, and how far that is: `review` when its people look
 * at the answers. `account`, `row` and `key` name the case as the exchange does; the token that opens it is not kept.
 */
export const legitimization = object({
  state: oneOf("asked", "review", "passed"),
  account: hash256,
  row: integer(),
  /** The key that may ask how far it is, where the exchange knows one. */
  key: optional(publicKey),
  /** Since when it is so; whoever looks at the case says that it is news. */
  at: instant,
});
export type Legitimization = Of<typeof legitimization>;

/** What an entry of the story came to, and what lay between: told from here on, when its plans and coins are gone. */
export const summary = object({
  /** Where its coins came from; empty when there were none. */
  exchange: text(512),
  effective: amount,
  instructed: amount,
  fees: amount,
  credited: optional(amount),
  refunded: optional(amount),
  /** Paid once too often, and never given back. */
  twice: optional(amount),
  /** Of a price nothing is missing but fees. */
  isAllBack: optional(yesNo),
  costs: list(object({ kind: costKind, amount }), 20),
});
export type Summary = Of<typeof summary>;

/**
 * A wire of the exchange to an account of one's own: what it was for this deposit, what it was in all, fee off, and so
 * much of the fee as this deposit bears. Several deposits may go with one wire; its fee is taken once.
 */
export const transfer = object({ wtid: hash256, at: instant, share: amount, total: amount, fee: amount });
