/** Every state of the pages about exchanges that is worth a look. */
import type { ExchangeView } from "../../src/api/exchange-views.ts";
import { home } from "./invented.ts";
import {
  changed,
  exchanges,
  holding,
  lookedAt,
  newTerms,
  nothingHeld,
  preset,
  ready,
  suspended,
  trust,
  trusted,
  trustless,
  unreachable,
} from "./invented-exchanges.ts";
import type { Answers, Screen, Screens } from "./screen.ts";

const list = (answers: Answers, steps?: Screen["steps"]): Screen => ({
  page: "options",
  route: "exchanges",
  answers: { getHome: home, listExchanges: exchanges, ...answers },
  ...(steps !== undefined && { steps }),
});

const one = (exchange: ExchangeView, answers: Answers = {}, steps?: Screen["steps"]): Screen => ({
  ...list({ listExchanges: [exchange], getExchangeResources: holding, ...answers }, steps),
  route: `exchange?url=${exchange.url}`,
});

const onTrust = (answers: Answers, steps?: Screen["steps"]): Screen => ({
  ...list({ listTrust: trust, ...answers }, steps),
  route: "trust",
});

export const exchangeScreens: Screens = {
  exchanges: list({}),
  "exchanges-none": list({ listExchanges: [] }, (t) => [["press", t.exchanges.add]]),
  "exchanges-link": list(
    {
      recogniseLink: {
        kind: "add-exchange",
        link: "taler://add-exchange/exchange.bank-of-the-north.example/",
        exchange: "https://exchange.bank-of-the-north.example/",
      },
    },
    (t) => [
      ["press", t.exchanges.add],
      ["type", t.exchanges.address, "taler://add-exchange/exchange.bank-of-the-north.example/"],
      ["press", t.common.continue],
    ],
  ),
  exchange: one(ready),
  "exchange-trusted": one(trusted),
  "exchange-trust": one(trustless, { trustExchangeKey: { problem: "storageFull" } }, (t) => [
    ["press", t.trustPage.trustKey],
  ]),
  trust: onTrust({}),
  "trust-none": onTrust({ listTrust: { keys: [], auditors: [] } }),
  "trust-key": onTrust({}, (t) => [
    ["press", t.trustPage.addKey],
    ["type", t.trustPage.key, "8KZ3 QH0T 5VXB J7M2"],
    ["press", t.trustPage.add],
  ]),
  "trust-compare": onTrust({ listTrust: { keys: [], auditors: [] } }, (t) => [
    ["press", t.trustPage.addAuditor],
    ["type", t.trustPage.key, trust.auditors[0]?.key.toLowerCase() ?? ""],
    ["type", t.trustPage.currency, "CHF"],
    ["press", t.trustPage.add],
  ]),
  "trust-auditor": onTrust({ listTrust: { keys: [], auditors: [] } }, (t) => [
    ["press", t.trustPage.addAuditor],
    ["press", t.trustPage.add],
  ]),
  "trust-stop": onTrust({}, (t) => [["press", `${t.trustPage.distrust}: Alpenbank`]]),
  "exchange-changed-key": one(changed),
  "exchange-new-terms": one(newTerms),
  "exchange-preset": one(preset),
  "exchange-looked-at": one(lookedAt, { getExchangeResources: nothingHeld }),
  "exchange-suspended": one(suspended),
  "exchange-unreachable": one(unreachable),
  "exchange-asked-in-vain": one(ready, { checkExchange: { problem: "unreachable" } }, (t) => [
    ["press", t.exchanges.check],
  ]),
  "exchange-busy": one(ready, { getExchangeResources: { ...holding, busy: 1 } }),
  "exchange-purge": one(unreachable, {}, (t) => [["press", t.exchanges.remove.purge]]),
  "exchange-purge-wrong": one(ready, {}, (t) => [
    ["press", t.exchanges.remove.purge],
    ["press", t.exchanges.remove.destroy("")],
  ]),
  "exchange-unknown": { ...one(ready), answers: { getHome: home, listExchanges: [] } },
};
