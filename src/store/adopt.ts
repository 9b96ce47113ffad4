/** The third way to write: a whole state is looked at, thought about and changed, with nothing coming in between. */
import type { Json } from "../taler/codec.ts";
import type { Database } from "./db.ts";
import { entities, entityNamed } from "./entities.ts";
import { joinRows, lawsOf, withDeletion } from "./join.ts";
import type { Law } from "./law.ts";
import type { AskedRemoval, RemovalChanges } from "./removal.ts";
import { isPresent, type Membership } from "./row.ts";
import { isSameJson } from "./same.ts";
import { servicesOf } from "./save.ts";
import type { Enrolment, Self } from "./self.ts";
import { type Changes, changeAfter, noChanges, type OpenTombstone, type SetState, type State } from "./state.ts";
import { isReadable, type Tabled, writeChanges } from "./write-changes.ts";
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

interface AdoptOptions<R> {
  /** Milliseconds; written beside what is set aside. */
  readonly now: number;
  /** `tombstones`: the state holds no rows, which is all that a record of a completed sync needs to read. */
  readonly scope?: "everything" | "tombstones";
  /** Told of rows as they are written, none of them for good before all are. */
  readonly onWritten?: (rows: number, total: number) => void;
  /**
   * Told the result while the disk is busy with the rows, before any of it is for good: for work that needs nothing of
   * the database, and is in vain if the transaction fails.
   */
  readonly meanwhile?: (result: R) => void;
}

/**
 * One transaction: reads the state, asks `choose`, writes what it wants. Commits are durable before this resolves.
 * `choose` is pure; what it throws is thrown here, and then nothing was written.
 */
export async function adopt<R>(
  db: Database,
  { now, scope = "everything", onWritten = () => {}, meanwhile = () => {} }: AdoptOptions<R>,
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
    await writeChanges(db, promoted, { seq: sight.self.change, now, tabled });
    await writeChanges(db, changes, { seq: change, now, tabled, onWritten, onSent: () => meanwhile(result) });
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
