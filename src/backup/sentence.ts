/** The one true sentence about the backup, computed from sequence numbers and what the services last said. */
import type { BackupState } from "../api/views.ts";
import type { Env } from "../env/env.ts";
import { coveredChange, inUse } from "../store/coverage.ts";
import { entities } from "../store/entities.ts";
import type { Self } from "../store/self.ts";
import { selfOf } from "../wallet/roots.ts";
import { troubleOf } from "../wallet/trouble.ts";
import { dueOf } from "./job.ts";

/** A backup that is due later than this is not on its way, it waits; milliseconds. */
const soon = 15_000;

/**
 * The worst true thing. Nothing is called backed up that no accepted document holds; something that is not is called
 * on its way while any service is expected to take it soon, and failing when none is. `trouble` is there whenever a
 * service fails, even if another one has everything.
 */
export async function backupState(env: Env): Promise<BackupState> {
  const self = await selfOf(env.db);
  const services = inUse(await env.db.enrolments.toArray());
  if (self.pace?.offSince !== undefined) return { kind: "off", changes: 0 };
  const [first] = services;
  if (!first) return { kind: self.declinedBackupAt === undefined ? "none" : "declined", changes: 0 };
  const retries = await env.db.retries.bulkGet(services.map(({ url }) => `backup:${url}`));
  const failing = services.findIndex((_, index) => retries[index] !== undefined);
  const sound = services.filter((_, index) => retries[index] === undefined);
  const trouble = troubleOf(retries[failing]);
  const due = Math.min(...sound.map((service) => dueOf(service, self.change, env.now())));
  const accepted = services.flatMap(({ acceptedAt }) => acceptedAt ?? []);
  const covered = coveredChange(services);
  const kind = kindOf(self, covered, accepted.length > 0, due, env.now());
  const nextTry = kind === "pending" ? due : trouble?.nextTry;
  return {
    kind,
    changes: self.change <= covered ? 0 : Math.max(1, await countUncovered(env, covered)),
    ...(accepted.length > 0 && { lastBackup: Math.max(...accepted) }),
    ...(nextTry !== undefined && { nextTry }),
    ...(kind === "pending" && self.pace?.timetable !== undefined && { isPlanned: true as const }),
    service: (services[failing] ?? first).url,
    ...(trouble && { trouble }),
  };
}

/** `due`: when a service that does not fail is asked next; infinite when all of them fail. */
function kindOf({ change }: Self, covered: number, isAccepted: boolean, due: number, now: number): BackupState["kind"] {
  if (change <= covered) return "allBackedUp";
  if (due === Number.POSITIVE_INFINITY) return "failing";
  if (!isAccepted) return "never";
  return due > now + soon ? "pending" : "backingUp";
}

/** Rows that no accepted document holds as they are now. */
async function countUncovered(env: Env, covered: number): Promise<number> {
  const counts = await Promise.all(entities.map(({ name }) => env.db.table(name).where("seq").above(covered).count()));
  return counts.reduce((sum, count) => sum + count, 0);
}
