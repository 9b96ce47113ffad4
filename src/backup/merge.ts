/** The only merge there is: what two sides say of a key, and what the memory of either proves (merge rules, section 3). */
import { type Counts, compareStamps, joinCounts, knew, type Stamp } from "../store/clock.ts";
import {
  isKnownField,
  isSameRow,
  isSameTombstone,
  joinFacts,
  joinRows,
  joinTombstones,
  type LawOf,
  lawsOf,
  tombstoneOf,
  withDeletion,
} from "../store/join.ts";
import { isLaw, type Law } from "../store/law.ts";
import { deletionIn, isBuried, isOvertaken, keyIn, unreadByKey } from "../store/overtaken.ts";
import { isPresent, type Membership, type Tombstone } from "../store/row.ts";
import { isSameJson } from "../store/same.ts";
import {
  type Changes,
  emptySet,
  type OpenTombstone,
  type SetChanges,
  type SetState,
  type State,
  spellingOf,
} from "../store/state.ts";
import type { Json } from "../taler/codec.ts";
import type { Doc, DocSet } from "./doc.ts";
import { countsIn } from "./hearsay.ts";

/** All that one side has of a key, and everything that side has ever seen. */
export interface Side {
  readonly row?: Membership | undefined;
  readonly tombstone?: Tombstone | undefined;
  readonly counts: Counts;
}

export interface MergedKey {
  readonly row?: Membership;
  readonly tombstone?: Tombstone;
  /** The row died because a side once knew it and has it no more, though no tombstone says so. */
  readonly diedByMemoryAlone: boolean;
  /** The row that died, with all that both sides knew of it. */
  readonly fallen?: Membership;
}

/**
 * Merges one key. Symmetric, except that local facts are those of `x`, which is therefore always this device.
 * Returns the very row of a side that already says everything.
 */
export function mergeKey(x: Side, y: Side, lawOf: LawOf): MergedKey {
  if (!x.row && !y.row) {
    const tombstone =
      x.tombstone && y.tombstone ? joinTombstones(x.tombstone, y.tombstone) : (x.tombstone ?? y.tombstone);
    return { ...(tombstone && { tombstone }), diedByMemoryAlone: false };
  }
  const told = asTold(x, y, lawOf);
  const known = withDeletion(withDeletion(told, memory(x, y)), memory(y, x));
  if (isPresent(known)) return { row: known, diedByMemoryAlone: false };
  const { del = known.ins, saw } = known;
  const tombstone = tombstoneOf(known.key, del, saw);
  return { tombstone, diedByMemoryAlone: isPresent(told), fallen: told };
}

/** Line 2: what rows and tombstones say themselves. At least one side has a row. */
function asTold(x: Side, y: Side, lawOf: LawOf): Membership {
  const row = x.row && y.row ? joinRows(x.row, y.row, lawOf) : (x.row ?? tellable(y.row as Membership, lawOf));
  return [x.tombstone, y.tombstone].reduce<Membership>(
    (one, buried) => (buried ? withDeletion(one, buried) : one),
    row,
  );
}

function tellable(row: Membership, lawOf: LawOf): Membership {
  const facts = joinFacts(undefined, row.facts, lawOf);
  return facts === row.facts ? row : { ...row, facts };
}

/**
 * Line 3: which reasons of `one` to be there the `other` once knew and has no more. Reason by reason, not row by
 * row; and with the old stamp, not a fresh one, so that no later insert dies by it.
 */
function memory({ row }: Side, other: Side): Pick<Membership, "del" | "saw"> {
  if (!row) return {};
  const isInsertGone = knew(other.counts, row.ins) && !(other.row && compareStamps(other.row.ins, row.ins) >= 0);
  let saw: Record<string, number> | undefined;
  for (const [device, count] of Object.entries(row.worth ?? {})) {
    if (count > (other.counts[device] ?? 0) || (other.row?.worth?.[device] ?? 0) >= count) continue;
    saw ??= {};
    saw[device] = count;
  }
  return { ...(isInsertGone && { del: row.ins }), ...(saw && { saw }) };
}

