/** Every state of what went otherwise than planned: coins that another device has spent. */
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
  "home-ghosts": popup("", {}),
};
