/** How far a restore has come: what only this worker has seen, and what the records tell after it has died. */

import type { RestoreProgress } from "../api/keeping-views.ts";
import { isProblemCode, problems } from "../api/problems.ts";
import type { Trouble } from "../api/views.ts";
import type { Env } from "../env/env.ts";
import type { Enrolment, Self } from "../store/self.ts";
import { countSetAside } from "../store/set-aside.ts";
import { selfOf } from "../wallet/roots.ts";
import { listBalances } from "../wallet/story/balances.ts";
import { troubleOf } from "../wallet/trouble.ts";

export type ServiceState = RestoreProgress["services"][number];

/** A restore is told of for so long after its end, in milliseconds; then the page offers another one. */
const remembered = 60 * 60_000;

/** What stands in no record: a restore that has changed nothing yet, or never will, and rows that are being written. */
interface Seen {
  /** Absent once the root was adopted: from then on the records tell. */
  readonly phase?: "fetching" | "opening" | "failed";
  readonly services: readonly ServiceState[];
  readonly trouble?: Trouble;
  readonly written?: { readonly rows: number; readonly total: number };
  /** Whether the restore itself is still at work, once the root was adopted; the backup job goes on where it ended. */
  readonly joining?: "running" | "over";
}

const seenByDb = new WeakMap<object, Seen>();
const seenBy = (env: Env): Seen => seenByDb.get(env.db) ?? { services: [] };

const idle: RestoreProgress = { phase: "idle", services: [] };

/** Takes the place of all that was seen before. */
export function showRestore(env: Env, seen: Seen): void {
  seenByDb.set(env.db, seen);
  env.publish(["restore"]);
}

export function showService(env: Env, state: ServiceState, phase = seenBy(env).phase): void {
  const { services } = seenBy(env);
  const isKnown = services.some(({ url }) => url === state.url);
  const all = isKnown ? services.map((one) => (one.url === state.url ? state : one)) : [...services, state];
  showRestore(env, { ...seenBy(env), ...(phase && { phase }), services: all });
}

/** What was heard from each service so far. */
export const servicesSeen = (env: Env): readonly ServiceState[] => seenBy(env).services;

/** The last restore, with the balances once it is done. Answers also while the database is busy with the merge. */
export async function restoreProgress(env: Env): Promise<RestoreProgress> {
  const { phase, services, trouble, written, joining } = seenBy(env);
  if (phase !== undefined) return { phase, services, ...(trouble && { trouble }) };
  if (written) return { phase: "merging", services, ...written };
  const recorded = await inRecords(env);
  const isDone = recorded.phase === "done" || (recorded.phase === "joining" && joining === "over");
  if (!isDone) return recorded;
  if (joining === "running") return { ...recorded, phase: "joining" };
  return { ...recorded, phase: "done", balances: await listBalances(env), setAside: await countSetAside(env.db) };
}

/** One of the services at which a document was found, as it stands now. */
interface Place {
  readonly url: string;
  readonly enrolment: Enrolment;
  readonly trouble: Trouble | undefined;
}

async function inRecords(env: Env): Promise<RestoreProgress> {
  const { adopted, root } = await selfOf(env.db);
  if (adopted?.root !== root) return idle;
  const places = await placesOf(env, adopted);
  const services = servicesNow(env, adopted, places);
  const [first] = places;
  if (first === undefined) return idle;
  if (!places.some(isMerged)) {
    const isGivenUp = places.every(({ trouble }) => trouble && isFinal(trouble));
    return isGivenUp && first.trouble
      ? { phase: "failed", services, trouble: first.trouble }
      : { phase: "merging", services };
  }
  if (env.now() - adopted.at > remembered) return idle;
  const isOpen = places.some(
    ({ enrolment, trouble }) => !trouble && !(enrolment.hash !== undefined && enrolment.isMember),
  );
  return { phase: isOpen ? "joining" : "done", services };
}

/** Nothing is known of a document any more when its root is adopted: what is known of it now was merged since. */
const isMerged = ({ enrolment }: Place) => enrolment.hash !== undefined;

const isFinal = ({ code }: Trouble) => isProblemCode(code) && problems[code].retry === "never";

/** Those that were found and that the user has not left since. */
async function placesOf(env: Env, { asked }: NonNullable<Self["adopted"]>): Promise<readonly Place[]> {
  const found = asked.filter(({ state }) => state === "done");
  const places = await Promise.all(
    found.map(async ({ url }) => {
      const enrolment = await env.db.enrolments.get(url);
      return { url, enrolment, trouble: troubleOf(await env.db.retries.get(`backup:${url}`)) };
    }),
  );
  return places.filter((place): place is Place => place.enrolment !== undefined && !place.enrolment.isOff);
}

/** What was heard when the services were asked, and what has gone wrong since. */
function servicesNow(
  env: Env,
  { asked }: NonNullable<Self["adopted"]>,
  places: readonly Place[],
): readonly ServiceState[] {
  const seen = servicesSeen(env);
  return (seen.length > 0 ? seen : asked).map((service) => {
    const place = places.find(({ url }) => url === service.url);
    return place?.trouble && !isMerged(place) ? { ...service, state: "failed", trouble: place.trouble } : service;
  });
}

/** Told of rows as they are written, with how many there will be. */
export type OnWritten = (rows: number, total: number) => void;

/**
 * Does the work, which merges so many rows of a document; while it is the first document of a restore, the progress
 * moves with what is written. Nothing is asked of the database meanwhile: it is busy.
 */
export async function whileMerging<R>(env: Env, rows: number, work: (onWritten: OnWritten) => Promise<R>): Promise<R> {
  const { phase, services } = await inRecords(env);
  if (phase !== "merging" || seenBy(env).phase !== undefined) return work(() => {});
  const show = (written: NonNullable<Seen["written"]>) => seenByDb.set(env.db, { ...seenBy(env), services, written });
  show({ rows: 0, total: rows });
  env.publish(["restore"]);
  try {
    return await work((done, total) => show({ rows: done, total }));
  } finally {
    const { written: _, ...rest } = seenBy(env);
    showRestore(env, rest);
  }
}
