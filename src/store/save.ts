/** The only ways rows change: learning facts, and deciding over rows seen in the same transaction. */
import type { Database } from "./db.ts";
import type { Deed } from "./deed.ts";
import { forgetService, joinService, replaceServices } from "./enrol.ts";
import type { Entity, RowOf } from "./entity.ts";
import { rowOf, withDeletion } from "./join.ts";
import { isPresent, type Membership, type Tombstone } from "./row.ts";
import type { Enrolment, Ghost, Self, StoredTombstone } from "./self.ts";
import { Step } from "./step.ts";
import { asStored } from "./stored.ts";
import { Tallying } from "./tally.ts";

/** Learns several things, all or none. Saving twice, late, or on two devices is the same. */
export async function save(db: Database, ...deeds: readonly Deed[]): Promise<void> {
  if (deeds.length > 0) await write(db, [], async () => ({ deeds }));
}

/** Rows as seen inside the transaction of a {@link decide}. */
export interface Sight {
  get<E extends Entity>(entity: E, key: string): Promise<RowOf<E> | undefined>;
  all<E extends Entity>(entity: E): Promise<RowOf<E>[]>;
  /** Rows whose index column has one of these values. */
  where<E extends Entity>(entity: E, index: string, ...values: (string | number)[]): Promise<RowOf<E>[]>;
  /** What others took of our coins, by the exchange's word; this device only. */
  ghosts(): Promise<Ghost[]>;
  readonly self: Self;
}

/** What was decided: rows to change, local records of oneself to change, and what to tell the caller. */
export interface Decision<R> {
  readonly deeds?: readonly Deed[];
  readonly self?: Partial<Self>;
  /** From now on exactly these services, all of them anew: their documents are of another root. */
  readonly services?: readonly Enrolment[];
  /** A service that is used from now on, and the address of one that is not: together with the row that says so. */
  readonly joins?: Enrolment;
  readonly leaves?: string;
  readonly result?: R;
}

/**
 * Looks, thinks and remembers with nothing coming in between, so that two payments cannot take one coin.
 * `touched` names every set that is looked at or changed. `choose` may await nothing but the sight.
 */
export async function decide<R = void>(
  db: Database,
  touched: readonly Entity[],
  choose: (sight: Sight) => Decision<R> | Promise<Decision<R>>,
): Promise<R> {
  return (await write(db, touched, async (sight) => choose(sight))) as R;
}

async function write<R>(
  db: Database,
  touched: readonly Entity[],
  choose: (sight: Sight) => Promise<Decision<R>>,
): Promise<R | undefined> {
  await db.boundary();
  const changed = new Set<string>();
  // Deeds may reach sets that were not looked at; all tables of entities are in scope, which costs nothing.
  const result = await db.transaction("rw", db.tables, async () => {
    changed.clear();
    const self = await db.self.get("self");
    if (!self) throw new Error("this database has no device yet");
    const decision = await choose(sightOf(db, self, touched));
    const after = await perform(db, { ...self, ...decision.self }, decision.deeds ?? [], changed);
    if (decision.self || changed.size > 0) await db.self.put(after);
    if (decision.self) changed.add("self");
    if (await moveServices(db, decision)) changed.add("enrolments");
    return decision.result;
  });
  await db.boundary();
  if (changed.size > 0) db.onChange([...changed]);
  return result;
}

/** True when something was to be done. */
async function moveServices(
  db: Database,
  { services, joins, leaves }: Pick<Decision<unknown>, "services" | "joins" | "leaves">,
): Promise<boolean> {
  if (services) await replaceServices(db, services);
  if (joins) await joinService(db, joins);
  if (leaves !== undefined) await forgetService(db, leaves);
  return services !== undefined || joins !== undefined || leaves !== undefined;
}

