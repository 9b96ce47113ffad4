/** Whom the user trusts: main keys of exchanges, and auditors for a currency (seed 001). */
import { WalletError } from "../api/problems.ts";
import type { ExchangeTrust, TrustView } from "../api/trust-views.ts";
import type { Env } from "../env/env.ts";
import { discard, insert } from "../store/deed.ts";
import { type Exchange, exchanges } from "../store/entities/exchange.ts";
import { auditorName, auditorOf, trustedAuditors } from "../store/entities/trusted-auditor.ts";
import { trustedKeys } from "../store/entities/trusted-key.ts";
import type { ExchangeOffer } from "../store/exchange-offer.ts";
import { save } from "../store/save.ts";
import { FormatError } from "../taler/codec.ts";
import { bytesOf, publicKey, textOf } from "../taler/crockford.ts";
import { currencyName } from "../taler/currency.ts";
import { seconds } from "../taler/time.ts";

/** What the user trusts, to be looked up. */
export interface Trusted {
  readonly keys: ReadonlySet<string>;
  /** By `CURRENCY/KEY`. */
  readonly auditors: ReadonlySet<string>;
}

/** Reads both sets. */
export async function trustedNow({ db }: Env): Promise<Trusted> {
  const [keys, auditors] = await Promise.all([
    db.of(trustedKeys).toCollection().primaryKeys(),
    db.of(trustedAuditors).toCollection().primaryKeys(),
  ]);
  return { keys: new Set(keys), auditors: new Set(auditors) };
}

/** Why one might trust this exchange; undefined while nothing is known of its key. */
export function trustIn(
  trusted: Trusted,
  exchange: Exchange | undefined,
  offer: ExchangeOffer | undefined,
): ExchangeTrust | undefined {
  const { masterPub, currency } = exchange?.facts ?? {};
  if (!masterPub || !currency) return undefined;
  return {
    isKeyTrusted: trusted.keys.has(masterPub.value),
    auditors: (offer?.auditors ?? []).map((auditor) => ({
      ...auditor,
      isTrusted: trusted.auditors.has(auditorName(currency.value, auditor.key)),
    })),
  };
}

/** Everything that is trusted, with the exchanges it is about. */
export async function listTrust(env: Env): Promise<TrustView> {
  const { db } = env;
  const known = await db.of(exchanges).toArray();
  const offers = new Map((await db.offers.toArray()).map((offer) => [offer.url, offer]));
  const urlsOf = (isMeant: (exchange: Exchange) => boolean) => known.filter(isMeant).map(({ key }) => key);
  const isAudited = (name: string) => (exchange: Exchange) =>
    (offers.get(exchange.key)?.auditors ?? []).some(
      ({ key }) => auditorName(exchange.facts.currency?.value ?? "", key) === name,
    );
  return {
    keys: (await db.of(trustedKeys).toArray()).map(({ key, facts: { name, addedAt } }) => ({
      key,
      ...(name && { name: name.value }),
      ...(addedAt !== undefined && { since: addedAt * 1000 }),
      exchanges: urlsOf(({ facts }) => facts.masterPub?.value === key),
    })),
    auditors: (await db.of(trustedAuditors).toArray()).map(({ key, facts: { name, url, addedAt } }) => ({
      ...auditorOf(key),
      ...(name && { name: name.value }),
      ...(url && { url: url.value }),
      ...(addedAt !== undefined && { since: addedAt * 1000 }),
      exchanges: urlsOf(isAudited(key)),
    })),
  };
}

/** A key as somebody has typed or pasted it, perhaps in groups. Throws `badKey`. */
export function keyOf(typed: string): string {
  try {
    return publicKey.parse(textOf(bytesOf(typed.replace(/[\s-]/g, ""))));
  } catch (error) {
    throw error instanceof FormatError ? new WalletError("badKey", error.reason) : error;
  }
}

/** From now on the exchange with this main key is trusted, whoever checks it; `name` is what the user calls it. */
export async function trustExchangeKey(env: Env, wish: { readonly key: string; readonly name?: string | undefined }) {
  const name = wish.name?.trim() ?? "";
  const facts = { addedAt: seconds(env.now()), ...(name !== "" && { name }) };
  await save(env.db, insert(trustedKeys, keyOf(wish.key), facts));
}

/** Trusted no more; its coins and the exchange stay as they are. */
export async function distrustExchangeKey(env: Env, key: string): Promise<void> {
  await save(env.db, discard(trustedKeys, keyOf(key), env.now()));
}

/** An auditor, as the user or an exchange names it. */
export interface AuditorWish {
  readonly currency: string;
  readonly key: string;
  readonly name?: string | undefined;
  readonly url?: string | undefined;
}

/** From now on this auditor is trusted for exchanges of this currency. */
export async function trustAuditor(env: Env, { currency, key, name = "", url = "" }: AuditorWish): Promise<void> {
  const facts = {
    addedAt: seconds(env.now()),
    ...(name.trim() !== "" && { name: name.trim() }),
    ...(url.trim() !== "" && { url: url.trim() }),
  };
  await save(env.db, insert(trustedAuditors, rowNameOf(currency, key), facts));
}

/** Trusted no more for this currency. */
export async function distrustAuditor(env: Env, { currency, key }: AuditorWish): Promise<void> {
  await save(env.db, discard(trustedAuditors, rowNameOf(currency, key), env.now()));
}

function rowNameOf(currency: string, key: string): string {
  try {
    return auditorName(currencyName.parse(currency.trim().toUpperCase()), keyOf(key));
  } catch (error) {
    throw error instanceof FormatError ? new WalletError("badInput", "not a currency") : error;
  }
}
