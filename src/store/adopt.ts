/** The third way to write: a whole state is looked at, thought about and changed, with nothing coming in between. */
import { FormatError, type Json } from "../taler/codec.ts";
import type { Database } from "./db.ts";
import { entities, entityNamed } from "./entities.ts";
import { checkFacts, type Entity } from "./entity.ts";
import { joinRows, lawsOf, rowOf, withDeletion } from "./join.ts";
import type { Law } from "./law.ts";
import type { AskedRemoval, RemovalChanges } from "./removal.ts";
import { isPresent, type Membership } from "./row.ts";
import { isPartOf, isSameJson } from "./same.ts";
import { servicesOf } from "./save.ts";
import type { Enrolment, Self, SetAside } from "./self.ts";
import {
  type Changes,
  changeAfter,
  isNeeded,
  noChanges,
  type OpenTombstone,
  type SetState,
  type State,
  spellingOf,
} from "./state.ts";
import { asStored } from "./stored.ts";
import { Tallying } from "./tally.ts";
import { writeRemovals } from "./write-removals.ts";

/** What the pure function sees. */
export interface AdoptSight {
  readonly state: State;
  readonly self: Self;
  readonly enrolments: readonly Enrolment[];
  /** What the user is asked about, or has decided. */
  readonly removals: readonly AskedRemoval[];
}

/** What the pure function wants written, and what it tells the caller. */
export interface Adoption<R> extends RemovalChanges {
  readonly changes?: Changes;
  /** Local records of oneself; `counts` and `change` follow from the changes. */
  readonly self?: Partial<Omit<Self, "id" | "counts" | "change">>;
  /** Enrolments that are from now on as given. */
  readonly enrolments?: readonly Enrolment[];
  readonly result: R;
}

export interface AdoptOptions {
  /** Milliseconds; written beside what is set aside. */
  readonly now: number;
  /** `tombstones`: the state holds no rows, which is all that a record of a completed sync needs to read. */
  readonly scope?: "everything" | "tombstones";
  /** Told of rows as they are written, none of them for good before all are. */
  readonly onWritten?: (rows: number, total: number) => void;
}

/**
 * One transaction: reads the state, asks `choose`, writes what it wants. Commits are durable before this resolves.
 * `choose` is pure; what it throws is thrown here, and then nothing was written.
 */
export async function adopt<R>(
  db: Database,
  { now, scope = "everything", onWritten = () => {} }: AdoptOptions,
  choose: (sight: AdoptSight) => Adoption<R>,
): Promise<R> {
  await db.boundary();
  let changed: readonly string[] = [];
  const result = await db.transaction("rw", db.tables, async () => {
    changed = [];
    const { sight, promoted, tabled } = await look(db, scope);
    const adoption = choose(sight);
    const { changes = noChanges, self, enrolments = [], result } = adoption;
    const change = changeAfter(sight.self, changes);
    // Rows that a newer version of this program can read at last are no news to any document.
    await write(db, promoted, sight.self.change, now, tabled);
    await write(db, changes, change, now, tabled, countingTo(rowsIn(changes), onWritten));
    if (self || change > sight.self.change) {
      await db.self.put({ ...sight.self, ...self, counts: changes.counts ?? sight.self.counts, change });
    }
    await db.enrolments.bulkPut([...enrolments]);
    changed = [
      ...namesOf({ changes, promoted, enrolments, hasNewSelf: isOther(sight.self, self) }),
      ...(await writeRemovals(db, sight.removals, adoption)),
    ];
    return result;
  });
  await db.boundary();
  if (changed.length > 0) db.onChange(changed);
  return result;
}

interface Written {
  readonly changes: Changes;
  readonly promoted: Changes;
  readonly enrolments: readonly Enrolment[];
  readonly hasNewSelf: boolean;
}

/** The names of all that was written. */
function namesOf({ changes, promoted, enrolments, hasNewSelf }: Written): readonly string[] {
  const isAside = [...changes.sets.values()].some(({ aside = [] }) => aside.length > 0);
  return [
    ...new Set([...changes.sets.keys(), ...promoted.sets.keys()]),
    ...(isAside ? ["aside"] : []),
    ...(hasNewSelf ? ["self"] : []),
    ...(enrolments.length > 0 ? ["enrolments"] : []),
  ];
}

