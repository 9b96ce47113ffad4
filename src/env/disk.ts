/** Opening the database, unless a newer version of the wallet has changed it. */
import { WalletError } from "../api/problems.ts";
import { type Database, openDatabase } from "../store/db.ts";

/**
 * As {@link openDatabase}; throws `databaseTooNew` and touches nothing when a newer version was here before. Dexie
 * would open such a database without a word and show the tables it knows.
 */
export async function openDisk(...place: Parameters<typeof openDatabase>): Promise<Database> {
  const db = await openDatabase(...place);
  // Dexie counts in tenths.
  const found = db.backendDB().version / 10;
  if (found <= db.verno) return db;
  db.close();
  throw new WalletError("databaseTooNew", `version ${found}, this wallet knows ${db.verno}`);
}
