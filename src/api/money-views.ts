/** What pages see of the money as a whole: where it is, whether all of it adds up. Amounts are "CUR:V.F" text. */
import { integer, list, type Of, object, oneOf, optional, text } from "../taler/codec.ts";
import { currencyStyle, moneyRisk } from "./views.ts";

const amount = text(64);
const url = text(512);

/**
 * Where money is. It can be spent: `available` · it comes in: `withdrawal`, `change` of payments, `refund` that a shop has
 * announced, `takenBack` of payments that were called off, `recoup` of coins that are replaced, `otherDevice` makes coins
 * of ours anew · it goes out: `payment`, `deposit` to an account of one's own, `transfer` that the exchange is to make ·
 * nobody has sent it yet: `unconfirmed` · another device had plans for it before a restore, and the exchange is asked:
 * `checking` · it is here and rests: `revoked` coins, and `shared` ones of which another device took a part · it is lost:
 * `dust` is too little for a coin, `expired` is over.
 */
export const moneyPart = oneOf(
  ...(["available", "withdrawal", "change", "refund", "takenBack", "recoup", "otherDevice"] as const),
  ...(["payment", "deposit", "transfer", "checking", "unconfirmed", "revoked", "shared"] as const),
  ...(["dust", "expired"] as const),
);
export type MoneyPart = Of<typeof moneyPart>;

/** What each part is counted to; what can be spent stands alone. */
export const partGroups = {
  incoming: ["withdrawal", "change", "refund", "takenBack", "recoup", "otherDevice"],
  outgoing: ["payment", "deposit", "transfer"],
  aside: ["checking", "revoked", "shared", "unconfirmed"],
  lost: ["dust", "expired"],
} as const satisfies Readonly<Record<string, readonly MoneyPart[]>>;

/** Money of one currency at one exchange; parts of nothing are left out. */
export const purseView = object({
  exchange: url,
  currency: text(12),
  /** The sums of what can be spent, what comes in and what goes out. */
  available: amount,
  incoming: amount,
  outgoing: amount,
  parts: list(object({ part: moneyPart, amount }), 20),
  risks: list(moneyRisk, 10),
  style: optional(currencyStyle),
});
export type PurseView = Of<typeof purseView>;

/** A line of the books of one exchange (src/wallet/books/bookkeeping.ts). */
const bookLine = object({
  line: oneOf(
    "cameIn",
    "carried",
    "spent",
    "elsewhere",
    "purged",
    "sentBack",
    "toBank",
    "feeWithdraw",
    "feeDeposit",
    "feeWire",
    "feeRefresh",
    "feeRefund",
    "feeClosing",
    "expired",
    "dust",
    "here",
    "underWay",
    "atExchange",
  ),
  amount,
});
export type BookLine = Of<typeof bookLine>["line"];

const bookPage = object({
  exchange: url,
  currency: text(12),
  /** What came in is the sum of all others; lines of nothing are left out. */
  lines: list(bookLine, 20),
  /** Told by one side only: what came in and is nowhere, what is here and never came. */
  missing: optional(amount),
  surplus: optional(amount),
  style: optional(currencyStyle),
});

/** Something that does not fit together (src/wallet/books/ledger.ts). */
const bookFlaw = object({
  kind: oneOf(
    "coinMissing",
    "coinUnexplained",
    "coinOverspent",
    "spendDiffers",
    "changeDiffers",
    "refundDiffers",
    "priceDiffers",
    "wireDiffers",
    "restDiffers",
    "eventMissing",
    "unreadable",
  ),
  /** The event that it belongs to, if one is known. */
  transaction: optional(text(200)),
});
export type BookFlaw = Of<typeof bookFlaw>;

/** The running check: whether all numbers add up. */
export const booksView = object({
  /** How many events there are in the story. */
  events: integer(),
  /** When it was checked. */
  at: integer(),
  pages: list(bookPage, 10_000),
  flawCount: integer(),
  /** The first of them. */
  flaws: list(bookFlaw, 100),
});
export type BooksView = Of<typeof booksView>;
