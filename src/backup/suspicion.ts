/** What looks wrong with what a service serves: it only tells the user, and never changes the merge (merge rules, section 6). */
import { covers, type DeviceId } from "../store/clock.ts";
import type { Enrolment, NotedSuspicion } from "../store/self.ts";
import type { Doc } from "./doc.ts";
import { heardOf } from "./hearsay.ts";

/**
 * `ownDiskOld`: this disk was put back or copied; nobody's fault but ours. `emptied`: a document stood here, now nothing
 * does. `rolledBack`: an older version than we saw. `forked`: a version that does not follow from the one we saw.
 */
export type Suspicion = NotedSuspicion["kind"];

/** What a service served now. `previous` is the hash (base32) its Sync-Previous header names. */
export interface Served {
  readonly doc: Doc;
  /** Base32. */
  readonly hash: string;
  readonly previous?: string | undefined;
}

export interface Remembered {
  readonly me: DeviceId;
  /** Highest own count ever put into an upload attempt. */
  readonly offered: number;
  readonly enrolment: Pick<Enrolment, "revision" | "hash" | "counts" | "offer">;
}

/** Everything that is odd, worst first; empty when all is well. `served` is undefined for 204 and 404. Pure. */
export function suspicions({ me, offered, enrolment }: Remembered, served: Served | undefined): readonly Suspicion[] {
  if (!served) return enrolment.hash === undefined ? [] : ["emptied"];
  const found: Suspicion[] = [];
  if (isOwnDiskOld(served, me, offered, enrolment)) found.push("ownDiskOld");
  if (enrolment.hash === undefined) return found;
  if (served.doc.revision < enrolment.revision) found.push("rolledBack");
  else if (isForked(served, enrolment.hash, enrolment)) found.push("forked");
  return found;
}

/**
 * What is remembered of it: `before` stays where nothing is odd, and is counted up where the same happens again. A service
 * that has done wrong is not forgotten for a disk that was put back before the user has seen it. `at` in milliseconds; pure.
 */
export function noted(
  before: NotedSuspicion | undefined,
  [worst]: readonly Suspicion[],
  at: number,
): NotedSuspicion | undefined {
  if (worst === undefined) return before;
  if (before && isServicesFault(before.kind) && before.seenAt === undefined && worst === "ownDiskOld") return before;
  return { kind: worst, at, times: before?.kind === worst ? (before.times ?? 1) + 1 : 1 };
}

/** A disk that was put back is nobody's fault but ours; of everything else the user has to hear. */
export const isServicesFault = (kind: Suspicion): kind is Exclude<Suspicion, "ownDiskOld"> => kind !== "ownDiskOld";

/** The document knows more of this device than this disk remembers having told (merge rules, section 7). */
export function isRewound(doc: Doc, me: DeviceId, offered: number): boolean {
  return heardOf(doc.counts, me) > offered;
}

function isOwnDiskOld(
  { doc, hash }: Served,
  me: DeviceId,
  offered: number,
  enrolment: Remembered["enrolment"],
): boolean {
  if (isRewound(doc, me, offered)) return true;
  const { offer, revision } = enrolment;
  // A service that was removed and added again still lists what it was told by then; that proves nothing.
  const isKnown = enrolment.hash !== undefined || offer !== undefined;
  // An upload of mine counts only where the document is it, or descends from it: another copy may have had the same number.
  const hasTakenMine = offer !== undefined && (offer.hash === hash || doc.previous.includes(offer.hash));
  return isKnown && (doc.clocks[me] ?? 0) > Math.max(revision, hasTakenMine ? offer.revision : 0);
}

function isForked(
  { doc, hash, previous }: Served,
  known: string,
  { revision, counts }: Remembered["enrolment"],
): boolean {
  if (doc.revision === revision) return hash !== known;
  if (!covers(doc.counts, counts)) return true;
  const steps = doc.revision - revision;
  if (steps === 1 && previous !== undefined && previous !== known) return true;
  // Each upload appends one hash and raises the revision by at least one; a history that reaches back so far must name ours.
  return steps <= doc.previous.length && !doc.previous.includes(known);
}
