/** An exchange that can be withdrawn from, or paid with, right now; its keys fetched if they have to be. */
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { type Exchange, exchanges } from "../store/entities/exchange.ts";
import type { ExchangeOffer } from "../store/exchange-offer.ts";
import { seconds } from "../taler/time.ts";
import { download } from "./download.ts";
import { freshUntil, isSuspended, isUseable, type TosStatus, tosStatus, updateStatus } from "./status.ts";
import { restUntil } from "./trouble.ts";

export interface Ready {
  readonly row: Exchange;
  readonly offer: ExchangeOffer;
  readonly tos: TosStatus;
}

/**
 * For withdrawing. Throws what keeps the exchange from being used for that. Keys that are old, and not too old, are
 * good enough where new ones cannot be had (seed 004, ready-update); those that were fetched at `outdated` (seconds) or
 * before are not.
 */
export async function readyExchange(env: Env, url: string, outdated = 0): Promise<Ready> {
  const { row, offer } = await knownExchange(env, url);
  const isYoung = (known: ExchangeOffer | undefined): known is ExchangeOffer =>
    known !== undefined && seconds(known.fetchedAt ?? 0) > outdated;
  const isReady = updateStatus({ exchange: row, offer }, env.now()) === "ready";
  if (isReady && isYoung(offer) && freshUntil(offer, env.now()) > env.now()) return ready(env, row, offer);
  try {
    return await ready(env, row, await refreshed(env, row, offer));
  } catch (error) {
    const now = await knownExchange(env, url);
    const status = updateStatus({ exchange: now.row, offer: now.offer }, env.now());
    if (!(error instanceof WalletError) || !isUseable(status) || !isYoung(now.offer)) throw error;
    return ready(env, now.row, now.offer);
  }
}

/**
 * For spending, which goes on while nothing can be withdrawn (seed 004, unavailable-update): with what is known, however
 * that is. It is asked only where that is nothing, or too old. Throws for an exchange that the user has switched off.
 */
export async function spendableExchange(env: Env, url: string): Promise<Ready> {
  const { row, offer } = await knownExchange(env, url);
  const isKnown = offer?.fetchedAt !== undefined;
  if (isKnown && updateStatus({ exchange: row, offer }, env.now()) !== "outdated-update") return ready(env, row, offer);
  try {
    return await ready(env, row, await refreshed(env, row, offer));
  } catch (error) {
    if (!isKnown || !(error instanceof WalletError)) throw error;
    return ready(env, row, offer);
  }
}

interface Found {
  readonly row: Exchange;
  readonly offer: ExchangeOffer | undefined;
}

async function knownExchange(env: Env, url: string): Promise<Found> {
  const row = await env.db.of(exchanges).get(url);
  if (!row) throw new WalletError("notFound", "this exchange is not in the wallet");
  if (isSuspended(row)) throw new WalletError("exchangeSuspended");
  return { row, offer: await env.db.offers.get(url) };
}

/** A server that has asked for a rest is not asked meanwhile. */
async function refreshed(env: Env, row: Exchange, offer: ExchangeOffer | undefined): Promise<ExchangeOffer> {
  const rest = restUntil(offer?.trouble, env.now()) - env.now();
  if (rest > 0) throw new WalletError("serverBusy", "it has asked for a rest", rest);
  return download(env, row);
}

async function ready(env: Env, row: Exchange, offer: ExchangeOffer): Promise<Ready> {
  const exchange = (await env.db.of(exchanges).get(row.key)) ?? row;
  return { row: exchange, offer, tos: tosStatus({ exchange, offer }) };
}
