/** Against which Lamport time a document is held: one that is far ahead of all that is known here is not believed. */
import type { Env } from "../env/env.ts";
import { highestCount, highestLead, lamportTime } from "../store/clock.ts";
import { formerRoots } from "../store/entities/former-root.ts";
import { selfOf } from "../wallet/roots.ts";

/** Whoever knows nothing of a wallet takes it as far as it has come, if only there is room to go on. */
const nothingKnown = highestCount - 2 * highestLead;

/**
 * The time of this device; for the document of a wallet that it is only just coming to, any. Else one leap, which those
 * who were there have followed, would keep everybody from ever restoring that wallet.
 */
export async function knownTime({ db }: Pick<Env, "db">, root: string): Promise<number> {
  const { root: own, adopted, counts } = await selfOf(db);
  const time = lamportTime(counts);
  if (root !== own) return (await db.of(formerRoots).get(root)) ? time : nothingKnown;
  if (adopted?.root !== root) return time;
  const enrolments = await db.enrolments.toArray();
  return enrolments.some((one) => one.root === root && one.hash !== undefined) ? time : nothingKnown;
}
