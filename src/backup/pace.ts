/** How eager the backup is: promptly, or at moments that tell nothing; and now, if the user says so. */
import type { BackupSettings } from "../api/keeping-views.ts";
import type { Env } from "../env/env.ts";
import { adopt } from "../store/adopt.ts";
import { inUse } from "../store/coverage.ts";
import { forgetRetry, updateEnrolment } from "../store/remember.ts";
import type { Enrolment } from "../store/self.ts";
import { textOf } from "../taler/crockford.ts";
import { selfOf } from "../wallet/roots.ts";
import { askBillAgain } from "./fee-bill.ts";
import { makeUpFor, nextUpload } from "./pace.plan.ts";

/** The setting of this device, and in the private one the next upload to any service. */
export async function backupSettings({ db }: Env): Promise<BackupSettings> {
  const { timetable, offSince } = (await selfOf(db)).pace ?? {};
  const planned = inUse(await db.enrolments.toArray()).flatMap(({ uploadAt }) => uploadAt ?? []);
  return {
    rhythm: timetable === undefined ? "prompt" : "private",
    ...(planned.length > 0 && { nextUpload: Math.min(...planned) }),
    ...(offSince !== undefined && { offSince }),
  };
}

/**
 * Chooses the setting, for this device alone. A new timetable is drawn each time that the private one is chosen; in one
 * transaction with it every service gets the moment of its next upload.
 */
export async function setBackupSettings(env: Env, { rhythm }: Pick<BackupSettings, "rhythm">): Promise<void> {
  const fresh = textOf(env.random(32));
  await adopt(env.db, { now: env.now(), scope: "tombstones" }, ({ self, enrolments }) => {
    const { timetable, ...rest } = self.pace ?? {};
    if ((rhythm === "private") === (timetable !== undefined)) return { result: undefined };
    const pace = rhythm === "private" ? { ...rest, timetable: fresh } : rest;
    const planned = enrolments.map(({ uploadAt: _, ...one }) => ({ ...one, ...nextUpload({ pace }, one, env.now()) }));
    return { self: { pace }, enrolments: planned, result: undefined };
  });
}

/** The moment of an upload has passed without it: it gets another one, which does not tell when that was noticed. */
export async function drawAnew(env: Env, url: string): Promise<void> {
  const { pace } = await selfOf(env.db);
  await updateEnrolment(env.db, url, (before) => {
    if (!before || pace?.timetable === undefined) return before;
    return { ...before, uploadAt: makeUpFor(pace.timetable, url, env.now()) };
  });
}

/** The user wants it now, in either setting: every service is due, whatever failed before, or was still to be paid. */
export async function askedToBackUp(env: Env): Promise<void> {
  const services = await env.db.enrolments.toArray();
  for (const { url, bill } of services) if (bill) await askBillAgain(env, url);
  await hurry(env, services);
}

/**
 * The browser was started: other devices may have been at work meanwhile, so every service is looked at before anything
 * is told. Not in the private setting, where a look would tell that somebody sits down to do something.
 */
export async function browserStarted(env: Env): Promise<void> {
  const services = await env.db.enrolments.toArray();
  await hurry(
    env,
    services.filter(({ uploadAt }) => uploadAt === undefined),
  );
}

async function hurry({ db }: Env, services: readonly Enrolment[]): Promise<void> {
  // First what holds it back: the second write wakes those who do it.
  await forgetRetry(db, ...services.map(({ url }) => `backup:${url}`));
  for (const { url } of services) await updateEnrolment(db, url, (before) => before && { ...before, lookAt: 0 });
}
