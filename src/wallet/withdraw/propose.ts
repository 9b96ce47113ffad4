/** Which exchange a withdrawal begins with: the one the user chose last, while it can be withdrawn from. */
import type { Env } from "../../env/env.ts";
import { entryStatus, updateStatus } from "../../exchange/status.ts";
import { type Exchange, exchanges } from "../../store/entities/exchange.ts";
import { withdrawals } from "../../store/entities/withdrawal.ts";

/** Further back than this nobody's habit is looked for. */
const mostLookedAt = 50;

/** The exchange of the newest withdrawal, in this currency if one is given; undefined when none of them can be used. */
export async function proposedExchange(env: Env, currency?: string): Promise<string | undefined> {
  const usable = await usableExchanges(env, currency);
  const latest = await env.db.of(withdrawals).orderBy("ix.story").limit(mostLookedAt).toArray();
  return latest.find(({ facts }) => usable.includes(facts.exchange))?.facts.exchange;
}

/**
 * The addresses of exchanges that are neither switched off nor unavailable. Entries that were only looked at are
 * offered nowhere but in the comparison (seed 004), unless the user has accepted their terms.
 */
export async function usableExchanges(env: Env, currency?: string): Promise<readonly string[]> {
  const rows = await env.db.of(exchanges).toArray();
  const offers = await env.db.offers.bulkGet(rows.map(({ key }) => key));
  const isUsable = (exchange: Exchange, index: number) => {
    const status = updateStatus({ exchange, offer: offers[index] }, env.now());
    if (currency !== undefined && exchange.facts.currency?.value !== currency) return false;
    return isOffered(env, exchange) && status !== "suspended" && status !== "unavailable-update";
  };
  return rows.filter(isUsable).map(({ key }) => key);
}

const isOffered = (env: Env, exchange: Exchange): boolean =>
  entryStatus({ exchange }) === "used" ||
  exchange.facts.tosAccepted !== undefined ||
  env.presets.exchanges.includes(exchange.key);
