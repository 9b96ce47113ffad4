/** Every state of paying that is worth a look. */
import type { PaymentOffer } from "../../src/api/payment-views.ts";
import type { Transaction } from "../../src/api/views.ts";
import { home } from "./invented.ts";
import { alpenExchange } from "./invented-events.ts";
import { ago, day, minute } from "./moment.ts";
import type { Answers, Screen, Screens } from "./screen.ts";

const link = "taler://pay/shop.alice.example/2026-11/";
const style = home.balances[0]?.style;

const offer: PaymentOffer = {
  id: "CONTRACT",
  merchant: "Alice’s shop",
  merchantUrl: "https://shop.alice.example/",
  summary: "Two apples and a loaf",
  products: [
    { name: "apples, Topaz", quantity: 2, price: "CHF:3.4" },
    { name: "loaf of rye bread", quantity: 1, price: "CHF:3.4" },
  ],
  amount: "CHF:6.8",
  state: "payable",
  fees: "CHF:0.01",
  total: "CHF:6.81",
  balanceAfter: "CHF:77.39",
  available: "CHF:84.2",
  exchanges: [alpenExchange],
  payFrom: [alpenExchange],
  payUntil: ago(-14 * minute),
  refundUntil: ago(-7 * day),
  ...(style && { style }),
};

const { fees: _fees, total: _total, balanceAfter: _after, payFrom: _payFrom, ...priceOnly } = offer;

const steamship: PaymentOffer = {
  ...priceOnly,
  merchant: "Donaudampfschifffahrtsgesellschaft Passau–Wien mbH",
  merchantUrl: "https://fahrkarten.donaudampfschifffahrt.example/",
  summary: "Zwei Tageskarten",
  products: [{ name: "Tageskarten Erwachsene mit Fahrradmitnahme", quantity: 2, price: "CHF:96" }],
  amount: "CHF:96",
  state: "tooLittle",
  shortage: "little",
  missing: "CHF:11.8",
  topUp: { exchange: alpenExchange, amount: "CHF:12.05" },
};

const { topUp: _topUp, ...withoutTopUp } = steamship;

const paid: Transaction = {
  id: "PURCHASE",
  kind: "payment",
  state: "done",
  effective: "CHF:6.81",
  instructed: "CHF:6.8",
  fees: "CHF:0.01",
  costs: [{ kind: "deposit", amount: "CHF:0.01" }],
  at: ago(20 * minute),
  exchange: alpenExchange,
  shop: {
    name: "Alice’s shop",
    url: "https://shop.alice.example/",
    summary: "2 apples, 1 loaf of rye bread",
    orderId: "2026-11-21-17",
    page: "https://shop.alice.example/thanks",
  },
  steps: [
    { kind: "accepted", isDone: true, at: ago(20 * minute) },
    { kind: "paid", isDone: true, at: ago(20 * minute) },
  ],
  canAbort: false,
  canTakeOver: false,
  canGoOnWithoutBackup: false,
};

const { page: _page, ...shop } = paid.shop ?? { name: "", url: "", summary: "", orderId: "" };

const paying: Transaction = {
  ...paid,
  shop,
  state: "working",
  waitsFor: "shop",
  steps: [
    { kind: "accepted", isDone: true, at: ago(minute) },
    { kind: "paid", isDone: false },
  ],
  canAbort: true,
  trouble: { code: "unreachable", nextTry: ago(-40) },
};

const refused: Transaction = {
  ...paid,
  shop,
  state: "aborted",
  effective: "CHF:0.02",
  fees: "CHF:0.02",
  steps: [
    { kind: "accepted", isDone: true, at: ago(20 * minute) },
    { kind: "refusedByShop", isDone: true, at: ago(19 * minute) },
    { kind: "moneyBack", isDone: true, at: ago(19 * minute) },
  ],
  trouble: { code: "orderPaid" },
};

const refunded: Transaction = {
  ...paid,
  effective: "CHF:3.43",
  fees: "CHF:0.03",
  costs: [
    { kind: "deposit", amount: "CHF:0.01" },
    { kind: "refresh", amount: "CHF:0.01" },
    { kind: "refund", amount: "CHF:0.01" },
  ],
  shop: {
    ...shop,
    message: "Sorry, the bread was sold out. Here is your money.",
    refunded: "CHF:3.4",
  },
};

const popup = (route: string, answers: Answers, steps?: Screen["steps"]): Screen => ({
  page: "popup",
  route,
  answers: { getHome: { ...home, transactions: [paid, refused, ...home.transactions] }, takeLink: {}, ...answers },
  ...(steps !== undefined && { steps }),
});

const opened = (lookAtPayment: Answers["lookAtPayment"], steps?: Screen["steps"]) =>
  popup(
    "link",
    { takeLink: { link }, recogniseLink: { kind: "pay", link }, ...(lookAtPayment && { lookAtPayment }) },
    steps,
  );

const event = (getTransaction: Transaction, steps?: Screen["steps"]) =>
  popup(`transaction?id=${getTransaction.id}`, { getTransaction }, steps);

const paste = (t: Parameters<NonNullable<Screen["steps"]>>[0]) =>
  [
    ["type", t.pay.send.link, link],
    ["press", t.common.continue],
  ] as const;

export const payScreens: Screens = {
  send: popup("send", {}),
  "send-look": { ...popup("send", {}), onPage: [] },
  "send-missing": popup("send", {}, (t) => [["press", t.common.continue]]),
  "send-problem": popup("send", { recogniseLink: { problem: "badLink" } }, paste),
  pay: opened(offer),
  "pay-loading": opened(undefined),
  "pay-too-little": opened(steamship),
  "pay-fees": opened({ ...priceOnly, state: "tooLittle", shortage: "fees", missing: "CHF:0.01", available: "CHF:6.8" }),
  "pay-coming": opened({ ...priceOnly, state: "tooLittle", shortage: "coming", missing: "CHF:3", coming: "CHF:5.5" }),
  "pay-too-little-unknown": opened(withoutTopUp),
  "pay-elsewhere": opened({ ...priceOnly, state: "tooLittle", shortage: "elsewhere", available: "CHF:0" }),
  "pay-suspended": opened({ ...priceOnly, state: "tooLittle", shortage: "suspended", available: "CHF:0" }),
  "pay-unavailable": opened({ ...offer, unavailable: ["https://exchange.alpen.example/"] }),
  "pay-limit": opened({ ...withoutTopUp, shortage: "limit" }),
  "pay-many-coins": opened({ ...steamship, shortage: "manyCoins" }),
  "pay-expired": opened({ ...priceOnly, state: "expired", shopPage: "https://shop.alice.example/apples" }),
  "pay-again": opened({ ...priceOnly, state: "paidBefore", transaction: paid.id }),
  "pay-taken": opened({ problem: "orderTaken" }),
  "purchase-paid": event(paid),
  "purchase-paying": event(paying),
  "purchase-call-off": event(paying, (t) => [["press", t.pay.details.cancel]]),
  "purchase-refunded": event(refunded),
  "purchase-refused": event(refused),
  "home-purchases": popup("", {}),
  "home-refunds": popup("", { getHome: { ...home, transactions: [refunded, paying] } }),
};
