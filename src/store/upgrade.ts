/** Bringing a database of a former version up to date: what is derived from the rows is derived anew. */
import type { Transaction } from "dexie";
import { entityNamed } from "./entities.ts";
import type { Entity } from "./entity.ts";
import type { Membership } from "./row.ts";
import { isSameJson } from "./same.ts";
import { asStored } from "./stored.ts";
import { countedBySort } from "./tally.ts";

type StoredRow = ReturnType<typeof asStored>;

/** Fills in index columns and counts of these sets, inside the transaction of the upgrade; the facts stay as they are. */
export async function deriveAnew(transaction: Transaction, sets: readonly string[]): Promise<void> {
  for (const name of sets) {
    const entity = entityNamed(name);
    if (entity) await deriveSet(transaction, entity);
  }
}

async function deriveSet(transaction: Transaction, entity: Entity): Promise<void> {
  const table = transaction.table<StoredRow, string>(entity.name);
  const rows = await table.toArray();
  const derived = rows.map((row) => asStored(entity, row, row.seq));
  await table.bulkPut(derived.filter(({ ix }, index) => !isSameJson(ix, rows[index]?.ix)));
  const counts = countedBySort(entity, rows as readonly Membership[]);
  const tallies = transaction.table("tallies");
  await tallies.where("[set+sort]").between([entity.name, ""], [entity.name, []]).delete();
  await tallies.bulkPut([...counts].map(([sort, count]) => ({ set: entity.name, sort, count })));
}