const isOther = (before: Self, now: Partial<Self> = {}): boolean =>
  !isSameJson(before as unknown as Json, { ...before, ...now } as unknown as Json);

const rowsIn = ({ sets }: Changes): number => [...sets.values()].reduce((sum, { rows = [] }) => sum + rows.length, 0);

/** Adds up what is written. */
function countingTo(total: number, tell: (rows: number, total: number) => void): (rows: number) => void {
  let sum = 0;
  return (rows) => {
    sum += rows;
    tell(sum, total);
  };
}

/** Everything the device holds of its sets, as of one moment. */
export async function readState(db: Database): Promise<State> {
  return db.transaction("r", db.tables, async () => (await look(db, "everything")).sight.state);
}

async function look(db: Database, scope: "everything" | "tombstones") {
  const self = await db.self.get("self");
  if (!self) throw new Error("this database has no device yet");
  const enrolments = await db.enrolments.toArray();
  const sets = new Map<string, SetDraft>(entities.map(({ name }) => [name, emptyDraft()]));
  const at = (name: string) => sets.get(name) ?? (sets.set(name, emptyDraft()).get(name) as SetDraft);
  for (const { set, ...tombstone } of await db.tombstones.toArray()) at(set).tombstones.set(tombstone.key, tombstone);
  for (const { set, field, law } of await db.foreignLaws.toArray()) at(set).laws[field] = law;
  for (const { set, spelling, raw } of await db.setAside.toArray()) at(set).unread.set(spelling, raw);
  const tabled: Tabled = new Map();
  const promoted = scope === "everything" ? await readRows(db, at, tabled) : noChanges;
  const state: State = { counts: self.counts, sets, providers: servicesOf(self, enrolments) };
  const sight: AdoptSight = { state, self, enrolments, removals: await db.removals.toArray() };
  return { sight, promoted, tabled };
}

/** The rows of each counted set as its table holds them: what a change does to the counts follows from them. */
type Tabled = Map<string, Map<string, Membership>>;

/** A set while it is being read. */
interface SetDraft extends SetState {
  readonly rows: Map<string, Membership>;
  readonly tombstones: Map<string, OpenTombstone>;
  readonly laws: Record<string, Law>;
  readonly unread: Map<string, Json>;
}

const emptyDraft = (): SetDraft => ({ rows: new Map(), tombstones: new Map(), laws: {}, unread: new Map() });

/** Fills in the rows; resolves to those that were received unreadable and that this version can read. */
async function readRows(db: Database, at: (set: string) => SetDraft, tabled: Tabled): Promise<Changes> {
  const promoted = new Map<string, { readonly rows: Membership[] }>();
  for (const entity of entities) {
    const { rows } = at(entity.name);
    for (const row of (await db.table(entity.name).toArray()) as Membership[]) rows.set(row.key, row);
    if (entity.sort) tabled.set(entity.name, new Map(rows));
  }
  for (const { set, ...foreign } of await db.foreign.toArray()) {
    const { rows, tombstones, laws } = at(set);
    // Of a row that became unreadable the readable part stays in its table and may have learned or died since.
    const own = rows.get(foreign.key);
    const joined = own ? joinRows(own, foreign, lawsOf(set, laws)) : foreign;
    const buried = tombstones.get(foreign.key);
    const row = buried ? withDeletion(joined, buried) : joined;
    if (!isPresent(row)) continue;
    rows.set(row.key, row);
    tombstones.delete(row.key);
    const entity = entityNamed(set);
    if (!entity || !isReadable(entity, row)) continue;
    promoted.set(set, { rows: [...(promoted.get(set)?.rows ?? []), row] });
  }
  return { sets: promoted };
}

