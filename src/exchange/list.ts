/** Exchanges as pages see them: their statuses, when they were asked, what went wrong. */
import type { ExchangeTrouble, ExchangeView } from "../api/exchange-views.ts";
import { isProblemCode } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { exchanges } from "../store/entities/exchange.ts";
import type { OfferTrouble } from "../store/exchange-offer.ts";
import type { Retry } from "../store/self.ts";
import { retryId } from "../task/job.ts";
import { entryStatus, type Known, tosStatus, updateDue, updateStatus } from "./status.ts";
import { type Trusted, trustedNow, trustIn } from "./trust.ts";

/** Under which name failures of asking this exchange are remembered. */
const retryOf = (url: string): string => retryId({ kind: "exchange", id: url });

/** Every exchange the wallet knows, and the presets of this build. */
export async function listExchanges(env: Env): Promise<ExchangeView[]> {
  const rows = new Map((await env.db.of(exchanges).toArray()).map((row) => [row.key, row]));
  const offers = new Map((await env.db.offers.toArray()).map((offer) => [offer.url, offer]));
  const retries = new Map((await env.db.retries.toArray()).map((retry) => [retry.id, retry]));
  const trusted = await trustedNow(env);
  const urls = new Set([...rows.keys(), ...env.presets.exchanges]);
  return [...urls].sort().map((url) => {
    const known = { exchange: rows.get(url), offer: offers.get(url) };
    return viewOf(env, url, { ...known, retry: retries.get(retryOf(url)), trusted });
  });
}

/** One exchange with its three statuses. */
export async function viewExchange(env: Env, url: string): Promise<ExchangeView> {
  const known = { exchange: await env.db.of(exchanges).get(url), offer: await env.db.offers.get(url) };
  return viewOf(env, url, {
    ...known,
    retry: await env.db.retries.get(retryOf(url)),
    trusted: await trustedNow(env),
  });
}

interface Seen extends Known {
  readonly retry: Retry | undefined;
  readonly trusted: Trusted;
}

function viewOf(env: Env, url: string, { retry, trusted, ...known }: Seen): ExchangeView {
  const now = env.now();
  const trust = trustIn(trusted, known.exchange, known.offer);
  const due = updateDue(known, now);
  return {
    url,
    isPreset: env.presets.exchanges.includes(url),
    entry: entryStatus(known),
    update: updateStatus(known, now),
    tos: tosStatus(known),
    ...(due !== undefined && { nextUpdate: Math.max(due, retry?.notBefore ?? 0, now) }),
    ...learned(known),
    ...troubles(known),
    ...(trust && { trust }),
  };
}

function learned({ exchange, offer }: Known): Partial<ExchangeView> {
  const { currency, masterPub, learned } = exchange?.facts ?? {};
  return {
    ...(currency && { currency: currency.value }),
    ...(masterPub && { masterPub: masterPub.value }),
    ...(learned && { version: learned.value.version }),
    ...(offer?.fetchedAt !== undefined && { lastUpdate: offer.fetchedAt }),
    ...(offer?.tosOffered && { tosVersion: offer.tosOffered }),
  };
}

function troubles({ offer }: Known): Partial<ExchangeView> {
  const { trouble, tosTrouble } = offer ?? {};
  return {
    ...(trouble && { trouble: told(trouble) }),
    ...(tosTrouble && { tosTrouble: told(tosTrouble) }),
    ...(trouble?.code === "changedMasterKey" && trouble.detail && { otherMasterPub: trouble.detail }),
  };
}

const told = ({ code, notBefore: _, ...rest }: OfferTrouble): ExchangeTrouble => ({
  code: isProblemCode(code) ? code : "bug",
  ...rest,
});
