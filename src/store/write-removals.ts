/** Writing what leaves this device into the local trash, and what the user is asked about. */
import type { Database } from "./db.ts";
import type { AskedRemoval, RemovalChanges } from "./removal.ts";

/** Writes them, inside a transaction; resolves to the names of the tables that changed. */
export async function writeRemovals(
  db: Database,
  before: readonly AskedRemoval[],
  { trash = [], asks, settles = "" }: RemovalChanges,
): Promise<readonly string[]> {
  await db.trash.bulkPut([...trash]);
  if (asks) await db.removals.put(asks);
  const isSettled = before.some(({ url }) => url === settles);
  if (isSettled) await db.removals.delete(settles);
  return [...(trash.length > 0 ? ["trash"] : []), ...(asks || isSettled ? ["removals"] : [])];
}
