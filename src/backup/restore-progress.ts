/** How far a restore has come: what only this worker has seen, and what the records tell after it has died. */

import { fileSource, type RestoreProgress } from "../api/keeping-views.ts";
import { isProblemCode, problems } from "../api/problems.ts";
import type { Trouble } from "../api/views.ts";
import type { Env } from "../env/env.ts";
import { isFileWaiting } from "../store/kept-file.ts";
import type { Self } from "../store/self.ts";
import { countSetAside } from "../store/set-aside.ts";
import { coinsBeingChecked } from "../wallet/coins/uncertain.ts";
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
  const { size: checking } = await coinsBeingChecked(env);
  const balances = await listBalances(env);
  return { ...recorded, phase: "done", balances, setAside: await countSetAside(env.db), checking };
}

/** Where a document was found, a service or a file, as it stands now. */
interface Place {
  readonly url: string;
  /** Nothing is known of a document any more when its root is adopted: what is known of it now was merged since. */
  readonly isMerged: boolean;
  readonly isJoined: boolean;
  readonly trouble: Trouble | undefined;
}

async function inRecords(env: Env): Promise<RestoreProgress> {
  const { adopted, root } = await selfOf(env.db);
  if (adopted?.root !== root) return idle;
  const places = await placesOf(env, adopted);
  const services = await servicesNow(env, adopted, places);
  const [first] = places;
  if (first === undefined) return idle;
  if (!places.some(({ isMerged }) => isMerged)) {
    const isGivenUp = places.every(({ trouble }) => trouble && isFinal(trouble));
    return isGivenUp && first.trouble
      ? { phase: "failed", services, trouble: first.trouble }
      : { phase: "merging", services };
  }
  if (env.now() - adopted.at > remembered) return idle;
  const isOpen = places.some(({ isMerged, isJoined, trouble }) => !trouble && !(isMerged && isJoined));
  return { phase: isOpen ? "joining" : "done", services };
}

const isFinal = ({ code }: Trouble) => isProblemCode(code) && problems[code].retry === "never";

/** Those that were found and that the user has not left since. */
async function placesOf(env: Env, { asked, root }: NonNullable<Self["adopted"]>): Promise<readonly Place[]> {
  const found = asked.filter(({ state }) => state === "done");
  const places = await Promise.all(
    found.map(({ url }) => (url === fileSource ? filePlaceOf(env, root) : placeAt(env, url))),
  );
  return places.filter((place) => place !== undefined);
}

async function placeAt(env: Env, url: string): Promise<Place | undefined> {
  const enrolment = await env.db.enrolments.get(url);
  if (enrolment === undefined || enrolment.isOff) return undefined;
  const trouble = troubleOf(await env.db.retries.get(`backup:${url}`));
  return { url, isMerged: enrolment.hash !== undefined, isJoined: enrolment.isMember, trouble };
}

/** A file is only read: there is nothing to be joined. */
async function filePlaceOf(env: Env, root: string): Promise<Place> {
  const trouble = troubleOf(await env.db.retries.get(`file:${root}`));
  return { url: fileSource, isMerged: !(await isFileWaiting(env.db, root)), isJoined: true, trouble };
}

/** What was heard when the services were asked, and what has gone wrong since. */
async function servicesNow(
  env: Env,
  { asked }: NonNullable<Self["adopted"]>,
  places: readonly Place[],
): Promise<readonly ServiceState[]> {
  const seen = servicesSeen(env);
  const heard: readonly ServiceState[] = seen.length > 0 ? seen : asked.map(({ url, state }) => ({ url, state }));
  const waiting = await Promise.all(asked.filter(({ state }) => state === "waiting").map((one) => waitingAt(env, one)));
  return heard.map((service) => {
    const place = places.find(({ url, isMerged }) => url === service.url && !isMerged);
    if (place?.trouble) return { ...service, state: "failed", trouble: place.trouble };
    return waiting.find(({ url }) => url === service.url) ?? service;
  });
}

type Asked = NonNullable<Self["adopted"]>["asked"][number];

/** A service that could not answer: it is asked again by one job or the other. */
async function waitingAt(env: Env, { url, holds }: Asked): Promise<ServiceState> {
  if ((await env.db.enrolments.get(url))?.hash !== undefined) return { url, state: "done" };
  const retries = await env.db.retries.bulkGet([`restore:${url}`, `backup:${url}`]);
  const trouble = troubleOf(retries[0] ?? retries[1]);
  if (trouble) return { url, state: "failed", trouble };
  if (!holds || !isProblemCode(holds.code)) return { url, state: "waiting" };
  return { url, state: "failed", trouble: { code: holds.code, nextTry: holds.until } };
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
