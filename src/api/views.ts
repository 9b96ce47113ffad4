/** What pages see of the wallet: values ready to be shown, never rows, never secrets. Amounts are "CUR:V.F" text. */
import {
  anyJson,
  dictionary,
  integer,
  list,
  literal,
  type Of,
  object,
  oneOf,
  optional,
  plain,
  text,
  yesNo,
} from "../taler/codec.ts";
import { bankDeposit, question, wire } from "./event-views.ts";
import { isProblemCode, type ProblemCode } from "./problems.ts";
import { transactionStep } from "./transaction-step.ts";

/** Milliseconds since 1970. */
const when = integer();
const url = text(512);
const amount = text(64);

export const problemCode = plain<ProblemCode>((value) => {
  if (typeof value === "string" && isProblemCode(value)) return value;
  return "bug";
});

/** What went wrong last, and when it is tried again. */
export const trouble = object({
  code: problemCode,
  detail: optional(text(2000)),
  since: optional(when),
  nextTry: optional(when),
});
export type Trouble = Of<typeof trouble>;

/** How the exchange wants its currency written: the protocol's `currency_specification`, as far as pages need it. */
export const currencyStyle = object({
  name: text(100),
  inputDigits: integer(0, 8),
  normalDigits: integer(0, 8),
  trailingZeroDigits: integer(0, 8),
  unitNames: dictionary(text(20), 50),
});
export type CurrencyStyle = Of<typeof currencyStyle>;

/**
 * Money that may get lost, or may not be to be spent. `noBackup`: no service is in use · `uncovered`: in no accepted
 * document yet · `expiring`: its coins were to be renewed and were not; they end at `until` · `contested`: two devices have
 * promised the same coins · `exchange`: it is not to be relied on at the moment, and `code` says why · `suspended`: the
 * user has switched its exchange off.
 */
export const moneyRisk = object({
  why: oneOf("noBackup", "uncovered", "expiring", "contested", "exchange", "suspended"),
  amount,
  until: optional(when),
  code: optional(problemCode),
});
export type MoneyRisk = Of<typeof moneyRisk>;

export const balance = object({
  currency: text(12),
  available: amount,
  incoming: amount,
  /** Of coins whose time is over: nobody takes them any more. */
  expired: optional(amount),
  /** The most pressing of what endangers it, beside what the sentence about the backup tells. */
  risk: optional(moneyRisk),
  style: optional(currencyStyle),
});
export type Balance = Of<typeof balance>;

const shop = object({
  name: text(1024),
  url,
  summary: text(),
  orderId: text(256),
  /** A web page, or a message. */
  page: optional(text(2048)),
  message: optional(text()),
  /** To be shown to somebody at a counter. */
  confirmation: optional(text()),
  refunded: optional(amount),
  /** Everything has come back that shops give back: of the price nothing is missing but, at most, deposit fees. */
  isAllBack: optional(yesNo),
  /** What the shop has of a second payment for the same, and did not give back. */
  twice: optional(amount),
  /** Another device has paid; what the shop has of this one may be part of that payment, until the other one tells. */
  isUntold: optional(literal(true)),
});

/**
 * `withdraw`, `deposit`, `wire`, `refresh`, `refund`, `closing`: fees for making coins, paying with them, a wire of the
 * exchange, change, money back, and a wire back to the bank · `rest` stays at the exchange · `sentBack` went back to the bank · `dust` stays on coins.
 */
const transactionCost = object({
  kind: oneOf("withdraw", "rest", "sentBack", "closing", "deposit", "wire", "refresh", "dust", "refund"),
  amount,
});
export type TransactionCost = Of<typeof transactionCost>;

/**
 * Why something waits for the backup, and when it goes on by itself, with or without. `choice`: the user has not decided
 * about one · `payment`: the service wants its fee, for which there is money · `otherCurrency`, `tooLittle`: it wants its
 * fee, and this money cannot pay it · `upload`: a service is to take the plan.
 */
const held = object({
  why: oneOf("choice", "payment", "otherCurrency", "tooLittle", "upload"),
  until: optional(when),
});

/**
 * One event in the story of the money. `ghost`: what another device took of our coins, until it tells itself;
 * `recoup`: coins that the exchange has revoked, takes back and replaces; `change`: coins that are exchanged for new ones,
 * told only while the exchange wants to know something first.
 */
export const transaction = object({
  id: text(200),
  kind: oneOf("withdrawal", "payment", "deposit", "ghost", "recoup", "change"),
  /** `working` goes on by itself; `waiting` needs the user (see `waitsFor`). */
  state: oneOf("waiting", "working", "done", "aborted"),
  waitsFor: optional(
    oneOf("backup", "bankConfirmation", "wire", "exchange", "otherDevice", "shop", "identity", "review", "transfer"),
  ),
  held: optional(held),
  /** What arrives in the wallet, or leaves it, in all; what was agreed; what of it are fees. */
  effective: amount,
  instructed: amount,
  fees: amount,
  /** Of a withdrawal: what has really come, where that is known. */
  credited: optional(amount),
  /**
   * What lies between: each fee, and what was too little to become a coin. Of a withdrawal: what came, less all costs, is
   * what arrives. Of a payment: the price and all costs, less what came back, is what leaves.
   */
  costs: optional(list(transactionCost, 20)),
  at: when,
  exchange: url,
  /** It is over, and the user has removed its exchange, with whatever was left of the money. */
  isExchangeRemoved: optional(literal(true)),
  bank: optional(text(512)),
  confirmUrl: optional(text(2000)),
  /** Of a payment: to whom and for what; once it is paid, where to find what was bought. */
  shop: optional(shop),
  deposit: optional(bankDeposit),
  question: optional(question),
  /** Only for a manual wire: where to send the money, and the subject that must be given. */
  wire: optional(wire),
  /** Its way so far, and the steps that are left; in the order of time. */
  steps: list(transactionStep, 20),
  canAbort: yesNo,
  canTakeOver: yesNo,
  /**
   * No backup service has taken it for minutes, none that is chosen can, or the next backup is planned for later; the
   * user may go on uncovered.
   */
  canGoOnWithoutBackup: yesNo,
  /** It waits for a backup that is planned for this moment. */
  backupAt: optional(when),
  trouble: optional(trouble),
});
export type Transaction = Of<typeof transaction>;

