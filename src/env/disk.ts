/** Opening the database, unless the browser forbids it or a newer version of the wallet has changed it. */
import { WalletError } from "../api/problems.ts";
import type { Database } from "../store/db.ts";
import { openDatabase } from "../store/open.ts";

/**
 * As {@link openDatabase}; throws `databaseTooNew` and touches nothing when a newer version was here before. Dexie
 * would open such a database without a word and show the tables it knows. When a newer version comes while this one
 * is here, it lets go of the database for good, and tells so as if the browser had closed it. Throws `storageBlocked`
 * where the browser allows no database at all.
 */
export async function openDisk(...place: Parameters<typeof openDatabase>): Promise<Database> {
  const db = await openDatabase(...place).catch((error: unknown) => {
    throw isForbidden(error) ? new WalletError("storageBlocked", error.name) : error;
  });
  db.on("versionchange", () => {
    db.close();
    // Dexie's own way would let go, too, but take hold again at the next question.
    return false;
  });
  // Dexie counts in tenths; the digits after the point are its own repairs.
  const found = Math.floor(db.backendDB().version / 10);
  if (found <= db.verno) return db;
  db.close();
  throw new WalletError("databaseTooNew", `version ${found}, this wallet knows ${db.verno}`);
}

/** How browsers say that nothing may be stored: by the law of an origin, in a private window, or with no database at all. */
const forbidden = ["SecurityError", "InvalidStateError", "MissingAPIError"];

const isForbidden = (error: unknown): error is Error => error instanceof Error && forbidden.includes(error.name);
