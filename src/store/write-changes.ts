/** Changes of a state, written to the tables inside a transaction, with the disk never kept waiting for the next rows. */
import Dexie from "dexie";
import { FormatError, type Json } from "../taler/codec.ts";
import type { Database } from "./db.ts";
import { entityNamed } from "./entities.ts";
import { checkFacts, type Entity } from "./entity.ts";
import { rowOf } from "./join.ts";
import type { Membership } from "./row.ts";
import { isPartOf } from "./same.ts";
import type { SetAside } from "./self.ts";
import { type Changes, isNeeded, overtakenBy, type SetChanges, spellingOf } from "./state.ts";
import { asStored } from "./stored.ts";
import { Tallying } from "./tally.ts";

/** The rows of each counted set as its table holds them: what a change does to the counts follows from them. */
export type Tabled = Map<string, Map<string, Membership>>;

interface Writing {
  /** The number of the change. */
  readonly seq: number;
  /** Milliseconds; written beside what is set aside. */
  readonly now: number;
  readonly tabled: Tabled;
  readonly onWritten?: (rows: number, total: number) => void;
  /** Told once, when the last rows are on their way to the disk, outside the transaction. */
  readonly onSent?: () => void;
}

/** Rows in one request: few enough that one sees them arrive, enough that asking costs nothing. */
const atOnce = 500;

/** Requests on their way at a time: the disk has something to do meanwhile, and the memory does not fill up with rows. */
const mostOnTheirWay = 8;

/** Requests that nobody waits for before there are many. */
class Pipeline {
  readonly #onTheirWay: Promise<void>[] = [];

  async send(request: PromiseLike<void>): Promise<void> {
    const sent = Promise.resolve(request);
    // Whoever waits for it is told of its failure.
    sent.catch(() => {});
    if (this.#onTheirWay.push(sent) > mostOnTheirWay) await this.#onTheirWay.shift();
  }

  /** Waits for all that are left. */
  async end(): Promise<void> {
    await Promise.all(this.#onTheirWay);
  }
}

/** Writes what changes, inside a transaction over all tables: first the rows of all sets, which are many. */
export async function writeChanges(
  db: Database,
  { sets }: Changes,
  { seq, now, tabled, onWritten = () => {}, onSent = () => {} }: Writing,
): Promise<void> {
  const total = [...sets.values()].reduce((sum, { rows = [] }) => sum + rows.length, 0);
  let written = 0;
  const pipeline = new Pipeline();
  const put = (request: PromiseLike<unknown>, count: number) => {
    const tell = () => {
      written += count;
      onWritten(written, total);
    };
    return pipeline.send(request.then(tell));
  };
  const known = new Map<string, Map<string, Membership>>();
  const unreadable = new Map<string, ReadonlySet<string>>();
  for (const [set, change] of sets) {
    const entity = entityNamed(set);
    if (entity?.sort) known.set(set, tabled.get(set) ?? (await rowsNow(db, entity, touchedBy(change))));
    unreadable.set(set, await putRows(db, set, change.rows ?? [], seq, put));
  }
  Dexie.ignoreTransaction(onSent);
  await pipeline.end();
  for (const [set, change] of sets) {
    await writeRest(db, set, change, { now, known: known.get(set), unreadable: unreadable.get(set) ?? new Set() });
  }
}

interface Rest {
  readonly now: number;
  /** The rows as the table held them; absent where they are not counted. */
  readonly known: Map<string, Membership> | undefined;
  /** Keys of rows that wait for a newer version. */
  readonly unreadable: ReadonlySet<string>;
}

/** Everything about one set but its rows, which have been put. */
async function writeRest(db: Database, set: string, change: SetChanges, { now, known, unreadable }: Rest) {
  const { rows = [], tombstones = [], open = [], gone = [], aside = [], unread = [], laws = {} } = change;
  const put = rows.map(({ key }) => key);
  const dead = [...gone, ...tombstones.map(({ key }) => key)];
  const entity = entityNamed(set);
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
  await dropOvertaken(db, set, change);
  await db.setAside.bulkPut(unread.map((raw) => setAside(set, raw, now)));
}

/** The keys of all rows that are put or deleted. */
const touchedBy = ({ rows = [], tombstones = [], gone = [] }: SetChanges): string[] => [
  ...rows.map(({ key }) => key),
  ...gone,
  ...tombstones.map(({ key }) => key),
];

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

/**
 * Puts rows where this version finds them; resolves to the keys of those it cannot read, which wait for a newer one.
 * Rows are looked at while those before them are being written.
 */
async function putRows(
  db: Database,
  set: string,
  rows: readonly Membership[],
  seq: number,
  put: (request: PromiseLike<unknown>, count: number) => Promise<void>,
): Promise<ReadonlySet<string>> {
  const entity = entityNamed(set);
  const unreadable = new Set<string>();
  for (let from = 0; from < rows.length; from += atOnce) {
    const readable: Membership[] = [];
    const foreign: Membership[] = [];
    for (const row of rows.slice(from, from + atOnce)) {
      (entity && isReadable(entity, row) ? readable : foreign).push(bare(row));
    }
    for (const { key } of foreign) unreadable.add(key);
    if (foreign.length > 0) await put(db.foreign.bulkPut(foreign.map((row) => ({ set, ...row }))), foreign.length);
    if (!entity || readable.length === 0) continue;
    await put(db.table(set).bulkPut(readable.map((row) => asStored(entity, row, seq))), readable.length);
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

/** What was set aside before, and is now there in a form that can be read, needs no place beside it. */
async function dropOvertaken(db: Database, set: string, change: SetChanges): Promise<void> {
  const before = await db.setAside.where("[set+spelling]").between([set, ""], [set, []]).toArray();
  const overtaken = overtakenBy(change, new Map(before.map(({ spelling, raw }) => [spelling, raw])));
  await db.setAside.bulkDelete(overtaken.map((spelling): [string, string] => [set, spelling]));
}

/** Asking for the few that are there is cheaper than deleting fifty thousand that are not. */
async function deleteThere(table: Database["foreign" | "tombstones"], set: string, keys: readonly string[]) {
  const doomed = new Set(keys);
  const there = await table.where("[set+key]").between([set, ""], [set, []]).primaryKeys();
  await table.bulkDelete(there.filter(([, key]) => doomed.has(key)));
}