function sightOf(db: Database, self: Self, touched: readonly Entity[]): Sight {
  const named = (entity: Entity) => {
    if (!touched.includes(entity)) throw new Error(`${entity.name} was not named among the sets to decide over`);
    return db.table(entity.name);
  };
  return {
    self,
    get: (entity, key) => Promise.resolve(named(entity).get(key)),
    all: (entity) => Promise.resolve(named(entity).toArray()),
    where: (entity, index, ...values) => Promise.resolve(named(entity).where(`ix.${index}`).anyOf(values).toArray()),
    ghosts: () => Promise.resolve(db.ghosts.toArray()),
  };
}

/** Performs the deeds on the rows read now; returns what the device knows of itself afterwards. */
async function perform(db: Database, self: Self, deeds: readonly Deed[], changed: Set<string>): Promise<Self> {
  const step = new Step(self);
  const tallying = new Tallying();
  const services = deeds.some(({ verb }) => verb === "remove") ? servicesOf(self, await db.enrolments.toArray()) : [];
  for (const entity of new Set(deeds.map((deed) => deed.entity))) {
    const deedsByKey = groupedByKey(deeds.filter((deed) => deed.entity === entity));
    const keys = [...deedsByKey.keys()];
    const before = await db.table(entity.name).bulkGet(keys);
    const buried = await db.tombstones.bulkGet(keys.map((key) => [entity.name, key]));
    const puts: Membership[] = [];
    for (const [index, key] of keys.entries()) {
      const was: Membership | undefined = before[index];
      let now: Membership | Tombstone | undefined = was ?? buried[index];
      step.isNews = false;
      for (const deed of deedsByKey.get(key) ?? []) now = step.apply(now, deed);
      if (now === (was ?? buried[index])) continue;
      changed.add(entity.name);
      if (now && "ins" in now) {
        const stored = asStored(entity, now, step.isNews ? step.change : (before[index]?.seq ?? step.change));
        puts.push(stored);
        tallying.note(entity, was, stored);
        if (buried[index]) await db.tombstones.delete([entity.name, key]);
      } else if (now) {
        await db.table(entity.name).delete(key);
        tallying.note(entity, was, undefined);
        await keep(db, entity.name, was, now, deedsByKey.get(key) ?? []);
        await buryUnreadable(db, entity.name, now);
        if (services.length > 0) await db.tombstones.put(bury(entity.name, now, services));
      }
    }
    await db.table(entity.name).bulkPut(puts);
  }
  await tallying.write(db);
  return changed.size > 0 ? step.after() : self;
}

/** Tens of thousands of rows may change at once: each is looked up, none is searched for. */
function groupedByKey(deeds: readonly Deed[]): ReadonlyMap<string, readonly Deed[]> {
  const deedsByKey = new Map<string, Deed[]>();
  for (const deed of deeds) {
    const own = deedsByKey.get(deed.key);
    if (own) own.push(deed);
    else deedsByKey.set(deed.key, [deed]);
  }
  return deedsByKey;
}

/** Whom deletions have to be told: services whose document is of this root; those of a former one are left alone. */
export const servicesOf = ({ root }: Self, enrolments: readonly Enrolment[]): readonly string[] =>
  enrolments.filter((enrolment) => enrolment.root === root).map(({ url }) => url);

const bury = (set: string, { key, del, saw }: Tombstone, open: readonly string[]): StoredTombstone => ({
  set,
  key,
  del,
  ...(saw && { saw }),
  open,
});

/** What its owner may want back. */
async function keep(
  db: Database,
  set: string,
  row: Membership | undefined,
  { del }: Tombstone,
  deeds: readonly Deed[],
): Promise<void> {
  const at = deeds.find(({ keptFrom }) => keptFrom !== undefined)?.keptFrom;
  if (row && at !== undefined)
    await db.trash.put({ set, ...rowOf(row.key, row.ins, row, row.facts), at, by: del.device });
}

/** A copy that this version cannot read goes with the row, unless it bears value that the deletion has not seen. */
async function buryUnreadable(db: Database, set: string, tombstone: Tombstone): Promise<void> {
  const foreign = await db.foreign.get([set, tombstone.key]);
  if (!foreign) return;
  const outlived = withDeletion(foreign, tombstone);
  if (isPresent(outlived)) await db.foreign.put({ ...outlived, set });
  else await db.foreign.delete([set, tombstone.key]);
}
