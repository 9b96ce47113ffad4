/** Every state of sending money to one's own bank account, and of an exchange that asks who one is. */
import type { BankAccount, DepositOffer } from "../../src/api/deposit-views.ts";
import type { Transaction } from "../../src/api/views.ts";
import { home } from "./invented.ts";
import { alpenExchange, onItsWay, toWire } from "./invented-events.ts";
import { ago, hour, minute } from "./moment.ts";
import type { Answers, Screen, Screens } from "./screen.ts";

const own: BankAccount = {
  payto: "payto://iban/CH5604835012345678009?receiver-name=Ida%20Ammann",
  owner: "Ida Ammann",
  account: "CH5604835012345678009",
};

const shared: BankAccount = {
  payto: "payto://x-taler-bank/bank.genossenschaftsbank-ostschweiz.example/ammann-wiederkehr",
  owner: "Hausgemeinschaft Ammann-Wiederkehr, Rapperswil-Jona",
  account: "ammann-wiederkehr",
  institution: "bank.genossenschaftsbank-ostschweiz.example",
};

const open: DepositOffer = {
  exchange: alpenExchange,
  exchanges: [alpenExchange],
  currency: "CHF",
  available: "CHF:84.2",
  known: [],
  state: "open",
  begun: ago(0),
};

const known: DepositOffer = { ...open, known: [own, shared] };

const payable: DepositOffer = {
  ...known,
  account: own,
  state: "payable",
  arrives: "CHF:50",
  total: "CHF:50.27",
  coinFees: "CHF:0.07",
  wireFee: "CHF:0.2",
};

const sending: Transaction = {
  id: "deposit:sending",
  kind: "deposit",
  state: "working",
  waitsFor: "exchange",
  effective: "CHF:50.27",
  instructed: "CHF:50",
  fees: "CHF:0.27",
  costs: [
    { kind: "deposit", amount: "CHF:0.07" },
    { kind: "wire", amount: "CHF:0.2" },
  ],
  at: ago(minute),
  exchange: alpenExchange,
  deposit: { account: own.account, owner: "Ida Ammann", transfers: [] },
  steps: [
    { kind: "accepted", isDone: true, at: ago(minute) },
    { kind: "taken", isDone: false },
    { kind: "wired", isDone: false },
  ],
  canAbort: true,
  canTakeOver: false,
  canGoOnWithoutBackup: false,
};

const taken: Transaction = {
  ...sending,
  id: "deposit:taken",
  waitsFor: "transfer",
  deposit: { account: own.account, owner: "Ida Ammann", due: ago(-14 * minute), transfers: [] },
  steps: [
    { kind: "accepted", isDone: true, at: ago(minute) },
    { kind: "taken", isDone: true, at: ago(minute) },
    { kind: "wired", isDone: false },
  ],
  canAbort: false,
};

const subject = "7QH3M8R2K5D9F1W6T4B0C2N8X5V7Z3J1P9G4S6A8E0Y2H5K7M3R1";

const arrived: Transaction = {
  ...taken,
  id: "deposit:arrived",
  state: "done",
  at: ago(27 * hour),
  deposit: {
    account: shared.account,
    owner: "Hausgemeinschaft Ammann-Wiederkehr, Rapperswil-Jona",
    institution: "bank.genossenschaftsbank-ostschweiz.example",
    transfers: [{ subject, amount: "CHF:50", at: ago(26 * hour) }],
  },
  steps: [
    { kind: "accepted", isDone: true, at: ago(27 * hour) },
    { kind: "taken", isDone: true, at: ago(27 * hour) },
    { kind: "wired", isDone: true, at: ago(26 * hour) },
  ],
};

const calledOff: Transaction = {
  ...sending,
  id: "deposit:off",
  state: "aborted",
  effective: "CHF:0.02",
  fees: "CHF:0.02",
  costs: [{ kind: "refresh", amount: "CHF:0.02" }],
  steps: [
    { kind: "accepted", isDone: true, at: ago(minute) },
    { kind: "cancelled", isDone: true, at: ago(30) },
    { kind: "moneyBack", isDone: true, at: ago(20) },
  ],
  canAbort: false,
};

const asked: Transaction = {
  ...sending,
  id: "deposit:asked",
  state: "waiting",
  waitsFor: "identity",
  question: { kind: "ask" },
  steps: [
    { kind: "accepted", isDone: true, at: ago(minute) },
    { kind: "identified", isDone: false },
    { kind: "taken", isDone: false },
    { kind: "wired", isDone: false },
  ],
};

