/** Joining and leaving a service: what is known of its document, and which tombstones it must still be told. */
import type { Database } from "./db.ts";
import type { Enrolment } from "./self.ts";

/** Starts anew with this service: every tombstone of this device is open there (merge rules, section 5). */
export async function enrolAt(db: Database, enrolment: Enrolment): Promise<void> {
  await atService(db, async () => {
    await forgetBlobs(db, enrolment.url);
    await db.enrolments.put(enrolment);
    await db.tombstones.toCollection().modify((tombstone) => {
      if (!tombstone.open.includes(enrolment.url))
        Object.assign(tombstone, { open: [...tombstone.open, enrolment.url] });
    });
  });
}

/** Forgets the service; tombstones that were kept for it alone go. */
export async function leaveService(db: Database, url: string): Promise<void> {
  await atService(db, async () => {
    await forgetBlobs(db, url);
    await db.enrolments.delete(url);
    await db.tombstones.toCollection().modify((tombstone, place) => {
      const open = tombstone.open.filter((one) => one !== url);
      if (open.length === 0) delete (place as { value?: unknown }).value;
      else Object.assign(tombstone, { open });
    });
  });
}

async function atService(db: Database, work: () => Promise<void>): Promise<void> {
  await db.boundary();
  await db.transaction("rw", [db.enrolments, db.tombstones, db.blobs], work);
  await db.boundary();
  db.onChange(["enrolments"]);
}

async function forgetBlobs(db: Database, url: string): Promise<void> {
  await db.blobs.where("[url+hash]").between([url, ""], [url, "\uffff"]).delete();
}

/** Inside a transaction: exactly these services from now on, each of which must be told every deletion. */
export async function replaceServices(db: Database, services: readonly Enrolment[]): Promise<void> {
  await db.blobs.clear();
  await db.enrolments.clear();
  await db.enrolments.bulkPut([...services]);
  const open = services.map(({ url }) => url);
  await db.tombstones.toCollection().modify({ open });
}
