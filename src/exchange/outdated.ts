/** Noticing that what is known of an exchange is too old (seed 004, outdated-update), from what it answers elsewhere. */
import type { Env } from "../env/env.ts";
import { exchanges } from "../store/entities/exchange.ts";
import { updateOffer } from "../store/remember.ts";

/** It refuses, or no longer knows, a denomination that was good by what is known here. */
export function noteOutdated(env: Env, url: string): Promise<void> {
  return updateOffer(env.db, url, (offer) => ({ ...offer, outdatedAt: env.now() }));
}

/** It has signed with this key: one that nobody here has heard of is a sign of keys that are too old. */
export async function noteSigner(env: Env, url: string, signer: string | undefined): Promise<void> {
  const row = await env.db.of(exchanges).get(url);
  const known = row?.facts.learned?.value.signkeys ?? [];
  if (signer !== undefined && !known.some(({ key }) => key === signer)) await noteOutdated(env, url);
}
