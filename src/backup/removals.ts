/** Removals that wait for the user: what would be taken, and what the user says to it. */
import { WalletError } from "../api/problems.ts";
import type { RemovalQuestion, Removals } from "../api/removal-views.ts";
import type { Env } from "../env/env.ts";
import { providers } from "../store/entities/provider.ts";
import { decideRemoval } from "../store/remember.ts";
import { listTrash } from "./trash.ts";

/** The questions, and what lies in the trash. */
export async function removals(env: Env): Promise<Removals> {
  const asked = await env.db.removals.toArray();
  const names = new Map((await env.db.of(providers).toArray()).map(({ key, facts }) => [key, facts.name?.value]));
  const questions = asked.map((one): RemovalQuestion => {
    const { url, hash, at, devices, forgotten, amounts, entries, decided } = one;
    return {
      service: url,
      serviceName: names.get(url) ?? new URL(url).host,
      hash,
      since: at,
      devices: devices.map(({ name }) => name),
      forgotten,
      amounts: [...amounts],
      entries,
      isDecided: decided !== undefined,
    };
  });
  return { questions, ...(await listTrash(env)) };
}

export interface RemovalDecision {
  readonly service: string;
  /** The document that was shown. */
  readonly hash: string;
  readonly decision: "remove" | "keep";
}

/**
 * What was shown shall go here too, or stay and come back everywhere: the next sync does it, which is due at once. Throws
 * `removalsChanged` when something else would be taken by now; then nothing is decided.
 */
export async function decideRemovals(env: Env, { service, hash, decision }: RemovalDecision): Promise<void> {
  const isSame = await decideRemoval(env.db, { url: service, hash, decided: decision });
  if (!isSame) throw new WalletError("removalsChanged");
}
