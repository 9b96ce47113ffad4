/** Leaving a backup service: what lies there and nowhere else is taken along. */
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { addressOf } from "../exchange/manage.ts";
import { remove } from "../store/deed.ts";
import { providers } from "../store/entities/provider.ts";
import { decide } from "../store/save.ts";
import { lookOnly } from "./cycle.ts";

/**
 * Stops using a service (seed 002, remove-provider), after one more look: a device that is lost may have told this
 * service and no other of its money. What lies there stays there: the protocol knows no deletion.
 */
export async function removeProvider(env: Env, typed: string): Promise<void> {
  const url = addressOf(typed);
  await lookOnceMore(env, url);
  await decide(env.db, [], () => ({ deeds: [remove(providers, url)], leaves: url }));
}

/** Whoever wants to leave a service that cannot be reached, or whose document cannot be read, may do so. */
async function lookOnceMore(env: Env, url: string): Promise<void> {
  const enrolment = await env.db.enrolments.get(url);
  if (!enrolment || enrolment.isOff) return;
  try {
    await lookOnly(env, enrolment);
  } catch (error) {
    if (!(error instanceof WalletError)) throw error;
  }
}
