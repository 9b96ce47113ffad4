/** How many rows there are of each sort, counted by the only writer: a sum over fifty thousand coins reads a few counts. */
import type { Database } from "./db.ts";
import type { Entity } from "./entity.ts";
import type { Membership } from "./row.ts";

/** The sort of a row; undefined for rows that are not counted. */
const sortOf = ({ sort }: Entity, row: Membership | undefined): string | undefined => row && sort?.(row as never);

/** What the changes of one transaction do to the counts. */
export class Tallying {
  readonly #addedBySet = new Map<string, Map<string, number>>();

  /** A row as its table held it, and as it holds it now; either may be missing. */
  note(entity: Entity, before: Membership | undefined, after: Membership | undefined): void {
    const [was, is] = [sortOf(entity, before), sortOf(entity, after)];
    if (was === is) return;
    if (was !== undefined) this.#add(entity.name, was, -1);
    if (is !== undefined) this.#add(entity.name, is, 1);
  }

  #add(set: string, sort: string, count: number): void {
    const added = this.#addedBySet.get(set) ?? new Map<string, number>();
    this.#addedBySet.set(set, added.set(sort, (added.get(sort) ?? 0) + count));
  }

  /** Writes the counts, inside the transaction that changes the rows. */
  async write(db: Pick<Database, "tallies">): Promise<void> {
    for (const [set, added] of this.#addedBySet) {
      const sorts = [...added.keys()];
      const before = await db.tallies.bulkGet(sorts.map((sort) => [set, sort]));
      const after = sorts.map((sort, index) => ({
        set,
        sort,
        count: (before[index]?.count ?? 0) + (added.get(sort) ?? 0),
      }));
      await db.tallies.bulkPut(after.filter(({ count }) => count !== 0));
      await db.tallies.bulkDelete(after.filter(({ count }) => count === 0).map(({ sort }) => [set, sort]));
    }
  }
}

/** Rows of one kind by their sort, counted one by one. */
export function countedBySort(entity: Entity, rows: Iterable<Membership>): ReadonlyMap<string, number> {
  const countBySort = new Map<string, number>();
  for (const row of rows) {
    const sort = sortOf(entity, row);
    if (sort !== undefined) countBySort.set(sort, (countBySort.get(sort) ?? 0) + 1);
  }
  return countBySort;
}

/** The same of all that are in the database, without reading them. */
export async function tallied(db: Database, { name }: Entity): Promise<ReadonlyMap<string, number>> {
  const tallies = await db.tallies.where("[set+sort]").between([name, ""], [name, []]).toArray();
  return new Map(tallies.map(({ sort, count }) => [sort, count]));
}
