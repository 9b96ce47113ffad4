/** Whether a service has to be told something, and the document that tells it (merge rules, section 4, lines 5 to 7). */
import { type Counts, type DeviceId, joinCounts, knew } from "../store/clock.ts";
import { entityNamed } from "../store/entities.ts";
import {
  isKnownField,
  isSameRow,
  isSameTombstone,
  type LawOf,
  lawsOf,
  rowOf,
  tellableFacts,
  tombstoneOf,
} from "../store/join.ts";
import { isLaw, type Law } from "../store/law.ts";
import { isBuried, unreadByKey } from "../store/overtaken.ts";
import type { Tombstone } from "../store/row.ts";
import type { Enrolment, Offer } from "../store/self.ts";
import { emptySet, type SetState, type State } from "../store/state.ts";
import { type Doc, type DocSet, type DocTombstone, formatVersion } from "./doc.ts";
import { countsIn } from "./hearsay.ts";
import { docSet } from "./merge.ts";
import { planUnread } from "./unread.plan.ts";

/** An acknowledgement alone is worth an upload once a tombstone has waited this long; milliseconds. */
export const longestWait = 24 * 60 * 60 * 1000;
/** … or once so many of them wait. */
export const mostWaiting = 64;
/** How many hashes of earlier versions a document carries. */
const longestHistory = 64;

/** What the plan is made from; all of it durable. `state` has been merged with exactly this `doc`. */
export interface UploadQuestion {
  /** What the service holds; absent when it holds nothing. */
  readonly doc?: Doc | undefined;
  /** Hash (base32) of the bytes that hold `doc`. */
  readonly docHash?: string | undefined;
  readonly state: State;
  readonly enrolment: Pick<Enrolment, "revision" | "waitingSince">;
  readonly me: DeviceId;
  /** Public name of the root, for a first document. */
  readonly wallet: string;
  /** Milliseconds. */
  readonly now: number;
  /** Devices to take out of the clocks; their counts stay for ever. This device itself when it leaves. */
  readonly retire?: readonly DeviceId[];
  /** There is an upload even if there is nothing to say: the same content once more, which no other device answers. */
  readonly isCover?: boolean;
}

/** The tombstones this device holds, and whether the document that is (or will be) there holds one for the key. */
export type ToldTombstones = Offer["tombstones"];

export type UploadPlan =
  | { readonly isDue: false; readonly tombstones: ToldTombstones; readonly waitingSince?: number }
  | { readonly isDue: true; readonly doc: Doc; readonly tombstones: ToldTombstones };

/** One set on its way into the document: its tombstones before any is collected. */
interface PlannedSet {
  readonly name: string;
  readonly lawOf: LawOf;
  readonly mine: SetState;
  readonly theirs: DocSet;
  readonly tombstones: readonly DocTombstone[];
  readonly unread: DocSet["unread"];
  readonly isNews: boolean;
}

/** Pure. Clocks and counts alone are never a reason to upload; a put tombstone is, even if it is collected at once. */
export function planUpload(question: UploadQuestion): UploadPlan {
  const { doc, state, me, enrolment, now, retire = [], isCover = false } = question;
  const revision = Math.max(doc?.revision ?? 0, enrolment.revision) + 1;
  const names = new Set([...state.sets.keys(), ...Object.keys(doc?.sets ?? {})]);
  const sets = [...names].map((name) => planSet(name, state, doc, revision));
  const isNews = !doc || isMembershipDue(doc, me, retire) || sets.some((set) => set.isNews) || hasCollectable(doc);
  const waiting = waitingFor(doc, me);
  const waitingSince = waiting === 0 ? undefined : Math.min(enrolment.waitingSince ?? now, now);
  if (!isNews && !isCover && !isAcknowledgementDue(waiting, waitingSince, now)) {
    const tombstones = toldOf(sets, (set) => set.theirs.tombstones);
    return { isDue: false, tombstones, ...(waitingSince !== undefined && { waitingSince }) };
  }
  const clocks = clocksAfter(doc, me, revision, retire);
  const remaining = (set: PlannedSet) => set.tombstones.filter(({ since }) => since > horizonOf(clocks));
  return {
    isDue: true,
    doc: {
      version: versionAfter(doc),
      wallet: doc?.wallet ?? question.wallet,
      revision,
      clocks,
      counts: joinCounts(doc?.counts ?? {}, state.counts),
      previous: doc && question.docHash ? [...doc.previous, question.docHash].slice(-longestHistory) : [],
      sets: Object.fromEntries(sets.map((set) => [set.name, writtenSet(set, remaining(set))])),
    },
    tombstones: toldOf(sets, remaining),
  };
}

/** True when the service's document has to learn who is connected: me, or somebody no more. */
function isMembershipDue({ clocks }: Doc, me: DeviceId, retire: readonly DeviceId[]): boolean {
  if (retire.some((device) => Object.hasOwn(clocks, device))) return true;
  return !Object.hasOwn(clocks, me) && !retire.includes(me);
}

function clocksAfter(doc: Doc | undefined, me: DeviceId, revision: number, retire: readonly DeviceId[]) {
  const clocks = Object.entries({ ...doc?.clocks, [me]: revision });
  return Object.fromEntries(clocks.filter(([device]) => !retire.includes(device)));
}

/** Everything up to this revision is on every connected disk. When nobody is connected, nothing is collected. */
function horizonOf(clocks: Doc["clocks"]): number {
  const known = Object.values(clocks);
  return known.length === 0 ? 0 : Math.min(...known);
}

