/** The one true sentence about the backup, computed from sequence numbers and what the services last said. */
import type { BackupState } from "../api/views.ts";
import type { Env } from "../env/env.ts";
import { coveredChange, inUse } from "../store/coverage.ts";
import { entities } from "../store/entities.ts";
import { selfOf } from "../wallet/roots.ts";
import { troubleOf } from "../wallet/story.ts";

/**
 * The worst true thing: a service that fails while something is uncovered comes before "backing up", and nothing is
 * called backed up that no accepted document holds.
 */
export async function backupState(env: Env): Promise<BackupState> {
  const self = await selfOf(env.db);
  const services = inUse(await env.db.enrolments.toArray());
  if (services.length === 0) return { kind: self.declinedBackupAt === undefined ? "none" : "declined", changes: 0 };
  const accepted = services.flatMap(({ acceptedAt }) => acceptedAt ?? []);
  const lastBackup = accepted.length > 0 ? Math.max(...accepted) : undefined;
  const changes = await countUncovered(env, coveredChange(services));
  const retries = await env.db.retries.bulkGet(services.map(({ url }) => `backup:${url}`));
  const failing = retries.find((retry) => retry !== undefined);
  const trouble = troubleOf(failing);
  const [first] = services;
  return {
    kind: kindOf(changes, lastBackup, trouble !== undefined),
    changes,
    ...(lastBackup !== undefined && { lastBackup }),
    ...(trouble?.nextTry !== undefined && { nextTry: trouble.nextTry }),
    ...(first && { service: failing ? failing.id.slice("backup:".length) : first.url }),
    ...(trouble && { trouble }),
  };
}

function kindOf(changes: number, lastBackup: number | undefined, isFailing: boolean): BackupState["kind"] {
  if (isFailing) return "failing";
  if (lastBackup === undefined) return "never";
  return changes > 0 ? "backingUp" : "allBackedUp";
}

/** Rows that no accepted document holds as they are now. */
async function countUncovered(env: Env, covered: number): Promise<number> {
  const counts = await Promise.all(entities.map(({ name }) => env.db.table(name).where("seq").above(covered).count()));
  return counts.reduce((sum, count) => sum + count, 0);
}
