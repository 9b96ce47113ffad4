/** What the sandbox exchange tells everybody: its configuration, its keys, its terms, a little chance. */
import { textOf } from "../../../src/taler/crockford.ts";
import { exchangeEndpoints } from "../../../src/taler/exchange-api.ts";
import { sha512, utf8 } from "../../../src/taler/hash.ts";
import { empty, json, raw, text } from "../answers.ts";
import { numberIn } from "../body.ts";
import { currencySpecification } from "../currency.ts";
import { type Answering, on, type Route } from "../routes.ts";
import type { World } from "../world.ts";
import type { ExchangeKeys } from "./keys.ts";
import { type Identity, keysAnswer } from "./keys-answer.ts";
import { type Terms, termsAnswer } from "./terms.ts";

export interface Notices {
  readonly terms: () => Terms | undefined;
  readonly privacy: () => Terms | undefined;
}

/** What the exchange says of itself at the moment: it may change from one request to the next. */
export interface Shown {
  readonly keys: ExchangeKeys;
  readonly identity: Identity;
}

const httpDate = (moment: number) => new Date(moment * 1000).toUTCString();
const midnightAfter = (moment: number) => Math.ceil((moment + 1) / 86_400) * 86_400;

const config =
  (shown: () => Shown): Answering =>
  () => {
    const {
      keys,
      identity: { version },
    } = shown();
    const headers = { Expires: httpDate(midnightAfter(keys.now())), "Cache-Control": "public,max-age=21600" };
    const { currency } = keys.settings;
    const body = {
      wallet_balance_limit_without_kyc: [],
      supported_kyc_requirements: [],
      currency_specification: currencySpecification(currency),
      currency,
      name: "taler-exchange",
      implementation: "satchel sandbox",
      version,
    };
    return json(200, body, headers);
  };

/** Answers /keys; the text is made anew only when something in it has changed. */
function keysOf(shown: () => Shown): Answering {
  let made: { readonly name: string; readonly body: string; readonly tag: string } | undefined;
  return ({ request, url }) => {
    const { keys, identity } = shown();
    const asked = numberIn(url, "last_issue_date");
    // The date counts only when some denomination starts just then.
    const since = keys.advertised().some(({ start }) => start === asked) ? asked : undefined;
    const name = JSON.stringify([
      keys.settings.seed,
      identity.version,
      identity.auditing,
      identity.balanceLimits,
      keys.isAged,
      keys.nextChange(),
      keys.revoked(),
      since,
    ]);
    if (made?.name !== name) {
      const body = JSON.stringify(keysAnswer(keys, identity, since), null, 2);
      made = { name, body, tag: textOf(sha512(utf8(body))) };
    }
    const headers = {
      "Content-Type": "application/json",
      "Cache-Control": "public,must-revalidate,max-age=86400",
      Expires: httpDate(keys.nextChange()),
      Vary: "Accept-Encoding",
      // Bare, and compared letter by letter: a quoted one never matches.
      ETag: made.tag,
    };
    if (request.headers.get("If-None-Match") === made.tag) return empty(304, headers);
    return text(200, made.body, "application/json", headers);
  };
}

export function staticRoutes(world: World, shown: () => Shown, notices: Notices): readonly Route[] {
  const redirect = () => text(302, "Redirecting to the terms", "text/plain", { Location: "/terms" });
  return [
    { method: "GET", path: "", answer: redirect },
    on(exchangeEndpoints.config, config(shown)),
    on(exchangeEndpoints.keys, keysOf(shown)),
    on(exchangeEndpoints.terms, termsAnswer(world, notices.terms)),
    on(exchangeEndpoints.privacy, termsAnswer(world, notices.privacy)),
    on(exchangeEndpoints.seed, () => raw(200, world.random(32))),
  ];
}
