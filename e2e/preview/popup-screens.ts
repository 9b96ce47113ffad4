/** Every state of the popup that is worth a look. */
import { chf, home, hostileTerms, kudos, markdownTerms, nothingYet, offer } from "./invented.ts";
import {
  alpenExchange,
  cancelled,
  forBackup,
  forFee,
  onItsWay,
  received,
  toConfirm,
  toWire,
  undecided,
} from "./invented-events.ts";
import { exchanges } from "./invented-exchanges.ts";
import { longStory } from "./long-story.ts";
import { ago, minute } from "./moment.ts";
import type { Answers, Screen, Screens } from "./screen.ts";

const popup = (route: string, answers: Answers, steps?: Screen["steps"]): Screen => ({
  page: "popup",
  route,
  answers: { getHome: home, takeLink: {}, ...answers },
  ...(steps !== undefined && { steps }),
});

const noBackup = { kind: "none", changes: 4 } as const;

const { amount: _amount, effective: _effective, fees: _fees, rest: _rest, ...openOffer } = offer;

const paste = (t: Parameters<NonNullable<Screen["steps"]>>[0]) =>
  [
    ["type", t.receive.link, "taler://withdraw/bank.example/x"],
    ["press", t.common.continue],
  ] as const;

const recognised = { recogniseLink: { kind: "withdraw", link: "taler://withdraw/bank.example/x" } } as const;

const newExchange = "https://exchange.bank-of-the-north.example/taler/v1/";
const addLink = "taler://add-exchange/exchange.bank-of-the-north.example/taler/v1/";

const event = (getTransaction: typeof received, answers: Answers = {}, steps?: Screen["steps"]) =>
  popup(`transaction?id=${getTransaction.id}`, { getTransaction, ...answers }, steps);

