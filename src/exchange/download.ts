/** Downloading an exchange's `/keys`, believing only what is signed, and remembering it. */
import { type Problem, WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { call } from "../env/http.ts";
import type { Database } from "../store/db.ts";
import { insert, learn } from "../store/deed.ts";
import { type Exchange, exchanges } from "../store/entities/exchange.ts";
import type { ExchangeOffer, OfferedDenomination } from "../store/exchange-offer.ts";
import { forgetRetry, rememberOffer } from "../store/remember.ts";
import { save } from "../store/save.ts";
import { FormatError } from "../taler/codec.ts";
import { exchangeEndpoints } from "../taler/exchange-api.ts";
import { KeysError, verifyKeys } from "../taler/keys.ts";
import type { Keys } from "../taler/keys-format.ts";
import type { KeysView } from "../taler/keys-view.ts";
import type { Signkey } from "../taler/signkey.ts";
import { seconds } from "../taler/time.ts";
import { compatibility, exchangeInterfaces } from "../taler/version.ts";
import { retryId } from "../task/job.ts";
import { auditorsOf } from "./auditors.ts";
import { conditionsOf } from "./conditions.ts";
import { withdrawable } from "./offered.ts";
import { requireOldMaster } from "./old-acquaintance.ts";
import { askForVersion, type OfferedTerms } from "./terms.ts";
import { nextTry, troubleAfter } from "./trouble.ts";

const minute = 60_000;

/** A server that wants to be asked all the time, or never again, is asked within these bounds (milliseconds). */
const shortestLife = 5 * minute;
const longestLife = 24 * 60 * minute;
const bounds = { shortest: shortestLife, longest: longestLife };

/** An exchange to be asked: a row, or an address that becomes one when the answer is good. */
export type Asked = Pick<Exchange, "key" | "facts">;

/** What is being downloaded: pages and the job share one request. */
const underWay = new WeakMap<Database, Map<string, Promise<ExchangeOffer>>>();

/**
 * Fetches `/keys` (by its bare ETag) and the terms' version, verifies, and remembers both; never twice at a time. What
 * fails is remembered as the exchange's trouble, and thrown; what was known before stays.
 */
export function download(env: Env, exchange: Asked): Promise<ExchangeOffer> {
  const flights = underWay.get(env.db) ?? new Map<string, Promise<ExchangeOffer>>();
  underWay.set(env.db, flights);
  const joined = flights.get(exchange.key);
  if (joined) return joined;
  const flight = downloadAlone(env, exchange).finally(() => flights.delete(exchange.key));
  flights.set(exchange.key, flight);
  return flight;
}

async function downloadAlone(env: Env, exchange: Asked): Promise<ExchangeOffer> {
  const before = await env.db.offers.get(exchange.key);
  try {
    const offer = await fetchKeys(env, exchange, before);
    await rememberOffer(env.db, offer);
    await endWaiting(env, exchange.key);
    return offer;
  } catch (error) {
    if (error instanceof WalletError) await rememberFailure(env, exchange, error.problem);
    throw error;
  }
}

/** What a page has just got, the job need not wait for. */
async function endWaiting(env: Env, url: string): Promise<void> {
  const id = retryId({ kind: "exchange", id: url });
  if ((await env.db.retries.get(id)) !== undefined) await forgetRetry(env.db, id);
}

/** A mistyped address leaves no trace. A preset that was chosen is asked again, even if it has never answered. */
async function rememberFailure(env: Env, { key, facts }: Asked, problem: Problem): Promise<void> {
  // Nobody was asked.
  if (problem.code === "exchangeSuspended") return;
  if (facts.addedAt === undefined && !env.presets.exchanges.includes(key)) return;
  if (facts.addedAt === undefined) await save(env.db, insert(exchanges, key, { addedAt: seconds(env.now()) }));
  const offer = (await env.db.offers.get(key)) ?? { url: key, denominations: [] };
  await rememberOffer(env.db, { ...offer, trouble: troubleAfter(offer.trouble, problem, env.now()) });
}

async function fetchKeys(env: Env, exchange: Asked, before: ExchangeOffer | undefined): Promise<ExchangeOffer> {
  const isKnown = before?.etag !== undefined && before.fetchedAt !== undefined && isOfToday(exchange, before, env);
  const reply = await call(env, exchange.key, exchangeEndpoints.keys, {
    maxBytes: 16 * 1024 * 1024,
    // Bare, as the server spells it: a quoted one never matches.
    ...(isKnown && { headers: { "If-None-Match": before.etag } }),
  });
  if (reply.status === 304 && isKnown) {
    requireUsable(before.denominations, env);
    const { trouble: _, tosOffered: __, tosTrouble: ___, outdatedAt: ____, ...known } = before;
    return { ...known, ...lifetime(env, reply.headers.expires), ...(await termsOf(env, exchange.key, before)) };
  }
  if (reply.status !== 200) throw new WalletError("notAnExchange", `/keys answers ${reply.status}`);
  const view = await verified(env, exchange, reply.value);
  await learnFrom(env, exchange, view);
  const { etag } = reply.headers;
  return {
    url: exchange.key,
    ...(etag !== undefined && { etag }),
    denominations: view.denominations,
    ...conditionsOf(view),
    auditors: await auditorsOf(reply.value, view, seconds(env.now())),
    ...(view.revoked.length > 0 && { revoked: view.revoked }),
    ...lifetime(env, reply.headers.expires),
    ...(await termsOf(env, exchange.key, before)),
  };
}

/**
 * A backup may have brought older keys than those that were downloaded here: "not modified" would leave it at them, and
 * nothing that the exchange signs now could be believed. By a clock that is years ahead all of it is old alike.
 */
function isOfToday({ facts }: Asked, before: ExchangeOffer, env: Env): boolean {
  const now = seconds(env.now());
  const { signkeys = [] } = facts.learned?.value ?? {};
  const isSigning = signkeys.some(({ start, expire }) => start <= now && now < expire);
  const isOffering = withdrawable(before.denominations, now).length > 0;
  return before.outdatedAt === undefined && facts.learned !== undefined && (isSigning || !isOffering);
}

/**
 * Terms that cannot be had keep nobody from money that is on its way: what was offered before stands, and both are
 * asked for again, soon at first, then ever more rarely.
 */
async function termsOf(
  env: Env,
  url: string,
  before: ExchangeOffer | undefined,
): Promise<OfferedTerms & Pick<ExchangeOffer, "expiresAt">> {
  const terms = await askForVersion(env, url, before);
  const { tosTrouble } = terms;
  const hasFailed = tosTrouble !== undefined && tosTrouble !== before?.tosTrouble;
  return { ...terms, ...(hasFailed && { expiresAt: nextTry(tosTrouble, bounds, env) }) };
}

function lifetime(env: Env, expires: string | undefined): Pick<ExchangeOffer, "fetchedAt" | "expiresAt"> {
  const now = env.now();
  const wish = expires === undefined ? Number.NaN : Date.parse(expires);
  const life = Number.isNaN(wish) ? longestLife : wish - now;
  return { fetchedAt: now, expiresAt: now + Math.min(longestLife, Math.max(shortestLife, life)) };
}

/** In the order of the exchange API: version, currency and master key, all signatures, something to withdraw. */
async function verified(env: Env, { key, facts }: Asked, keys: Keys): Promise<KeysView> {
  if (compatibility(keys.version, exchangeInterfaces) !== "compatible") {
    throw new WalletError("incompatibleExchange", keys.version);
  }
  // Another master key is another exchange: never adopted silently (seed 004).
  if (facts.masterPub && facts.masterPub.value !== keys.master_public_key) {
    throw new WalletError("changedMasterKey", keys.master_public_key);
  }
  if (facts.currency && facts.currency.value !== keys.currency) throw new WalletError("wrongCurrency", keys.currency);
  const now = seconds(env.now());
  if (!facts.masterPub) await requireOldMaster(env, key, keys.master_public_key);
  const view = await checked(keys, now);
  if (view.baseUrl !== key) throw new WalletError("notAnExchange", `it calls itself ${view.baseUrl}`);
  requireUsable(view.denominations, env);
  return view;
}

/** Keys that have not changed may have grown old: asking again at once would bring the same. */
function requireUsable(denominations: readonly OfferedDenomination[], { now }: Env): void {
  if (withdrawable(denominations, seconds(now())).length === 0) throw new WalletError("noUsableDenominations");
}

async function checked(keys: Keys, now: number): Promise<KeysView> {
  try {
    return await readable(() => verifyKeys(keys, now));
  } catch (error) {
    if (error instanceof KeysError) throw new WalletError("badExchangeSignature", error.message);
    throw error;
  }
}

/** What is signed may still be more than we can take in: too many accounts, a text too long. */
async function readable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof FormatError ? new WalletError("badAnswer", error.message) : error;
  }
}

