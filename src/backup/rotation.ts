/** Replacing the recovery secret, which somebody else may have, by a new one (design, section 3). */
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { inUse } from "../store/coverage.ts";
import type { Database } from "../store/db.ts";
import { type FormerRoot, formerRoots } from "../store/entities/former-root.ts";
import { forgetRetry } from "../store/remember.ts";
import { renewRoot } from "../store/root-change.ts";
import { rootOf } from "../store/root-secret.ts";
import { textOf } from "../taler/crockford.ts";
import { selfOf } from "../wallet/roots.ts";
import { type Turns, turnsOf } from "../wallet/whose-turn.ts";
import { sync } from "./cycle.ts";

/**
 * Draws a new secret in place of that of the root `from`; asked once more, nothing happens. What follows is done by jobs,
 * read from the records: services are told everything anew, coins are renewed, old copies overwritten.
 */
export async function rotateSecret(env: Env, from: string): Promise<void> {
  if ((await selfOf(env.db)).root === from) await lookOnceMore(env);
  const secret = env.random(32);
  const { name: root } = rootOf(secret);
  await renewRoot(env.db, { from, recoverySecret: textOf(secret), root, now: env.now() });
  const enrolments = await env.db.enrolments.toArray();
  await forgetRetry(env.db, ...enrolments.map(({ url }) => `backup:${url}`));
}

/**
 * A disk that was put back or copied finds out from what services hold, and takes another name (merge rules, section 7):
 * under a new secret it would tell its steps anew, beside those of its other copy. Services that fail are passed over:
 * who renews a secret may be in a hurry.
 */
async function lookOnceMore(env: Env): Promise<void> {
  const looks = inUse(await env.db.enrolments.toArray()).map(({ url }) => sync(env, url, "look"));
  for (const look of await Promise.allSettled(looks))
    if (look.status === "rejected" && !(look.reason instanceof WalletError)) throw look.reason;
}

/** Roots whose secret was replaced by that of the root in use, or by one before it; the latest first. */
export async function replacedRoots(db: Database): Promise<readonly FormerRoot[]> {
  const { root } = await selfOf(db);
  const replaced = (await db.of(formerRoots).toArray()).filter(
    ({ key, facts }) => key !== root && facts.renewedAt !== undefined,
  );
  return replaced.sort((a, b) => (b.facts.renewedAt ?? 0) - (a.facts.renewedAt ?? 0));
}

/** True for the root in use, and for those that this wallet had before. */
export async function isOurs({ db }: Pick<Env, "db">, root: string): Promise<boolean> {
  return (await selfOf(db)).root === root || (await db.of(formerRoots).get(root)) !== undefined;
}

/** So long the first page tells that another device was faster; milliseconds. */
const longestWord = 30 * 24 * 60 * 60 * 1000;

/**
 * When this wallet last renewed its secret (milliseconds), if another device has renewed the same one to a secret that is
 * not known here: then that one may have the money. The user joins both by restoring from its sheet, which makes it known.
 */
export async function rivalSince(env: Pick<Env, "db">): Promise<number | undefined> {
  const [latest] = await replacedRoots(env.db);
  for (const rival of latest?.facts.rivals ?? []) {
    if (!(await isOurs(env, rival))) return (latest?.facts.renewedAt ?? 0) * 1000;
  }
  return undefined;
}

/** The same, for as long as the user is told of it wherever they look first. */
export async function hasFreshRival(env: Pick<Env, "db" | "now">): Promise<boolean> {
  const since = await rivalSince(env);
  return since !== undefined && env.now() - since < longestWord;
}

/** From when on (milliseconds) this device does what is left to do: at once where its user has replaced the secret. */
export async function turnAfter(env: Env, [latest]: readonly FormerRoot[]): Promise<ReturnType<Turns>> {
  const { renewedBy, renewedAt } = latest?.facts ?? {};
  return (await turnsOf(env))({ runner: renewedBy?.value, since: renewedAt });
}
