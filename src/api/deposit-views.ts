/** What pages see of an offer to send money to a bank account. Amounts are "CUR:V.F" text, moments milliseconds since 1970. */
import { integer, list, type Of, object, oneOf, optional, text, yesNo } from "../taler/codec.ts";
import { currencyStyle } from "./views.ts";

const url = text(512);
const amount = text(64);

/** A bank account in the parts that people know it by. */
export const bankAccount = object({
  /** The whole of it as a payto:// address (RFC 8905). */
  payto: text(1024),
  owner: optional(text(500)),
  /** The number or name of the account, and the bank that keeps it where that is not part of the number. */
  account: text(500),
  institution: optional(text(200)),
});
export type BankAccount = Of<typeof bankAccount>;

/** As a page asks: where to, how much shall arrive, or everything there is. */
export const depositWish = {
  exchange: optional(url),
  /** A payto:// address, or the number of the account. */
  account: optional(text(1024)),
  /** Whose account it is, where the address does not say. */
  owner: optional(text(500)),
  amount: optional(text(64)),
  isAll: optional(yesNo),
};

/** What the user agreed to, as the offer said it; anything else is asked again. */
export const depositAgreement = { begun: integer(), arrives: amount, total: amount };

/** Look before sending: what arrives and what it costs. */
export const depositOffer = object({
  exchange: url,
  exchanges: list(url, 1000),
  currency: text(12),
  available: amount,
  /** Accounts that money went to or came from, the last one first. */
  known: list(bankAccount, 20),
  account: optional(bankAccount),
  /** `open`: something is still to be said · `tooLittle`: see `missing` · `tooSmall`: fees would take all of it. */
  state: oneOf("open", "payable", "tooLittle", "tooSmall"),
  missing: optional(amount),
  /** What arrives, what leaves the wallet in all, and what of that is kept for the coins and for the wire. */
  arrives: optional(amount),
  total: optional(amount),
  coinFees: optional(amount),
  wireFee: optional(amount),
  /** To be handed back on acceptance: the same twice is one deposit. */
  begun: integer(),
  style: optional(currencyStyle),
});
export type DepositOffer = Of<typeof depositOffer>;
