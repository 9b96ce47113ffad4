/** Invented events in the story of the money. */
import type { TransactionStep } from "../../src/api/transaction-step.ts";
import type { Transaction } from "../../src/api/views.ts";
import { ago, day, hour, minute } from "./moment.ts";

export const alpenExchange = "https://exchange.alpen.example/";
export const alpenBank = "https://api.alpenbank.example/taler-integration/";

const reserve = "4RZJ0V6QK1WBE2T3M9HD7C8N5P6XYFGA0SVQ1WBE2T3M9HD7C8N5";

/** Accepted so many seconds ago; the rest is yet to come. */
const stepsLeft = (age: number, ...kinds: readonly TransactionStep["kind"][]): readonly TransactionStep[] => [
  { kind: "accepted", isDone: true, at: ago(age) },
  ...kinds.map((kind) => ({ kind, isDone: false })),
];

export const received: Transaction = {
  id: "withdrawal:received",
  kind: "withdrawal",
  state: "done",
  effective: "CHF:49.9",
  instructed: "CHF:50",
  fees: "CHF:0.1",
  costs: [{ kind: "withdraw", amount: "CHF:0.1" }],
  at: ago(2 * hour + 52 * minute),
  exchange: alpenExchange,
  bank: alpenBank,
  steps: [
    { kind: "accepted", isDone: true, at: ago(2 * hour + 52 * minute) },
    { kind: "confirmed", isDone: true, at: ago(2 * hour + 51 * minute) },
    { kind: "arrived", isDone: true, at: ago(2 * hour + 50 * minute) },
    { kind: "coins", isDone: true, at: ago(2 * hour + 50 * minute) },
    { kind: "backedUp", isDone: true },
  ],
  canAbort: false,
  canTakeOver: false,
  canGoOnWithoutBackup: false,
};

export const toConfirm: Transaction = {
  ...received,
  id: "withdrawal:confirm",
  state: "waiting",
  waitsFor: "bankConfirmation",
  effective: "CHF:19.9",
  instructed: "CHF:20",
  at: ago(5 * minute),
  steps: stepsLeft(5 * minute, "confirmed", "arrived", "coins", "backedUp"),
  confirmUrl: "https://ebanking.alpenbank.example/confirm/4711",
  canAbort: true,
};

export const toWire: Transaction = {
  id: "withdrawal:wire",
  kind: "withdrawal",
  state: "waiting",
  waitsFor: "wire",
  effective: "KUDOS:24.95",
  instructed: "KUDOS:25",
  fees: "KUDOS:0.05",
  costs: [{ kind: "withdraw", amount: "KUDOS:0.05" }],
  at: ago(40 * minute),
  steps: stepsLeft(40 * minute, "arrived", "coins", "backedUp"),
  exchange: "https://taler.genossenschaftsbank-ostschweiz.example/exchange/",
  wire: {
    payto: `payto://iban/CH9300762011623852957?receiver-name=Alpen&amount=KUDOS:25&message=${reserve}`,
    receiver: "Genossenschaftsbank Ostschweiz, Taler",
    account: "CH9300762011623852957",
    subject: reserve,
    amount: "KUDOS:25",
  },
  canAbort: true,
  canTakeOver: false,
  canGoOnWithoutBackup: false,
};

export const forBackup: Transaction = {
  ...received,
  id: "withdrawal:backup",
  state: "waiting",
  waitsFor: "backup",
  held: { why: "upload" },
  at: ago(6 * minute),
  steps: stepsLeft(6 * minute, "planned", "confirmed", "arrived", "coins"),
};

/** Nobody has decided about a backup. */
export const undecided: Transaction = {
  ...forBackup,
  state: "working",
  held: { why: "choice", until: ago(-23 * hour) },
  steps: [...received.steps.slice(0, 3), { kind: "coins", isDone: false }],
};

/** Its first coins are to pay the backup service. */
export const forFee: Transaction = {
  ...forBackup,
  state: "working",
  held: { why: "payment", until: ago(-23 * hour) },
  steps: [...received.steps.slice(0, 3), { kind: "planned", isDone: false }, { kind: "coins", isDone: false }],
};

export const cancelled: Transaction = {
  ...toWire,
  id: "withdrawal:cancelled",
  state: "aborted",
  at: ago(30 * hour),
  canAbort: false,
  steps: [
    { kind: "accepted", isDone: true, at: ago(30 * hour) },
    { kind: "cancelled", isDone: true, at: ago(29 * hour) },
  ],
};

/** Confirmed, and not with the exchange yet. */
export const onItsWay: Transaction = {
  ...received,
  state: "working",
  waitsFor: "exchange",
  steps: received.steps.map((step, index) => (index < 2 ? step : { kind: step.kind, isDone: false })),
};

export const older: readonly Transaction[] = [
  {
    ...received,
    id: "withdrawal:older",
    effective: "KUDOS:12.5",
    instructed: "KUDOS:12.5",
    fees: "KUDOS:0",
    costs: [],
    at: ago(27 * hour),
    bank: "https://bank.demo.example/",
  },
  cancelled,
  { ...received, id: "withdrawal:first", effective: "CHF:34.3", instructed: "CHF:34.4", at: ago(9 * day) },
];
