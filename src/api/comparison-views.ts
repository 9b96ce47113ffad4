/** What pages see of exchanges side by side, before one is chosen to withdraw from. Amounts are "CUR:V.F" text. */
import { integer, list, type Of, object, oneOf, optional, text, yesNo } from "../taler/codec.ts";
import { exchangeTrust } from "./trust-views.ts";
import { currencyStyle, problemCode } from "./views.ts";

const amount = text(64);

/** Fees of a year (src/wallet/compare/year.plan.ts). */
const yearView = object({
  total: amount,
  withdraw: amount,
  deposit: amount,
  change: amount,
  wire: amount,
  /** The total in thousandths of what is withdrawn, rounded. */
  perMille: integer(),
});
export type YearView = Of<typeof yearView>;

/** A bank account to which money can be sent. */
const accountView = object({
  method: text(50),
  country: optional(text(2)),
  isConverted: yesNo,
  isClosed: yesNo,
  /** From whom it takes money, in the exchange's words. */
  rules: list(text(300), 5),
});
export type AccountView = Of<typeof accountView>;

/** What it asks of those who withdraw. */
const limitsView = object({
  isIdentified: yesNo,
  /** No more than this within so many seconds; without them, ever. */
  most: optional(object({ amount, seconds: optional(integer()) })),
  /** Who holds more is asked. */
  balance: optional(amount),
});
export type LimitsView = Of<typeof limitsView>;

export const comparedExchange = object({
  url: text(512),
  currency: optional(text(12)),
  style: optional(currencyStyle),
  entry: oneOf("preset", "ephemeral", "used"),
  /**
   * `ready`: can be withdrawn from · `unasked`: nobody knows yet · `outdated`, `unavailable`, `suspended`: as its status
   * says · `noAccount`: no account of it takes money from everybody.
   */
  state: oneOf("ready", "unasked", "outdated", "unavailable", "suspended", "noAccount"),
  /** Why it is unavailable. */
  trouble: optional(problemCode),
  tos: oneOf("pending", "proposed", "accepted", "missing-tos"),
  /** Absent where nobody knows, or so much cannot be withdrawn. */
  year: optional(yearView),
  /** No other of its currency that can be withdrawn from costs less, and one costs more. */
  isCheapest: yesNo,
  /** The smallest and the largest coin. */
  coins: optional(object({ smallest: amount, largest: amount })),
  /** Why one might trust it; absent while nothing is known of it. */
  trust: optional(exchangeTrust),
  accounts: list(accountView, 100),
  limits: optional(limitsView),
});
export type ComparedExchange = Of<typeof comparedExchange>;

export const comparison = object({
  /** What is withdrawn each month in the reckoning: a number, of whatever currency. */
  monthly: text(64),
  /** Into so many payments most of it goes. */
  payments: integer(),
  /** So many payments share a wire. */
  paymentsPerWire: integer(),
  /** The one the user chose last time. */
  proposed: optional(text(512)),
  /** Those that can be chosen first, the cheapest of each currency before the others. */
  exchanges: list(comparedExchange, 1000),
});
export type Comparison = Of<typeof comparison>;