/** A row of mine that is gone after the merge. */
export interface Removed {
  readonly set: string;
  /** With all that both sides knew of it. */
  readonly row: Membership;
  readonly del: Stamp;
  /** It died by memory alone: `del` is that of its own insert, and says nothing of who deleted it. */
  readonly isForgotten: boolean;
}

export interface Merged {
  /** What to write so that the device holds the joined state. */
  readonly changes: Changes;
  /** What this takes from me; whether the user is asked first is for others to judge (removal.plan.ts). */
  readonly removed: readonly Removed[];
  /** What the document has and I do not take over, since it is deleted. */
  readonly refused: readonly Removed[];
}

type Fallen = Record<"removed" | "refused", Removed[]>;

/**
 * Joins a document into the state of this device: every key of either side, with the counts of before. Unknown sets and
 * fields join like any other, by the laws the document names. Pure; the document was checked when it was read.
 */
export function mergeDoc(state: State, doc: Doc): Merged {
  const sets = new Map<string, SetChanges>();
  const fallen: Fallen = { removed: [], refused: [] };
  for (const name of new Set([...state.sets.keys(), ...Object.keys(doc.sets)])) {
    const changes = mergeSet(name, state, doc, fallen);
    if (changes) sets.set(name, changes);
  }
  const counts = joinCounts(state.counts, doc.counts);
  return { changes: { sets, ...(counts !== state.counts && { counts }) }, ...fallen };
}

const emptyDocSet: DocSet = { laws: {}, rows: [], tombstones: [], unread: [] };

/** The set of this name as the document has it. */
export const docSet = (doc: Doc | undefined, name: string): DocSet =>
  (doc && Object.hasOwn(doc.sets, name) ? doc.sets[name] : undefined) ?? emptyDocSet;

/** One set as both sides have it. */
interface Sides {
  readonly name: string;
  readonly mine: SetState;
  readonly theirs: DocSet;
  readonly counts: Counts;
  readonly theirCounts: Counts;
  readonly providers: readonly string[];
  readonly lawOf: LawOf;
  /** Of each side what it could not read, by key: that it has no row of it proves nothing. */
  readonly unclear: ReadonlyMap<string, readonly Json[]>;
  readonly theirUnclear: ReadonlyMap<string, readonly Json[]>;
}

/** What is found to change in one set. */
interface Found {
  readonly rows: Membership[];
  readonly tombstones: OpenTombstone[];
  readonly gone: string[];
  readonly aside: Membership[];
  readonly unread: Json[];
  readonly fallen: Fallen;
}

/** Adds to `fallen`; undefined when nothing changes. */
function mergeSet(name: string, state: State, doc: Doc, fallen: Fallen): SetChanges | undefined {
  const mine = state.sets.get(name) ?? emptySet;
  const theirs = docSet(doc, name);
  const lawOf = lawsOf(name, theirs.laws, mine.laws);
  const [counts, theirCounts] = [countsIn(name, state.counts), countsIn(name, doc.counts)];
  const both = { counts, theirCounts, providers: state.providers };
  const theirUnclear = unreadByKey(theirs.unread);
  const sides = { name, mine, theirs, ...both, lawOf, unclear: unreadByKey(mine.unread.values()), theirUnclear };
  const found: Found = { rows: [], tombstones: [], gone: [], aside: [], unread: [], fallen };
  const buried = new Map(theirs.tombstones.map((one) => [one.key, one]));
  const seen = new Set<string>();
  for (const row of theirs.rows) {
    seen.add(row.key);
    const known = mine.rows.get(row.key);
    const saysMore = buried.has(row.key) || theirUnclear.has(row.key) || sides.unclear.has(row.key);
    if (known && !saysMore && isSameRow(known, row, lawOf)) continue;
    settle(sides, found, row.key, row, buried.get(row.key));
  }
  for (const [key, tombstone] of buried) if (!seen.has(key)) settle(sides, found, key, undefined, tombstone);
  for (const key of mine.rows.keys()) {
    if (!seen.has(key) && !buried.has(key)) settle(sides, found, key);
  }
  for (const raw of unreadAfter(mine, theirs, found)) found.unread.push(raw);
  return changesOf(found, newLaws(name, mine, theirs));
}

