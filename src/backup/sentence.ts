/** The one true sentence about the backup, computed from sequence numbers and what the services last said. */
import { problems } from "../api/problems.ts";
import type { BackupState, Trouble } from "../api/views.ts";
import type { Env } from "../env/env.ts";
import { coveredChange, inUse } from "../store/coverage.ts";
import { entities } from "../store/entities.ts";
import type { Enrolment, Retry, Self } from "../store/self.ts";
import { selfOf } from "../wallet/roots.ts";
import { troubleOf } from "../wallet/trouble.ts";
import { deviceNews } from "./device-news.ts";
import { dueOf } from "./job.ts";
import { hasFreshRival } from "./rotation.ts";
import { isServicesFault } from "./suspicion.ts";

/** A backup that is due later than this is not on its way, it waits; milliseconds. */
const soon = 15_000;

/**
 * The worst true thing. Nothing is called backed up that no accepted document holds; something that is not is called
 * on its way while any service is expected to take it soon, and failing when none is. `trouble` is there whenever a
 * service fails, even if another one has everything.
 */
export async function backupState(env: Env): Promise<BackupState> {
  const state = await stateOf(env);
  return (await hasFreshRival(env)) ? { ...state, hasRival: true } : state;
}

async function stateOf(env: Env): Promise<BackupState> {
  const self = await selfOf(env.db);
  const services = inUse(await env.db.enrolments.toArray());
  if (self.pace?.offSince !== undefined) return { kind: "off", changes: 0 };
  const [first] = services;
  if (!first) return { kind: self.declinedBackupAt === undefined ? "none" : "declined", changes: 0 };
  const retries = await env.db.retries.bulkGet(services.map(({ url }) => `backup:${url}`));
  const failing = worstOf(retries);
  const sound = services.filter((_, index) => retries[index] === undefined);
  const trouble = troubleOf(retries[failing]);
  const due = Math.min(...sound.map((service) => dueOf(service, self.change, env.now())));
  const covered = coveredChange(services);
  const isAccepted = services.some(({ acceptedAt }) => acceptedAt !== undefined);
  // What a service has lost is no backup any more, whenever it was made.
  const backups = services.flatMap(({ told, acceptedAt }) => (told < 0 ? [] : (acceptedAt ?? [])));
  const kind = kindOf(self, covered, isAccepted, due, env.now());
  const nextTry = kind === "pending" ? due : trouble?.nextTry;
  return {
    kind,
    changes: self.change <= covered ? 0 : Math.max(1, await countUncovered(env, covered)),
    ...(backups.length > 0 && { lastBackup: Math.max(...backups) }),
    ...(nextTry !== undefined && { nextTry }),
    ...(kind === "pending" && self.pace?.timetable !== undefined && { isPlanned: true as const }),
    service: (services[failing] ?? first).url,
    ...(trouble && { trouble }),
    ...unseen(services),
    ...(await deviceNews(env, services)),
    ...endOf(services),
  };
}

/** Of what fails, that which waits most for the user; -1 when nothing fails. */
function worstOf(retries: readonly (Retry | undefined)[]): number {
  const weights = retries.map((retry) => weightOf(troubleOf(retry)));
  const most = Math.max(0, ...weights);
  return most === 0 ? -1 : weights.indexOf(most);
}

/** A question to the user, what does not pass by itself, a fee, what passes; 0 for nothing. */
function weightOf(trouble: Trouble | undefined): number {
  if (trouble === undefined) return 0;
  if (trouble.code === "massDeletion") return 4;
  if (problems[trouble.code].retry === "never") return 3;
  return trouble.code === "servicePaymentRequired" ? 2 : 1;
}

/** What a service did wrong and the user has not seen. */
function unseen(services: readonly Enrolment[]): Pick<BackupState, "suspicion"> {
  for (const { url, suspicion } of services) {
    const { kind, seenAt } = suspicion ?? {};
    if (kind !== undefined && seenAt === undefined && isServicesFault(kind))
      return { suspicion: { kind, service: url } };
  }
  return {};
}

/** As long as one service takes what is new, the end of another is told with that one alone. */
function endOf(services: readonly Enrolment[]): Pick<BackupState, "closing"> {
  if (services.some(({ closing }) => !closing)) return {};
  const ends = services.flatMap(({ closing }) => closing?.until ?? []);
  return { closing: ends.length === 0 ? {} : { until: Math.max(...ends) } };
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