function hasCollectable(doc: Doc): boolean {
  const horizon = horizonOf(doc.clocks);
  return Object.values(doc.sets).some(({ tombstones }) => tombstones.some(({ since }) => since <= horizon));
}

/** How many tombstones of the document this device has on disk without having said so there. */
function waitingFor(doc: Doc | undefined, me: DeviceId): number {
  const told = doc?.clocks[me];
  if (!doc || told === undefined) return 0;
  const isWaiting = ({ since }: DocTombstone) => since > told;
  return Object.values(doc.sets).reduce((sum, { tombstones }) => sum + tombstones.filter(isWaiting).length, 0);
}

/** True when an acknowledgement that was put off has to be uploaded even if there is nothing else to say. */
function isAcknowledgementDue(waiting: number, waitingSince: number | undefined, now: number): boolean {
  return waiting >= mostWaiting || (waitingSince !== undefined && now - waitingSince >= longestWait);
}

function planSet(name: string, state: State, doc: Doc | undefined, revision: number): PlannedSet {
  const mine = state.sets.get(name) ?? emptySet;
  const theirs = docSet(doc, name);
  const lawOf = lawsOf(name, theirs.laws, mine.laws);
  const theirCounts = countsIn(name, doc?.counts ?? {});
  const { tombstones, isNews: hasNewTombstones } = planTombstones(mine, theirs, theirCounts, revision);
  const { unread, isNews: hasNewUnread } = planUnread(mine, doc && theirs, countsIn(name, state.counts));
  const isNews = hasNewTombstones || hasNewUnread || hasNewRows(mine, theirs, lawOf);
  return { name, lawOf, mine, theirs, tombstones, unread, isNews };
}

/**
 * Which tombstones stand in the document before collecting. Whether one must be put is asked of the document's counts,
 * not of local marks: otherwise a collected tombstone would wander from service to service for ever.
 */
function planTombstones({ tombstones }: SetState, theirs: DocSet, theirCounts: Counts, revision: number) {
  const stands = new Map(theirs.tombstones.map((one) => [one.key, one]));
  let rowKeys: ReadonlySet<string> | undefined;
  const isRowThere = (key: string) => {
    rowKeys ??= new Set(theirs.rows.map((row) => row.key));
    return rowKeys.has(key);
  };
  const unread = unreadByKey(theirs.unread);
  const isKilledUnread = (one: Tombstone) => unread.get(one.key)?.some((raw) => isBuried(raw, one)) === true;
  const planned: DocTombstone[] = [];
  let isNews = false;
  for (const one of tombstones.values()) {
    const { key, del, saw } = one;
    const there = stands.get(key);
    if (there && isSameTombstone(there, { key, del, ...(saw && { saw }) })) {
      planned.push(there);
      continue;
    }
    if (!there && !isRowThere(key) && !isKilledUnread(one) && knew(theirCounts, del)) continue;
    // What it says is new in this revision, whenever it first stood there: nobody else has seen it yet.
    planned.push({ ...tombstoneOf(key, del, saw), since: revision });
    isNews = true;
  }
  return { tombstones: planned, isNews };
}

/** True when the rows of the document are not exactly mine, by stamps, worth and facts. */
function hasNewRows({ rows }: SetState, theirs: DocSet, lawOf: LawOf): boolean {
  if (theirs.rows.length !== rows.size) return true;
  return theirs.rows.some((row) => {
    const mine = rows.get(row.key);
    return !mine || !isSameRow(mine, row, lawOf);
  });
}

/** The tombstones of this device, each with whether it stands in the document that is or will be there. */
function toldOf(sets: readonly PlannedSet[], standing: (set: PlannedSet) => readonly DocTombstone[]): ToldTombstones {
  return sets.flatMap((set) => {
    if (set.mine.tombstones.size === 0) return [];
    const keys = new Set(standing(set).map(({ key }) => key));
    return [...set.mine.tombstones.values()].map(({ key, del, saw }) => ({
      ...tombstoneOf(key, del, saw),
      set: set.name,
      stays: keys.has(key),
    }));
  });
}

/** A newer minor version of the document stays one: all that is unknown here is handed on. */
const versionAfter = (doc: Doc | undefined): Doc["version"] => ({
  major: formatVersion.major,
  minor: Math.max(formatVersion.minor, doc?.version.minor ?? 0),
});

function writtenSet({ name, lawOf, mine, theirs, unread }: PlannedSet, tombstones: readonly DocTombstone[]): DocSet {
  const rows = [...mine.rows.values()].map((row) => rowOf(row.key, row.ins, row, tellableFacts(row.facts, lawOf)));
  return {
    laws: writtenLaws(name, { ...mine.laws, ...theirs.laws }),
    rows: rows.sort(byKey),
    tombstones: [...tombstones].sort(byKey),
    unread,
  };
}

const byKey = (a: { readonly key: string }, b: { readonly key: string }) => (a.key < b.key ? -1 : 1);

function writtenLaws(name: string, foreign: Readonly<Record<string, Law>>): Readonly<Record<string, Law>> {
  const own = Object.entries(entityNamed(name)?.fields ?? {}).flatMap(([field, { law }]) =>
    law ? [[field, law]] : [],
  );
  const known = Object.entries(foreign).filter(([field, law]) => isLaw(law) && !isKnownField(name, field));
  return Object.fromEntries([...own, ...known]);
}
