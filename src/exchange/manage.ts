/** Adding exchanges, asking them now, switching them off and on (seed 004). */
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { insert, learn } from "../store/deed.ts";
import { type Exchange, exchanges } from "../store/entities/exchange.ts";
import { forgetRetry } from "../store/remember.ts";
import { save } from "../store/save.ts";
import { canonicalBaseUrl } from "../taler/base-url.ts";
import { FormatError } from "../taler/codec.ts";
import { seconds } from "../taler/time.ts";
import { download } from "./download.ts";
import { entryStatus } from "./status.ts";

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
  await noteLook(env, added);
  return added;
}

/** Seconds. */
const day = 24 * 60 * 60;

/** An entry that is only looked at is kept for as long as somebody looks; told once a day at most, and for no other. */
export async function noteLook(env: Env, exchange: Exchange): Promise<void> {
  const { addedAt = 0, lookedAt = 0 } = exchange.facts;
  const now = seconds(env.now());
  if (entryStatus({ exchange }) !== "ephemeral" || now - Math.max(addedAt, lookedAt) < day) return;
  await save(env.db, learn(exchanges, exchange.key, { lookedAt: now }));
}

/** Nobody contacts it any more until it is resumed; all that is known of it is kept. A preset may be suspended, too. */
export async function suspendExchange(env: Env, exchange: string): Promise<void> {
  await save(env.db, insert(exchanges, await knownUrl(env, exchange), { suspended: "yes" }));
}

/** It is asked again when that is due, and whatever had to wait for that goes on at once. */
export async function resumeExchange(env: Env, exchange: string): Promise<void> {
  await save(env.db, insert(exchanges, await knownUrl(env, exchange), { suspended: "no" }));
  const held = (await env.db.retries.toArray()).filter(({ problem }) => problem.code === "exchangeSuspended");
  await forgetRetry(env.db, ...held.map(({ id }) => id));
}

async function knownUrl(env: Env, typed: string): Promise<string> {
  const url = addressOf(typed);
  const isKnown = env.presets.exchanges.includes(url) || (await env.db.of(exchanges).get(url)) !== undefined;
  if (!isKnown) throw new WalletError("notFound", "this exchange is not in the wallet");
  return url;
}
