/** Terms of service of exchanges: fetched when they are read, never stored; only version tags are kept (seed 004). */
import { WalletError } from "../api/problems.ts";
import type { Tos } from "../api/views.ts";
import type { Env } from "../env/env.ts";
import { learn } from "../store/deed.ts";
import { type Exchange, exchanges } from "../store/entities/exchange.ts";
import type { ExchangeOffer } from "../store/exchange-offer.ts";
import { updateOffer } from "../store/remember.ts";
import { save } from "../store/save.ts";
import { exchangeEndpoints } from "../taler/exchange-api.ts";
import { type TosStatus, tosStatus } from "./status.ts";
import { fetchTos, offeredTosVersion } from "./terms-download.ts";
import type { TosWish } from "./terms-wish.ts";
import { troubleAfter } from "./trouble.ts";

/** What an offer says of the terms. */
export type OfferedTerms = Pick<ExchangeOffer, "tosOffered" | "tosTrouble">;

/**
 * The version offered now, in place of what was offered before; when it cannot be had, that stands, and the trouble is
 * told beside it.
 */
export async function askForVersion(env: Env, exchange: string, before: OfferedTerms = {}): Promise<OfferedTerms> {
  try {
    return offering(await offeredTosVersion(env, exchange, exchangeEndpoints.terms), before);
  } catch (error) {
    return troubled(env, before, error);
  }
}

/** Problems of a text, not of its version: they stay until there is another text. */
const textual: readonly string[] = ["tosTooLarge", "tosNotReadable"];

function offering(tosOffered: string | null, { tosOffered: former, tosTrouble }: OfferedTerms): OfferedTerms {
  const isStillSo = tosTrouble !== undefined && textual.includes(tosTrouble.code) && former === tosOffered;
  return { tosOffered, ...(isStillSo && { tosTrouble }) };
}

function troubled(env: Env, { tosOffered, tosTrouble }: OfferedTerms, error: unknown): OfferedTerms {
  if (!(error instanceof WalletError)) throw error;
  return {
    ...(tosOffered !== undefined && { tosOffered }),
    tosTrouble: troubleAfter(tosTrouble, error.problem, env.now()),
  };
}

/** Keeps what was learned of the terms; an exchange that was never asked for its keys has no record to keep it in. */
const remember = (env: Env, exchange: string, change: (before: OfferedTerms) => OfferedTerms): Promise<void> =>
  updateOffer(env.db, exchange, (before) => {
    const { tosOffered: _, tosTrouble: __, ...others } = before;
    return { ...others, ...change(before) };
  });

/** The seed's getExchangeTos. What is read is what is offered: terms may have changed since the keys were fetched. */
export async function getExchangeTos(env: Env, exchange: string, wish: TosWish): Promise<Tos> {
  const tos = await readTerms(env, exchange, wish);
  await remember(env, exchange, () => ({ tosOffered: tos?.version ?? null }));
  if (!tos) throw new WalletError("notFound", "this exchange has no terms of service");
  return tos;
}

async function readTerms(env: Env, exchange: string, wish: TosWish): Promise<Tos | undefined> {
  try {
    return await fetchTos(env, exchange, exchangeEndpoints.terms, wish);
  } catch (error) {
    await remember(env, exchange, (before) => troubled(env, before, error));
    throw error;
  }
}

/** The user has read and accepted this version. */
export async function acceptExchangeTos(env: Env, exchange: string, version: string): Promise<void> {
  await save(env.db, learn(exchanges, exchange, { tosAccepted: version }));
}

/**
 * How the terms stand at this very moment: they may have changed since they were looked at, and whoever withdraws is
 * asked again then. What cannot be asked stands as it last was.
 */
export async function currentTosStatus(env: Env, exchange: Exchange): Promise<TosStatus> {
  const known = await env.db.offers.get(exchange.key);
  const learned = await askForVersion(env, exchange.key, known);
  await remember(env, exchange.key, () => learned);
  const row = (await env.db.of(exchanges).get(exchange.key)) ?? exchange;
  return tosStatus({ exchange: row, offer: await env.db.offers.get(exchange.key) });
}