/** Merges one key and notes what has to be written. */
function settle(sides: Sides, found: Found, key: string, row?: Membership, tombstone?: Tombstone): void {
  const before = sides.mine.rows.get(key);
  const buried = sides.mine.tombstones.get(key);
  const mine = { row: before, tombstone: buried, counts: sides.counts };
  const theirs = { row, tombstone, counts: sides.theirCounts };
  const [unclear, theirUnclear] = [sides.unclear.get(key), sides.theirUnclear.get(key)];
  const [x, y] = [remembering(mine, unclear), remembering(theirs, theirUnclear)];
  const hasRow = before !== undefined || row !== undefined;
  const merged = mergeKey(
    hasRow ? withDeletionsOf(unclear, x, sides.counts) : x,
    hasRow ? withDeletionsOf(theirUnclear, y, sides.theirCounts) : y,
    sides.lawOf,
  );
  if (merged.row && merged.row !== before) found.rows.push(merged.row);
  if (merged.tombstone && !(buried && isSameTombstone(buried, merged.tombstone))) {
    const { del, saw } = merged.tombstone;
    if (sides.providers.length > 0) found.tombstones.push({ ...tombstoneOf(key, del, saw), open: sides.providers });
    else if (before || buried) found.gone.push(key);
  }
  const { fallen, tombstone: end, diedByMemoryAlone: isForgotten } = merged;
  if (!fallen || !end) return;
  found.fallen[before ? "removed" : "refused"].push({ set: sides.name, row: fallen, del: end.del, isForgotten });
  if (isForgotten && fallen.worth) found.aside.push(fallen);
}

/** What this device has not set aside yet, and no deletion has seen. */
function unreadAfter(mine: SetState, theirs: DocSet, { rows, tombstones }: Found): readonly Json[] {
  const news = theirs.unread.filter((raw) => !mine.unread.has(spellingOf(raw)));
  if (news.length === 0) return news;
  const buried = new Map([...mine.tombstones, ...tombstones.map((one) => [one.key, one] as const)]);
  for (const { key } of rows) buried.delete(key);
  return news.filter((raw) => {
    const end = buried.get(keyIn(raw) ?? "");
    return !end || !isBuried(raw, end);
  });
}

/** A side that holds more of a key than it can read has forgotten nothing of it. */
const remembering = (side: Side, unclear: readonly Json[] = []): Side =>
  unclear.every((raw) => isOvertaken(raw, side)) ? side : { ...side, counts: {} };

/** What a row that could not be read has outlived was a deletion of the other forms of that row, too. */
function withDeletionsOf(unclear: readonly Json[] = [], side: Side, known: Counts): Side {
  const ends = unclear.flatMap((raw) => deletionIn(raw, known) ?? []);
  if (ends.length === 0) return side;
  const all = side.tombstone ? [side.tombstone, ...ends] : ends;
  return { ...side, tombstone: all.reduce(joinTombstones) };
}

/** Laws of fields that this version does not know and did not know the laws of. */
function newLaws(name: string, mine: SetState, theirs: DocSet): Readonly<Record<string, Law>> | undefined {
  const news = Object.entries(theirs.laws).filter(
    ([field, law]) => isLaw(law) && !isKnownField(name, field) && !isSameJson(law as Json, mine.laws[field] as Json),
  );
  return news.length > 0 ? Object.fromEntries(news) : undefined;
}

/** Only what changes; undefined when nothing does. */
function changesOf({ rows, tombstones, gone, aside, unread }: Found, laws: SetChanges["laws"]): SetChanges | undefined {
  const changes: SetChanges = {
    ...(rows.length > 0 && { rows }),
    ...(tombstones.length > 0 && { tombstones }),
    ...(gone.length > 0 && { gone }),
    ...(aside.length > 0 && { aside }),
    ...(unread.length > 0 && { unread }),
    ...(laws && { laws }),
  };
  return Object.keys(changes).length > 0 ? changes : undefined;
}