const learnFrom = (env: Env, exchange: Asked, view: KeysView): Promise<void> =>
  readable(() => learnKeys(env, exchange, view));

async function learnKeys(env: Env, { key, facts }: Asked, view: KeysView): Promise<void> {
  const { currency, masterPub, version, closingDelay, accounts, wireFees, signkeys } = view;
  // One that was here when it was asked, and was removed since then, does not come back by its answer.
  const deed = facts.addedAt === undefined ? insert : learn;
  await save(
    env.db,
    deed(exchanges, key, {
      addedAt: seconds(env.now()),
      currency,
      masterPub,
      specification: { ...view.specification },
      learned: {
        version,
        closingDelay: closingDelay === "forever" ? 0 : Math.floor(closingDelay / 1_000_000),
        accounts: accounts.map(({ payto, label, priority, conversionUrl, creditRestrictions }) => ({
          payto,
          ...(label !== undefined && { label }),
          priority,
          isConverted: conversionUrl !== undefined,
          isRestricted: creditRestrictions.length > 0,
        })),
        wireFees: wireFees.map((fee) => ({ ...fee })),
        signkeys: [...signkeys, ...formerSignkeys(facts, view, seconds(env.now()))].map((key) => ({ ...key })),
      },
    }),
  );
}

const day = 24 * 60 * 60;
/** One for every two weeks of two years, and some. */
const mostFormer = 60;

/**
 * Keys that signed until lately: what they signed is evidence for years, and may be read late. One that was taken off the
 * list long before its time has been revoked.
 */
function formerSignkeys({ learned, masterPub }: Asked["facts"], view: KeysView, now: number): readonly Signkey[] {
  if (masterPub?.value !== view.masterPub) return [];
  const listed = new Set(view.signkeys.map(({ key }) => key));
  return (learned?.value.signkeys ?? [])
    .filter(({ key, expire, end }) => !listed.has(key) && now < end && expire <= now + 2 * day)
    .sort((a, b) => b.expire - a.expire)
    .slice(0, mostFormer);
}
