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

/** From when on (milliseconds) this device does what is left to do: at once where its user has replaced the secret. */
export async function turnAfter(env: Env, [latest]: readonly FormerRoot[]): Promise<ReturnType<Turns>> {
  const { renewedBy, renewedAt } = latest?.facts ?? {};
  return (await turnsOf(env))({ runner: renewedBy?.value, since: renewedAt });
}