async function write(
  db: Database,
  changes: Changes,
  seq: number,
  now: number,
  tabled: Tabled,
  onWritten: (rows: number) => void = () => {},
): Promise<void> {
  for (const [set, change] of changes.sets) {
    const { rows = [], tombstones = [], open = [], gone = [], aside = [], unread = [], laws = {} } = change;
    const put = rows.map(({ key }) => key);
    const dead = [...gone, ...tombstones.map(({ key }) => key)];
    const entity = entityNamed(set);
    const known = entity?.sort && (tabled.get(set) ?? (await rowsNow(db, entity, [...put, ...dead])));
    const unreadable = await writeRows(db, set, rows, seq, onWritten);
    if (entity) await db.table(set).bulkDelete(dead);
    const readable = rows.filter(({ key }) => !unreadable.has(key));
    if (entity && known) await count(db, entity, known, readable, dead);
    await deleteThere(
      db.foreign,
      set,
      [...dead, ...put].filter((key) => !unreadable.has(key)),
    );
    await deleteThere(db.tombstones, set, [...gone, ...put, ...open.map(({ key }) => key)]);
    await db.tombstones.bulkPut([...tombstones, ...open.filter(isNeeded)].map((tombstone) => ({ set, ...tombstone })));
    await db.aside.bulkPut(aside.map((row) => ({ set, ...bare(row), at: now })));
    await db.foreignLaws.bulkPut(Object.entries(laws).map(([field, law]) => ({ set, field, law })));
    await db.setAside.bulkPut(unread.map((raw) => setAside(set, raw, now)));
  }
}

/** Those of these rows that are in the table. */
async function rowsNow(db: Database, { name }: Entity, keys: string[]): Promise<Map<string, Membership>> {
  const rows = (await db.table(name).bulkGet(keys)) as (Membership | undefined)[];
  return new Map(rows.flatMap((row) => (row ? [[row.key, row] as const] : [])));
}

/** Brings the counts up to date with rows that were put and deleted; `known` learns what was put. */
async function count(
  db: Database,
  entity: Entity,
  known: Map<string, Membership>,
  put: readonly Membership[],
  dead: readonly string[],
): Promise<void> {
  const tallying = new Tallying();
  for (const key of dead) tallying.note(entity, known.get(key), undefined);
  for (const row of put) {
    tallying.note(entity, known.get(row.key), row);
    known.set(row.key, row);
  }
  await tallying.write(db);
}

const setAside = (set: string, raw: Json, at: number): SetAside => ({
  set,
  spelling: spellingOf(raw),
  raw,
  reason: "could not be read",
  at,
});

/** Rows in one request: few enough that one sees them arrive, enough that asking costs nothing. */
const atOnce = 500;

/** Puts rows where this version finds them; resolves to the keys of those it cannot read, which wait for a newer one. */
async function writeRows(
  db: Database,
  set: string,
  rows: readonly Membership[],
  seq: number,
  onWritten: (rows: number) => void,
): Promise<Set<string>> {
  const entity = entityNamed(set);
  const isReadableHere = (row: Membership) => entity !== undefined && isReadable(entity, row);
  const foreign = rows.filter((row) => !isReadableHere(row));
  const unreadable = new Set(foreign.map(({ key }) => key));
  await db.foreign.bulkPut(foreign.map((row) => ({ set, ...bare(row) })));
  onWritten(foreign.length);
  if (!entity) return unreadable;
  const readable = rows.filter(({ key }) => !unreadable.has(key));
  for (let from = 0; from < readable.length; from += atOnce) {
    const some = readable.slice(from, from + atOnce);
    await db.table(set).bulkPut(some.map((row) => asStored(entity, bare(row), seq)));
    onWritten(some.length);
  }
  return unreadable;
}

/** Membership alone, without what the database adds. */
const bare = (row: Membership): Membership => rowOf(row.key, row.ins, row, row.facts);

/**
 * True when this version understands the row. What it does not know inside a fact stays as it came; but every value it
 * does know has to be in canonical spelling already, since a row that is rewritten here would be rewritten there.
 */
export function isReadable(entity: Entity, { key, facts }: Pick<Membership, "key" | "facts">): boolean {
  try {
    return entity.key.parse(key) === key && isPartOf(checkFacts(entity, facts), facts);
  } catch (error) {
    if (error instanceof FormatError) return false;
    throw error;
  }
}

/** Asking for the few that are there is cheaper than deleting fifty thousand that are not. */
async function deleteThere(table: Database["foreign" | "tombstones"], set: string, keys: readonly string[]) {
  const doomed = new Set(keys);
  const there = await table.where("[set+key]").between([set, ""], [set, []]).primaryKeys();
  await table.bulkDelete(there.filter(([, key]) => doomed.has(key)));
}
