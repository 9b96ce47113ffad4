/** Every state of the pages about exchanges that is worth a look. */
import type { ExchangeView } from "../../src/api/exchange-views.ts";
import { home } from "./invented.ts";
import { changed, exchanges, lookedAt, newTerms, preset, ready, suspended, unreachable } from "./invented-exchanges.ts";
import type { Answers, Screen, Screens } from "./screen.ts";

const list = (answers: Answers, steps?: Screen["steps"]): Screen => ({
  page: "options",
  route: "exchanges",
  answers: { getHome: home, listExchanges: exchanges, ...answers },
  ...(steps !== undefined && { steps }),
});

const one = (exchange: ExchangeView, answers: Answers = {}, steps?: Screen["steps"]): Screen => ({
  ...list({ listExchanges: [exchange], ...answers }, steps),
  route: `exchange?url=${exchange.url}`,
});

export const exchangeScreens: Screens = {
  exchanges: list({}),
  "exchanges-none": list({ listExchanges: [] }, (t) => [["press", t.exchanges.add]]),
  exchange: one(ready),
  "exchange-changed-key": one(changed),
  "exchange-new-terms": one(newTerms),
  "exchange-preset": one(preset),
  "exchange-looked-at": one(lookedAt),
  "exchange-suspended": one(suspended),
  "exchange-unreachable": one(unreachable),
  "exchange-asked-in-vain": one(ready, { checkExchange: { problem: "unreachable" } }, (t) => [
    ["press", t.exchanges.check],
  ]),
  "exchange-unknown": { ...one(ready), answers: { getHome: home, listExchanges: [] } },
};
