/** What pages see of the money as a whole: where it is, whether all of it adds up. Amounts are "CUR:V.F" text. */
import { integer, list, type Of, object, oneOf, optional, text } from "../taler/codec.ts";
import { currencyStyle } from "./views.ts";

const amount = text(64);
const url = text(512);

/** A line of the books of one exchange (src/wallet/books/bookkeeping.ts). */
const bookLine = object({
  line: oneOf(
    "cameIn",
    "spent",
    "elsewhere",
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