const proof: Transaction = {
  ...asked,
  question: { kind: "wire", ...(toWire.wire && { wire: { ...toWire.wire, amount: "CHF:0.01" } }) },
};

const reviewed: Transaction = {
  ...asked,
  id: "deposit:reviewed",
  state: "working",
  waitsFor: "review",
  question: { kind: "review" },
};

const paused: Transaction = {
  ...onItsWay,
  state: "waiting",
  waitsFor: "identity",
  question: { kind: "ask" },
  steps: [
    { kind: "accepted", isDone: true, at: ago(3 * hour) },
    { kind: "confirmed", isDone: true, at: ago(3 * hour) },
    { kind: "arrived", isDone: true, at: ago(3 * hour) },
    { kind: "identified", isDone: false },
    { kind: "coins", isDone: false },
  ],
};

const { deposit: _deposit, ...askedOnly } = asked;

const change: Transaction = {
  ...askedOnly,
  id: "change:asked",
  kind: "change",
  effective: "CHF:3.19",
  instructed: "CHF:3.2",
  fees: "CHF:0.01",
  at: ago(hour),
  steps: [
    { kind: "identified", isDone: false },
    { kind: "coins", isDone: false },
  ],
  canAbort: false,
};

const popup = (route: string, answers: Answers, steps?: Screen["steps"]): Screen => ({
  page: "popup",
  route,
  answers: { getHome: home, takeLink: {}, ...answers },
  ...(steps !== undefined && { steps }),
});

const event = (getTransaction: Transaction, steps?: Screen["steps"]) =>
  popup(`transaction?id=${getTransaction.id}`, { getTransaction }, steps);

const everything = (t: Parameters<NonNullable<Screen["steps"]>>[0]) =>
  [
    ["press", t.deposit.all],
    ["press", t.deposit.next],
  ] as const;

/** One answer to the form, another to what is asked with it. */
const checked = (state: DepositOffer, answers: Answers = {}, steps: Screen["steps"] = everything) =>
  popup("deposit", { lookAtDeposit: ({ account }) => (account === undefined ? known : state), ...answers }, steps);

export const depositScreens: Screens = {
  deposit: popup("deposit", { lookAtDeposit: ({ account }) => (account === undefined ? open : payable) }),
  "deposit-known": popup("deposit", { lookAtDeposit: known }),
  "deposit-exchanges": popup(
    "deposit",
    { lookAtDeposit: { ...known, exchanges: [alpenExchange, "https://exchange.demo.example/"] } },
    (t) => [["press", t.deposit.other]],
  ),
  "deposit-missing": popup("deposit", { lookAtDeposit: open }, (t) => [["press", t.deposit.next]]),
  "deposit-too-little": checked({ ...known, state: "tooLittle", missing: "CHF:11.8" }),
  "deposit-too-small": checked({ ...known, state: "tooSmall" }),
  "deposit-summary": checked(payable),
  "deposit-summary-long": checked({ ...payable, account: shared, arrives: "CHF:12084.20000001" }),
  "deposit-refused": checked(payable, { acceptDeposit: { problem: "accountNotServed" } }, (t) => [
    ...everything(t),
    // The button that names the amount, in both languages.
    ["press", "\u00a0CHF"],
  ]),
  // The form, the figures, and other figures once they are accepted.
  "deposit-changed": checked(payable, { acceptDeposit: { problem: "offerChanged" } }, (t) => [
    ...everything(t),
    ["press", "\u00a0CHF"],
  ]),
  "deposit-sending": event(sending),
  "deposit-call-off": event(sending, (t) => [["press", t.deposit.details.cancel]]),
  "deposit-taken": event(taken),
  "deposit-arrived": event(arrived),
  "deposit-cancelled": event(calledOff),
  "deposit-identity": event(asked),
  "deposit-proof": event(proof),
  "deposit-review": event(reviewed),
  "change-identity": event(change),
  "home-change": popup("", { getHome: { ...home, transactions: [change, ...home.transactions] } }),
  "withdraw-identity": event(paused),
  "home-deposits": popup("", { getHome: { ...home, transactions: [asked, reviewed, taken, arrived, calledOff] } }),
};
