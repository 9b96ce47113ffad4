/** Exchanges side by side, in every state that is worth a look. */
import type { ComparedExchange, Comparison } from "../../src/api/comparison-views.ts";
import { home, kudos, markdownTerms, offer } from "./invented.ts";
import { changed, lookedAt, preset, ready } from "./invented-exchanges.ts";
import type { Answers, Screen, Screens } from "./screen.ts";

const francs = { name: "Swiss Franc", inputDigits: 2, normalDigits: 2, trailingZeroDigits: 2 };

const alpen: ComparedExchange = {
  url: ready.url,
  currency: "CHF",
  style: { ...francs, unitNames: { "0": "CHF" } },
  entry: "used",
  state: "ready",
  tos: "accepted",
  year: {
    total: "CHF:7.44",
    withdraw: "CHF:1.2",
    deposit: "CHF:3.36",
    change: "CHF:2.04",
    wire: "CHF:0.84",
    perMille: 12,
  },
  isCheapest: false,
  coins: { smallest: "CHF:0.05", largest: "CHF:20" },
  accounts: [{ method: "iban", country: "CH", isConverted: false, isClosed: false, rules: [] }],
  limits: { isIdentified: false, balance: "CHF:1000" },
};

const sparkasse: ComparedExchange = {
  ...alpen,
  url: "https://taler.genossenschaft-ostschweiz.example/",
  entry: "ephemeral",
  tos: "proposed",
  year: {
    total: "CHF:2.1",
    withdraw: "CHF:0",
    deposit: "CHF:1.68",
    change: "CHF:0",
    wire: "CHF:0.42",
    perMille: 4,
  },
  isCheapest: true,
  coins: { smallest: "CHF:0.01", largest: "CHF:100" },
  accounts: [
    {
      method: "iban",
      country: "CH",
      isConverted: false,
      isClosed: false,
      rules: ["Only from accounts at banks in Switzerland and Liechtenstein"],
    },
    { method: "iban", country: "LI", isConverted: false, isClosed: false, rules: [] },
  ],
  trust: {
    isKeyTrusted: false,
    auditors: [{ key: "A", name: "Revision Ost", url: "https://revision.example/", isTrusted: true, isWhole: true }],
  },
  limits: { isIdentified: true, most: { amount: "CHF:5000", seconds: 30 * 86_400 }, balance: "CHF:3000" },
};

const plain = { tos: "pending", isCheapest: false, accounts: [] } as const;

const nord: ComparedExchange = { ...plain, url: preset.url, entry: "preset", state: "unasked" };
const old: ComparedExchange = { ...plain, url: lookedAt.url, currency: "CHF", entry: "ephemeral", state: "outdated" };
const lost: ComparedExchange = {
  ...plain,
  url: changed.url,
  currency: "CHF",
  entry: "used",
  state: "unavailable",
  trouble: "changedMasterKey",
};
const far: ComparedExchange = {
  ...alpen,
  url: "https://exchange.demo.example/",
  currency: "KUDOS",
  ...(kudos.style && { style: kudos.style }),
  year: {
    total: "KUDOS:12.5",
    withdraw: "KUDOS:12.5",
    deposit: "KUDOS:0",
    change: "KUDOS:0",
    wire: "KUDOS:0",
    perMille: 21,
  },
  coins: { smallest: "KUDOS:1", largest: "KUDOS:5" },
};
const closed: ComparedExchange = { ...alpen, url: "https://closed.example/", state: "noAccount" };
const off: ComparedExchange = { ...plain, url: "https://off.example/", entry: "used", state: "suspended" };

const comparison: Comparison = {
  monthly: "50",
  payments: 7,
  paymentsPerWire: 10,
  proposed: alpen.url,
  exchanges: [sparkasse, alpen, old, nord, lost],
};

const popup = (answers: Answers, steps?: Screen["steps"]): Screen => ({
  page: "popup",
  route: "manual",
  answers: { getHome: home, takeLink: {}, compareExchanges: comparison, ...answers },
  ...(steps !== undefined && { steps }),
});

export const compareScreens: Screens = {
  compare: popup({}),
  "compare-details": popup({}, (t) => [
    ["press", `${t.compare.what}: taler.genossenschaft-ostschweiz.example`],
    ["press", t.compare.how],
  ]),
  "compare-refused": popup({ checkExchange: { problem: "unreachable" } }, (t) => [
    ["press", `${t.compare.ask}: exchange.nordbank.example`],
  ]),
  "compare-asking": popup({}, (t) => [["press", `${t.compare.askAgain}: wechselstube.freiburg.example`]]),
  "compare-rest": popup({ compareExchanges: { ...comparison, exchanges: [far, closed, off] } }),
  "compare-read": popup({ getExchangeTos: markdownTerms }, (t) => [
    ["press", `${t.compare.what}: taler.genossenschaft-ostschweiz.example`],
    ["press", `${t.withdraw.readTerms}: taler.genossenschaft-ostschweiz.example`],
  ]),
  "compare-none": popup({ compareExchanges: { ...comparison, exchanges: [] } }),
  "compare-other": popup({ addExchange: { problem: "notAnExchange" } }, (t) => [
    ["press", t.manual.other],
    ["type", t.manual.address, "alpenbank.example"],
    ["press", t.compare.ask],
  ]),
  "compare-withdrawal": {
    ...popup(
      {
        recogniseLink: { kind: "withdraw", link: "taler://withdraw/bank.example/x" },
        lookAtWithdrawal: offer,
        addExchange: { ...lookedAt, currency: "EUR" },
      },
      (t) => [
        ["type", t.receive.link, "taler://withdraw/bank.example/x"],
        ["press", t.common.continue],
        ["press", t.compare.title],
        ["press", t.manual.other],
        ["type", t.manual.address, "wechselstube.freiburg.example"],
        ["press", t.compare.ask],
      ],
    ),
    route: "receive",
  },
};