/** The one true sentence about the backup. */
/**
 * What the user is to hear of the devices that share the wallet, worst first. `joined`: one that was not known came to
 * it · `returned`: one that was retired is back · `retired`: this one was retired · `copied`: the data of this one was
 * copied or put back.
 */
export const deviceNews = object({
  kind: oneOf("joined", "returned", "retired", "copied"),
  /** What that device is called, and its number among those that are called so; as a `DeviceView` has them. */
  name: text(100),
  number: optional(integer(2)),
});
export type DeviceNews = Of<typeof deviceNews>;

export const backupState = object({
  kind: oneOf("none", "declined", "off", "never", "allBackedUp", "backingUp", "pending", "failing"),
  /** How many changes no accepted document holds. */
  changes: integer(),
  lastBackup: optional(when),
  nextTry: optional(when),
  /** The next try is the next upload of the private setting: nothing is wrong. */
  isPlanned: optional(literal(true)),
  service: optional(url),
  trouble: optional(trouble),
  /** A service did what none should, and the user has not seen it yet. */
  suspicion: optional(object({ kind: oneOf("emptied", "rolledBack", "forked"), service: url })),
  devices: optional(deviceNews),
  /** Another device has renewed the recovery secret as well: what is missing here is there. */
  hasRival: optional(literal(true)),
  /** Every service in use takes nothing new any more; until when the last of them can be read, if it says so. */
  closing: optional(object({ until: optional(when) })),
});
export type BackupState = Of<typeof backupState>;

/** Part of the story of the money, newest first. */
export const storyPage = object({
  transactions: list(transaction, 1000),
  /** Where the story goes on; absent when nothing older is there. */
  next: optional(text(200)),
  /** How many there are in the whole story, and when the oldest of them was; told with its first page. */
  total: optional(integer()),
  oldest: optional(when),
});
export type StoryPage = Of<typeof storyPage>;

/** What is to be done about the recovery sheet (backup/sheet-reminder.ts says when). */
export const sheetReminder = oneOf("outdated", "notKept", "notProven", "again");
export type SheetReminder = Of<typeof sheetReminder>;

export const home = object({
  balances: list(balance, 1000),
  backup: backupState,
  /** The newest ones, and all that are waiting or working, however old; newest first. */
  transactions: list(transaction, 1000),
  /** There are older ones that are not among them. */
  hasMore: yesNo,
  /** Nothing has ever happened here: offer to start or to restore. */
  isNew: yesNo,
  /** The onboarding page wants to be shown. */
  asksForBackup: yesNo,
  /** The user may wave it away for a while. */
  sheet: optional(sheetReminder),
});
export type Home = Of<typeof home>;

/** Look before accepting: what a withdrawal brings and costs at one exchange. */
export const withdrawalOffer = object({
  /** The taler://withdraw link itself, to be handed back on acceptance; absent for a manual wire. */
  link: optional(text(2000)),
  bank: optional(text(512)),
  /** Absent until the bank or the user has said how much. */
  amount: optional(amount),
  /** The bank has fixed the amount. */
  isAmountFixed: yesNo,
  currency: text(12),
  exchanges: list(url, 100),
  /** The bank allows no other than this. */
  isExchangeFixed: yesNo,
  exchange: url,
  /** Sums for the amount: what becomes coins, fees of withdrawing, rest too small for a coin. */
  effective: optional(amount),
  fees: optional(amount),
  rest: optional(amount),
  coinCount: optional(integer()),
  tos: oneOf("accepted", "proposed", "missing-tos"),
  tosVersion: optional(text(200)),
  /** The user has accepted other terms of this exchange before. */
  isTosNew: optional(yesNo),
  /** This very operation was accepted before. */
  transaction: optional(text(200)),
  style: optional(currencyStyle),
});
export type WithdrawalOffer = Of<typeof withdrawalOffer>;

/** Terms of service as the seed's getExchangeTos gives them. */
export const tos = object({
  language: text(40),
  mime: text(100),
  content: text(500_000),
  altLanguages: list(text(40), 100),
  /** Version tag to accept. */
  version: text(200),
});
export type Tos = Of<typeof tos>;

export const about = object({
  version: text(40),
  device: text(100),
  entities: dictionary(integer(), 100),
  setAside: integer(),
  diagnostics: anyJson,
});
export type About = Of<typeof about>;

/** What a pasted or scanned text is, so that a page knows where to go with it. */
export const recognised = object({
  kind: oneOf("withdraw", "withdraw-exchange", "add-exchange", "pay", "refund", "sync", "restore"),
  link: text(2000),
  /** Of a link to add one: its base URL. */
  exchange: optional(url),
});
export type Recognised = Of<typeof recognised>;

export const nothing = object({ done: literal(true) });
