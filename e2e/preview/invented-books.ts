/** Invented books: of a wallet in which all numbers add up, and of one in which they do not. */
import type { BooksView } from "../../src/api/money-views.ts";
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
