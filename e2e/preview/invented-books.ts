/** Invented books: of a wallet in which all numbers add up, and of one in which they do not. */
import type { BooksView, PurseView } from "../../src/api/money-views.ts";
import { kudos } from "./invented.ts";
import { alpenExchange } from "./invented-events.ts";
import { ago } from "./moment.ts";

export const books: BooksView = {
  events: 1234,
  at: ago(2),
  flawCount: 0,
  flaws: [],
  pages: [
    {
      exchange: alpenExchange,
      currency: "CHF",
      lines: [
        { line: "cameIn", amount: "CHF:1284.4" },
        { line: "spent", amount: "CHF:1097.1" },
        { line: "toBank", amount: "CHF:50" },
        { line: "sentBack", amount: "CHF:40" },
        { line: "feeWithdraw", amount: "CHF:6.1" },
        { line: "feeDeposit", amount: "CHF:3.4" },
        { line: "feeWire", amount: "CHF:0.2" },
        { line: "feeRefresh", amount: "CHF:2.7" },
        { line: "feeRefund", amount: "CHF:0.1" },
        { line: "dust", amount: "CHF:0.2" },
        { line: "underWay", amount: "CHF:0.4" },
        { line: "here", amount: "CHF:84.2" },
      ],
    },
    {
      exchange: "https://exchange.demo.example/",
      currency: "KUDOS",
      lines: [
        { line: "cameIn", amount: "KUDOS:12.55" },
        { line: "feeWithdraw", amount: "KUDOS:0.05" },
        { line: "here", amount: "KUDOS:12.5" },
      ],
      ...(kudos.style && { style: kudos.style }),
    },
  ],
};

export const flawedBooks: BooksView = {
  ...books,
  flawCount: 3,
  flaws: [{ kind: "coinMissing" }, { kind: "coinMissing" }, { kind: "refundDiffers", transaction: "PURCHASE" }],
  pages: [
    {
      exchange: "https://taler.stadtkasse-rapperswil-jona.example/",
      currency: "CHF",
      lines: [
        { line: "cameIn", amount: "CHF:100" },
        { line: "feeWithdraw", amount: "CHF:0.8" },
        { line: "here", amount: "CHF:94.2" },
      ],
      missing: "CHF:5",
    },
  ],
};

const calm: PurseView = {
  exchange: "https://exchange.demo.example/",
  currency: "KUDOS",
  available: "KUDOS:12.5",
  incoming: "KUDOS:0",
  outgoing: "KUDOS:0",
  parts: [{ part: "available", amount: "KUDOS:12.5" }],
  risks: [],
  ...(kudos.style && { style: kudos.style }),
};

/** On a usual day: change is made, a payment is under way, and the last coins are not in a backup yet. */
export const purses: readonly PurseView[] = [
  {
    exchange: alpenExchange,
    currency: "CHF",
    available: "CHF:84.2",
    incoming: "CHF:50.4",
    outgoing: "CHF:6.81",
    parts: [
      { part: "available", amount: "CHF:84.2" },
      { part: "withdrawal", amount: "CHF:50" },
      { part: "change", amount: "CHF:0.4" },
      { part: "payment", amount: "CHF:6.81" },
      { part: "dust", amount: "CHF:0.2" },
    ],
    risks: [{ why: "uncovered", amount: "CHF:20" }],
  },
  calm,
];

/** On the worst of days: everything that can be said of money is said. */
export const troubledPurses: readonly PurseView[] = [
  {
    exchange: "https://taler.stadtkasse-rapperswil-jona.example/",
    currency: "CHF",
    available: "CHF:94.2",
    incoming: "CHF:84.36",
    outgoing: "CHF:46.81",
    parts: [
      { part: "available", amount: "CHF:94.2" },
      { part: "withdrawal", amount: "CHF:50" },
      { part: "change", amount: "CHF:0.4" },
      { part: "refund", amount: "CHF:6.8" },
      { part: "takenBack", amount: "CHF:12" },
      { part: "recoup", amount: "CHF:4.96" },
      { part: "otherDevice", amount: "CHF:10.2" },
      { part: "payment", amount: "CHF:6.81" },
      { part: "deposit", amount: "CHF:15" },
      { part: "transfer", amount: "CHF:25" },
      { part: "unconfirmed", amount: "CHF:100" },
      { part: "checking", amount: "CHF:7.5" },
      { part: "revoked", amount: "CHF:8" },
      { part: "shared", amount: "CHF:1.8" },
      { part: "dust", amount: "CHF:0.2" },
      { part: "expired", amount: "CHF:3.5" },
    ],
    risks: [
      { why: "exchange", amount: "CHF:94.2", code: "changedMasterKey" },
      { why: "expiring", amount: "CHF:10", until: ago(-40 * 24 * 60 * 60) },
      { why: "contested", amount: "CHF:5" },
      { why: "noBackup", amount: "CHF:94.2" },
    ],
  },
  {
    ...calm,
    risks: [
      { why: "exchange", amount: "KUDOS:12.5", code: "unreachable" },
      { why: "suspended", amount: "KUDOS:12.5" },
    ],
  },
];
