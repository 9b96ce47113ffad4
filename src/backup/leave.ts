/** Leaving a backup service: what lies there and nowhere else is taken along. */
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { addressOf } from "../exchange/manage.ts";
import { discard } from "../store/deed.ts";
import { providers } from "../store/entities/provider.ts";
import { updateEnrolment } from "../store/remember.ts";
import { decide } from "../store/save.ts";
import { lookOnly } from "./cycle.ts";
import { emptyCopy } from "./empty-copy.ts";

/**
 * Stops using a service (seed 002, remove-provider), after one more look: a device that is lost may have told this
 * service and no other of its money. What lies there stays there, since the protocol knows no deletion; who `empties`
 * has it overwritten, and goes on using the service if that fails. Throws `massDeletion` while the user is asked about
 * what its document would remove.
 */
export async function removeProvider(env: Env, typed: string, empties = false): Promise<void> {
  const url = addressOf(typed);
  if (empties) await takeAway(env, url);
  else await lookOnceMore(env, url);
  await decide(env.db, [], () => ({ deeds: [discard(providers, url, env.now())], leaves: url }));
}

/** It is switched off first: a copy that was just overwritten must not be taken for one that was lost. */
async function takeAway(env: Env, url: string): Promise<void> {
  const set = (isOff: boolean) =>
    updateEnrolment(env.db, url, (before) => {
      if (!before) return before;
      const { isOff: _, ...rest } = before;
      return isOff ? { ...rest, isOff } : rest;
    });
  await set(true);
  try {
    await emptyCopy(env, url);
  } catch (error) {
    await set(false);
    throw error;
  }
}

/**
 * Whoever wants to leave a service that cannot be reached, or whose document cannot be read, may do so. One that can be
 * read waits for the user's word on what it would remove: nothing of it is here before that.
 */
async function lookOnceMore(env: Env, url: string): Promise<void> {
  const enrolment = await env.db.enrolments.get(url);
  if (!enrolment || enrolment.isOff) return;
  try {
    await lookOnly(env, enrolment);
  } catch (error) {
    if (!(error instanceof WalletError) || error.problem.code === "massDeletion") throw error;
  }
}