export const popupScreens: Screens = {
  welcome: popup("", { getHome: nothingYet }),
  "home-empty": popup("home", { getHome: nothingYet }),
  home: popup("", {}),
  "home-no-backup": popup("", {
    getHome: { ...home, balances: [chf], backup: noBackup, transactions: [toConfirm, received] },
  }),
  "home-expired": popup("", { getHome: { ...home, balances: [{ ...chf, expired: "CHF:3.5" }] } }),
  "home-at-risk": popup("", {
    getHome: {
      ...home,
      balances: [
        { ...chf, incoming: "CHF:4.2", risk: { why: "expiring", amount: "CHF:20", until: ago(-9 * 24 * 3600) } },
        { ...kudos, risk: { why: "exchange", amount: "KUDOS:12.5", code: "changedMasterKey" } },
      ],
    },
  }),
  "home-rival": popup("", {
    getHome: { ...home, balances: [], backup: { kind: "allBackedUp", changes: 0, hasRival: true } },
  }),
  "home-off": popup("", { getHome: { ...home, backup: { kind: "off", changes: 0 } } }),
  "home-planned": popup("", {
    getHome: { ...home, backup: { kind: "pending", changes: 2, nextTry: ago(-47 * minute), isPlanned: true } },
  }),
  "home-failing": popup("", {
    getHome: {
      ...home,
      backup: { kind: "failing", changes: 12, nextTry: ago(-20), trouble: { code: "unreachable" } },
      transactions: [{ ...onItsWay, trouble: { code: "noUsableDenominations" } }],
    },
  }),
  "home-undecided": popup("", {
    getHome: { ...home, balances: [], backup: noBackup, asksForBackup: true, transactions: [undecided] },
  }),
  "home-wide": popup("", {
    getHome: {
      balances: [
        { ...chf, available: "CHF:12084.20000001", incoming: "CHF:1249.9" },
        { currency: "EUR", available: "EUR:1234567.89", incoming: "EUR:0" },
      ],
      backup: { kind: "pending", changes: 3, nextTry: ago(-20) },
      transactions: [
        {
          ...toConfirm,
          effective: "CHF:11249.9",
          bank: "https://donaudampfschifffahrtsgesellschaft-kantonalbank.example/",
        },
        toWire,
        undecided,
      ],
      hasMore: false,
      isNew: false,
      asksForBackup: false,
    },
  }),
  "home-loading": { page: "popup", route: "", answers: { takeLink: {} } },
  "home-long": popup("", { getHome: { ...home, transactions: longStory({ limit: 20 }).transactions, hasMore: true } }),
  activity: popup("activity", { listTransactions: longStory, listExchanges: exchanges }),
  "activity-search": popup("activity", { listTransactions: longStory }, (t) => [
    ["type", t.activity.search, "alpenbank"],
  ]),
  "activity-nothing": popup("activity", { listTransactions: longStory, listExchanges: exchanges }, (t) => [
    ["type", t.activity.search, "nothing"],
  ]),
  "activity-short": popup("activity", {
    listTransactions: { transactions: home.transactions, total: home.transactions.length },
  }),
  "home-broken": popup("", { getHome: { problem: "databaseTooNew" } }),
  "popup-outlived": popup("receive", { recogniseLink: { problem: "pageOutlived" } }, paste),
  receive: popup("receive", {}),
  "receive-problem": popup("receive", { recogniseLink: { problem: "badLink" } }, paste),
  "receive-secret": popup("receive", { recogniseLink: { kind: "sync", link: "taler://sync/invented" } }, paste),
  "receive-look": { ...popup("receive", {}), onPage: [] },
  "look-several": {
    ...popup("look", {
      recogniseLink: ({ link }) => ({ kind: link.includes("/pay/") ? "pay" : "withdraw", link }),
    }),
    onPage: ["taler://pay/shop.alice.example/1/", "taler://withdraw/api.bank-of-the-north.example/taler/y"],
  },
  "look-none": { ...popup("look", {}), onPage: [] },
  "look-forbidden": { ...popup("look", {}), onPage: "forbidden" },
  "link-exchange": popup("", {
    takeLink: { link: addLink },
    recogniseLink: { kind: "add-exchange", link: addLink, exchange: newExchange },
  }),
  "link-exchange-problem": popup(
    "receive",
    {
      recogniseLink: { kind: "add-exchange", link: addLink, exchange: newExchange },
      addExchange: { problem: "notAnExchange" },
    },
    (t) => [...paste(t), ["press", t.adding.add]],
  ),
  "link-unsupported": popup("link", {
    takeLink: { link: "taler://invented/" },
    recogniseLink: { problem: "unsupportedLink" },
  }),
  "link-secret": popup("", {
    takeLink: { link: "taler://sync/invented" },
    recogniseLink: { kind: "sync", link: "taler://sync/invented" },
  }),
  withdraw: popup("receive", { ...recognised, lookAtWithdrawal: offer }, paste),
  "withdraw-accepted": popup(
    "receive",
    {
      ...recognised,
      lookAtWithdrawal: { ...offer, tos: "accepted" },
      acceptWithdrawal: { problem: "bankOperationTaken" },
    },
    (t) => [...paste(t), ["press", t.withdraw.action("")]],
  ),
  "withdraw-open": popup(
    "receive",
    {
      ...recognised,
      lookAtWithdrawal: {
        ...openOffer,
        isAmountFixed: false,
        exchanges: [alpenExchange, "https://exchange.nordbank.example/"],
      },
    },
    paste,
  ),
  "withdraw-ready": popup("receive", { ...recognised, lookAtWithdrawal: offer }, (t) => [
    ...paste(t),
    ["press", t.terms.accept],
  ]),
  "withdraw-new-terms": popup(
    "receive",
    {
      ...recognised,
      lookAtWithdrawal: { ...offer, isTosNew: true },
      acceptExchangeTos: { done: true },
      acceptWithdrawal: { problem: "tosNotAccepted" },
    },
    (t) => [...paste(t), ["press", t.terms.accept], ["press", t.withdraw.action("")]],
  ),
  "withdraw-read": popup("receive", { ...recognised, lookAtWithdrawal: offer, getExchangeTos: markdownTerms }, (t) => [
    ...paste(t),
    ["press", t.withdraw.readTerms],
  ]),
  "withdraw-hostile": popup(
    "receive",
    { ...recognised, lookAtWithdrawal: offer, getExchangeTos: hostileTerms },
    (t) => [...paste(t), ["press", t.withdraw.readTerms]],
  ),
  "withdraw-refused": popup("receive", { ...recognised, lookAtWithdrawal: { problem: "bankOperationTaken" } }, paste),
  confirm: event(toConfirm),
  wire: event(toWire),
  undecided: event(undecided, { getHome: { ...home, backup: noBackup, transactions: [undecided] } }),
  "uncovered-planned": event({
    ...forBackup,
    state: "working",
    canGoOnWithoutBackup: true,
    backupAt: ago(-47 * minute),
  }),
  "fee-waits": event({ ...forFee, canGoOnWithoutBackup: true }),
  "fee-elsewhere": event({
    ...forFee,
    held: { ...forFee.held, why: "otherCurrency" },
    canGoOnWithoutBackup: true,
  }),
  "fee-too-much": event({ ...forFee, held: { ...forFee.held, why: "tooLittle" }, canGoOnWithoutBackup: true }),
  uncovered: event({ ...forBackup, canGoOnWithoutBackup: true }),
  received: event(received),
  "received-removed": event({ ...received, isExchangeRemoved: true }),
  cancelled: event(cancelled),
  "cancel-question": event(toConfirm, {}, (t) => [["press", t.transaction.cancel]]),
  "cancel-wire": event(toWire, {}, (t) => [["press", t.transaction.cancel]]),
  "other-device": event({ ...onItsWay, waitsFor: "otherDevice", canTakeOver: true }),
  troubled: event({
    ...onItsWay,
    trouble: { code: "kycRequired", nextTry: ago(-3600) },
  }),
};
