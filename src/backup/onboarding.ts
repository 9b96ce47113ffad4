/** Being asked, once, for a backup service: after the first withdrawal was confirmed (seed 002). */
import type { Env } from "../env/env.ts";
import { type Withdrawal, withdrawals } from "../store/entities/withdrawal.ts";
import { decide } from "../store/save.ts";
import { selfOf } from "../wallet/roots.ts";

/** True while the onboarding page should be shown: money has come, no service is in use, nobody has answered. */
export async function asksForBackup(env: Env): Promise<boolean> {
  const self = await selfOf(env.db);
  if (self.declinedBackupAt !== undefined || self.askedForBackupAt !== undefined) return false;
  if ((await env.db.enrolments.count()) > 0) return false;
  const hasCome = ({ facts }: Withdrawal) => facts.confirmedAt !== undefined || facts.arrivedAt !== undefined;
  return (await env.db.of(withdrawals).filter(hasCome).first()) !== undefined;
}

/** The page has been opened; it opens by itself only once. */
export async function seenOnboarding(env: Env): Promise<void> {
  await decide(env.db, [], () => ({ self: { askedForBackupAt: env.now() } }));
}

/** "Not now". The popup goes on saying that there is no backup. */
export async function declineBackup(env: Env): Promise<void> {
  await decide(env.db, [], () => ({ self: { declinedBackupAt: env.now() } }));
}
