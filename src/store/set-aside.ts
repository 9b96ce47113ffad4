/** What was received and this version can make no use of: kept, handed on, and counted so that nobody is surprised. */
import type { Database } from "./db.ts";
import { entities } from "./entities.ts";

/**
 * Members that could not be read at all, and rows of sets this version knows with a key or facts it cannot read. Whole
 * sets of newer versions do not count: nothing of what this version is for is missing with them.
 */
export async function countSetAside(db: Database): Promise<number> {
  const known = new Set(entities.map(({ name }) => name));
  const foreign = (await db.foreign.toCollection().primaryKeys()).filter(([set]) => known.has(set));
  return (await db.setAside.count()) + foreign.length;
}
