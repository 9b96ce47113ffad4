/** Every state of what went otherwise than planned: coins that another device has spent, orders paid twice, coins called back. */
import type { Transaction } from "../../src/api/views.ts";
import { home } from "./invented.ts";
import { alpenExchange } from "./invented-events.ts";
import { ago, minute } from "./moment.ts";
import type { Screen, Screens } from "./screen.ts";

const spentElsewhere: Transaction = {
  id: "p:CONTRACT",
  kind: "ghost",
  state: "done",
  effective: "CHF:12.4",
  instructed: "CHF:12.4",
  fees: "CHF:0",
  at: ago(9 * minute),
  exchange: alpenExchange,
  steps: [
    { kind: "noticed", isDone: true, at: ago(9 * minute) },
    { kind: "told", isDone: false },
  ],
  canAbort: false,
  canTakeOver: false,
  canGoOnWithoutBackup: false,
};

const changedElsewhere: Transaction = {
  ...spentElsewhere,
  id: "m:COMMITMENT",
  state: "working",
  waitsFor: "otherDevice",
  effective: "CHF:7.6",
  instructed: "CHF:7.6",
};

/** Another device had paid for the same; the shop keeps both payments, or gave one back. */
const keptTwice: Transaction = {
  id: "PURCHASE",
  kind: "payment",
  state: "done",
  effective: "CHF:13.62",
  instructed: "CHF:6.8",
  fees: "CHF:0.02",
  at: ago(40 * minute),
  exchange: alpenExchange,
  shop: {
    name: "Alice’s shop",
    url: "https://shop.alice.example/",
    summary: "2 apples, 1 loaf of rye bread",
    orderId: "2026-11-21-17",
    twice: "CHF:6.8",
  },
  steps: [
    { kind: "accepted", isDone: true, at: ago(40 * minute) },
    { kind: "paid", isDone: true, at: ago(39 * minute) },
    { kind: "paidTwice", isDone: true, at: ago(20 * minute) },
    { kind: "keptTwice", isDone: true, at: ago(20 * minute) },
  ],
  canAbort: false,
  canTakeOver: false,
  canGoOnWithoutBackup: false,
};

const { twice: _twice, ...shop } = keptTwice.shop ?? { name: "", url: "", summary: "", orderId: "" };

const backAgain: Transaction = {
  ...keptTwice,
  effective: "CHF:6.83",
  fees: "CHF:0.03",
  shop,
  steps: keptTwice.steps.map((step) => (step.kind === "keptTwice" ? { ...step, kind: "secondBack" } : step)),
};

/** Another device had paid; it has not told yet with which coins. */
const untold: Transaction = {
  ...keptTwice,
  effective: "CHF:4.03",
  instructed: "CHF:4",
  fees: "CHF:0.03",
  costs: [{ kind: "refresh", amount: "CHF:0.03" }],
  shop: { ...shop, isUntold: true },
  steps: [
    { kind: "accepted", isDone: true, at: ago(40 * minute) },
    { kind: "paidElsewhere", isDone: true, at: ago(39 * minute) },
    { kind: "told", isDone: false },
  ],
};

const gone: Transaction = {
  ...backAgain,
  state: "aborted",
  effective: "CHF:0.03",
  steps: [
    { kind: "accepted", isDone: true, at: ago(40 * minute) },
    { kind: "spentElsewhere", isDone: true, at: ago(39 * minute) },
    { kind: "moneyBack", isDone: true, at: ago(39 * minute) },
  ],
};

const replacing: Transaction = {
  id: "DENOMINATION",
  kind: "recoup",
  state: "working",
  effective: "CHF:16",
  instructed: "CHF:16",
  fees: "CHF:0",
  at: ago(3 * minute),
  exchange: alpenExchange,
  steps: [
    { kind: "revoked", isDone: true, at: ago(3 * minute) },
    { kind: "takenBack", isDone: true },
    { kind: "coins", isDone: false },
  ],
  canAbort: false,
  canTakeOver: false,
  canGoOnWithoutBackup: false,
};

const replaced: Transaction = {
  ...replacing,
  id: "ANOTHER",
  state: "done",
  effective: "CHF:15.9",
  fees: "CHF:0.1",
  steps: replacing.steps.map((step) => ({ ...step, isDone: true })),
};

const popup = (route: string, answers: Screen["answers"]): Screen => ({
  page: "popup",
  route,
  answers: {
    getHome: { ...home, transactions: [spentElsewhere, changedElsewhere, ...home.transactions] },
    takeLink: {},
    ...answers,
  },
});

const event = (getTransaction: Transaction) => popup(`transaction?id=${getTransaction.id}`, { getTransaction });

export const mishapScreens: Screens = {
  "ghost-spent": event(spentElsewhere),
  "ghost-changed": event(changedElsewhere),
  "purchase-kept-twice": event(keptTwice),
  "purchase-untold": event(untold),
  "purchase-second-back": event(backAgain),
  "purchase-gone": event(gone),
  "recoup-working": event(replacing),
  "recoup-done": event(replaced),
  "home-recoups": popup("", { getHome: { ...home, transactions: [replacing, replaced, ...home.transactions] } }),
  "home-ghosts": popup("", {}),
};
