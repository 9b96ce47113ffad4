/** Opens the database with the schema that the entities ask for, and brings an older one up to date. */
import { Database, schema } from "./db.ts";
import { deriveAnew } from "./upgrade.ts";

/**
 * What a version of the database changed: sets with another index column or another sort, whose rows have to be
 * derived anew. Upgrades only add (design, section 11); the schema itself is always that of the entities.
 */
const changedByVersion: Readonly<Record<number, readonly string[]>> = {
  1: [],
  /** Withdrawals have their place in the story, and like coins they are counted. */
  2: ["withdrawals", "coins"],
  /** Purchases, payments and refreshes; coins by what was taken of them. */
  3: ["coins"],
  /** Purchases are counted as events, too. */
  4: ["purchases"],
  /** Coins that exchanges take back, and what they bring. */
  5: [],
  /** Keys and auditors that the user trusts. */
  6: [],
  /** Purchases of which money back is announced. */
  7: [],
  /**
   * Coins that were shown to somebody who did not take of them; what was purged, and what was taken late. A newer device
   * may have told an older one of these, which kept them without knowing what they change.
   */
  8: ["coins", "purchases", "withdrawals", "refreshes"],
  /** What was removed stays for a while, and a removal that would take much waits for the user. */
  9: [],
};

/**
 * Opens (or makes) the database `name`.
 * Every commit is durable before it is reported: Chrome is asked for strict durability, Firefox flushes anyway
 * (design, section 7). `factory` replaces the browser's IndexedDB in tests.
 */
export async function openDatabase(
  name = "satchel",
  factory?: { readonly indexedDB: IDBFactory; readonly IDBKeyRange: typeof IDBKeyRange },
): Promise<Database> {
  const db = new Database(name, { chromeTransactionDurability: "strict", ...factory });
  for (const [version, changed] of Object.entries(changedByVersion)) {
    db.version(Number(version)).upgrade((transaction) => deriveAnew(transaction, changed));
  }
  // Later versions have what the first one has; told last, because each telling spells out all versions there are.
  db.version(1).stores(schema());
  await db.open();
  return db;
}
