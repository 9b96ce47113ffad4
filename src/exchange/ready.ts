/** An exchange that can be withdrawn from right now, its keys fetched if they have to be. */
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { type Exchange, exchanges } from "../store/entities/exchange.ts";
import type { ExchangeOffer } from "../store/exchange-offer.ts";
import { seconds } from "../taler/time.ts";
import { download } from "./download.ts";
import { type TosStatus, tosStatus, updateStatus } from "./status.ts";

export interface Ready {
  readonly row: Exchange;
  readonly offer: ExchangeOffer;
  readonly tos: TosStatus;
}

/**
 * Throws what keeps the exchange from being used for withdrawals. Keys that were fetched at `outdated` (seconds) or
 * before are not good enough.
 */
export async function readyExchange(env: Env, url: string, outdated = 0): Promise<Ready> {
  const row = await env.db.of(exchanges).get(url);
  if (!row) throw new WalletError("notFound", "this exchange is not in the wallet");
  const known: ExchangeOffer | undefined = await env.db.offers.get(url);
  const status = updateStatus({ exchange: row, offer: known }, env.now());
  if (status === "suspended") throw new WalletError("notAllowed", "this exchange is switched off");
  if (known !== undefined && status === "ready" && seconds(known.fetchedAt ?? 0) > outdated) {
    return { row, offer: known, tos: tosStatus({ exchange: row, offer: known }) };
  }
  const offer = await download(env, row);
  const exchange = (await env.db.of(exchanges).get(url)) ?? row;
  return { row: exchange, offer, tos: tosStatus({ exchange, offer }) };
}
