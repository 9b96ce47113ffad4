/** Invented exchanges for the preview: one for each way an exchange can be. */
import type { ExchangeResources } from "../../src/api/exchange-resources.ts";
import type { ExchangeView } from "../../src/api/exchange-views.ts";
import type { ExchangeTrust, TrustView } from "../../src/api/trust-views.ts";
import { alpenExchange } from "./invented-events.ts";
import { ago, day, hour, minute } from "./moment.ts";

const masterPub = "8KZ3QH0T5VXBJ7M2RNC6WDY1F4GPAESK9Q8XT3BM5V0HJ7NRC2WG";

export const ready: ExchangeView = {
  url: alpenExchange,
  currency: "CHF",
  isPreset: true,
  entry: "used",
  update: "ready",
  tos: "accepted",
  lastUpdate: ago(20 * minute),
  nextUpdate: ago(-23 * hour),
  version: "23:0:6",
  masterPub,
};

const audited: ExchangeTrust["auditors"][number] = {
  key: "T4X9Q2HMB7YGD4FPS8EK1V5R3JNW0ZC6TAQ9GC1R8V5EJ3WNA0ZK",
  name: "Revisionsverband Alpen",
  url: "https://revision.alpen.example/",
  isTrusted: true,
  isWhole: true,
};

const inPart = {
  ...audited,
  key: "Q9GC1R8V5EJ3WNA0ZKT4X9Q2HMB7YGD4FPS8EK1V5R3JNW0ZC6TA",
  url: "https://consumers.example.org/exchange-watch/",
  name: "Exchange Watch",
  isTrusted: false,
  isWhole: false,
};

export const trusted: ExchangeView = { ...ready, trust: { isKeyTrusted: true, auditors: [audited, inPart] } };
export const trustless: ExchangeView = {
  ...ready,
  trust: { isKeyTrusted: false, auditors: [{ ...audited, isTrusted: false }] },
};

/** What is trusted: one key that an exchange shows, one that none shows, an auditor of two currencies. */
export const trust: TrustView = {
  keys: [
    { key: masterPub, name: "Alpenbank", since: ago(40 * day), exchanges: [alpenExchange] },
    { key: inPart.key, since: ago(3 * day), exchanges: [] },
  ],
  auditors: [
    {
      ...{ key: audited.key, currency: "CHF", name: "Revisionsverband Alpen", url: audited.url },
      ...{ since: ago(40 * day), exchanges: [alpenExchange, "https://taler.stadtkasse-rapperswil-jona.example/"] },
    },
    { key: audited.key, currency: "EUR", url: audited.url, since: ago(day), exchanges: [] },
  ],
};

export const changed: ExchangeView = {
  ...ready,
  url: "https://taler.stadtkasse-rapperswil-jona.example/",
  isPreset: false,
  update: "unavailable-update",
  lastUpdate: ago(3 * day),
  nextUpdate: ago(-7 * hour),
  otherMasterPub: "C1R8V5EJ3WNA0ZK6T9QX2HMB7YGD4FPS8EK1V5R3JNW0ZC6TAQ9G",
  trouble: {
    code: "changedMasterKey",
    detail: "C1R8V5EJ3WNA0ZK6T9QX2HMB7YGD4FPS8EK1V5R3JNW0ZC6TAQ9G",
    since: ago(2 * day),
    at: ago(5 * hour),
    times: 11,
  },
};

export const newTerms: ExchangeView = {
  ...ready,
  url: "https://exchange.demo.example/",
  currency: "KUDOS",
  tos: "proposed",
  lastUpdate: ago(hour),
};

export const preset: ExchangeView = {
  url: "https://exchange.nordbank.example/",
  isPreset: true,
  entry: "preset",
  update: "initial",
  tos: "pending",
};

export const lookedAt: ExchangeView = {
  ...ready,
  url: "https://wechselstube.freiburg.example/",
  currency: "EUR",
  isPreset: false,
  entry: "ephemeral",
  tos: "proposed",
  lastUpdate: ago(2 * day),
};

export const suspended: ExchangeView = {
  ...ready,
  update: "suspended",
  lastUpdate: ago(3 * day),
};

export const unreachable: ExchangeView = {
  ...ready,
  update: "unavailable-update",
  tos: "pending",
  lastUpdate: ago(3 * day),
  nextUpdate: ago(-40 * minute),
  trouble: {
    code: "unreachable",
    detail: "exchange.alpen.example",
    since: ago(2 * day),
    at: ago(20 * minute),
    times: 31,
  },
  tosTrouble: {
    code: "serverFault",
    detail: "exchange.alpen.example answers 502",
    since: ago(3 * day),
    at: ago(3 * day),
    times: 2,
  },
};

export const exchanges: readonly ExchangeView[] = [trusted, changed, newTerms, preset, lookedAt];

const none = { count: 0, worth: [] };

/** Nothing of the wallet depends on it. */
export const nothingHeld: ExchangeResources = {
  coins: none,
  reserves: none,
  withdrawals: { open: none, finished: none },
  purchases: { open: none, finished: none },
  refreshes: { open: none, finished: none },
  deposits: { open: none, finished: none },
  isNeeded: false,
  busy: 0,
  destroyed: [],
};

/** Much does. */
export const holding: ExchangeResources = {
  ...nothingHeld,
  coins: { count: 23, worth: ["CHF:84.2"] },
  reserves: { count: 1, worth: ["CHF:40"] },
  withdrawals: { open: { count: 1, worth: ["CHF:40"] }, finished: { count: 7, worth: ["CHF:900"] } },
  purchases: { open: { count: 2, worth: ["CHF:18.5"] }, finished: { count: 31, worth: ["CHF:512.35"] } },
  refreshes: { open: { count: 1, worth: ["CHF:3.6"] }, finished: { count: 29, worth: ["CHF:88"] } },
  isNeeded: true,
  destroyed: ["CHF:87.8"],
};
