/** Adding, listing and looking at exchanges (seed 004). */
import { isProblemCode, WalletError } from "../api/problems.ts";
import type { ExchangeView } from "../api/views.ts";
import type { Env } from "../env/env.ts";
import { type Exchange, exchanges } from "../store/entities/exchange.ts";
import type { ExchangeOffer } from "../store/exchange-offer.ts";
import { canonicalBaseUrl } from "../taler/base-url.ts";
import { FormatError } from "../taler/codec.ts";
import { download } from "./download.ts";
import { entryStatus, tosStatus, updateStatus } from "./status.ts";

/** The canonical base URL of what somebody typed. Throws `badAddress` with the reason. */
export function addressOf(typed: string): string {
  try {
    return canonicalBaseUrl(typed);
  } catch (error) {
    throw error instanceof FormatError ? new WalletError("badAddress", error.reason) : error;
  }
}

/**
 * Adds an exchange and asks for its keys; it is ephemeral until something in the wallet depends on it. An address
 * that is no exchange is not kept.
 */
export async function addExchange(env: Env, typed: string): Promise<Exchange> {
  const url = addressOf(typed);
  const known = await env.db.of(exchanges).get(url);
  // A mistyped address leaves nothing behind: the row is made by the first answer that can be believed.
  await download(env, known ?? { key: url, facts: {} });
  const added = await env.db.of(exchanges).get(url);
  if (!added) throw new WalletError("bug", "an exchange vanished");
  return added;
}

/** Every exchange the wallet knows, and the presets of this build. */
export async function listExchanges(env: Env): Promise<ExchangeView[]> {
  const rows = new Map((await env.db.of(exchanges).toArray()).map((row) => [row.key, row]));
  const offers = new Map((await env.db.offers.toArray()).map((offer) => [offer.url, offer]));
  const urls = new Set([...rows.keys(), ...env.presets.exchanges]);
  return [...urls].sort().map((url) => viewOf(env, url, rows.get(url), offers.get(url)));
}

/** One exchange with its three statuses. */
export function viewOf(
  env: Env,
  url: string,
  exchange: Exchange | undefined,
  offer: ExchangeOffer | undefined,
): ExchangeView {
  const known = { exchange, offer };
  const { trouble, fetchedAt } = offer ?? {};
  return {
    url,
    ...(exchange?.facts.currency && { currency: exchange.facts.currency.value }),
    entry: entryStatus(known),
    update: updateStatus(known, env.now()),
    tos: tosStatus(known),
    ...(fetchedAt !== undefined && { lastUpdate: fetchedAt }),
    ...(trouble && {
      trouble: {
        code: isProblemCode(trouble.code) ? trouble.code : "bug",
        since: trouble.since,
        ...(trouble.detail && { detail: trouble.detail }),
      },
    }),
  };
}
