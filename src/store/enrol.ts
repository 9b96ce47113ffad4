/** Joining and leaving a service, inside a transaction: what is known of its document, and what it must still be told. */
import type { Database } from "./db.ts";
import { isFilePlace } from "./kept-file.ts";
import type { Enrolment } from "./self.ts";

/** Joins the service, unless it has been joined as the same wallet already. */
export async function joinService(db: Database, enrolment: Enrolment): Promise<void> {
  const before = await db.enrolments.get(enrolment.url);
  if (before === undefined || before.isOff || before.root !== enrolment.root) await startAt(db, enrolment);
}

/** Every tombstone of this device is open at a service that is joined (merge rules, section 5). */
async function startAt(db: Database, enrolment: Enrolment): Promise<void> {
  const { url } = enrolment;
  await forgetBlobs(db, url);
  await db.removals.delete(url);
  await db.enrolments.put(enrolment);
  await db.tombstones.toCollection().modify((tombstone) => {
    if (!tombstone.open.includes(url)) Object.assign(tombstone, { open: [...tombstone.open, url] });
  });
}

/** Forgets the service; tombstones that were kept for it alone go. */
export async function forgetService(db: Database, url: string): Promise<void> {
  await forgetBlobs(db, url);
  await db.enrolments.delete(url);
  await db.removals.delete(url);
  await db.tombstones.toCollection().modify((tombstone, place) => {
    const open = tombstone.open.filter((one) => one !== url);
    if (open.length === 0) delete (place as { value?: unknown }).value;
    else Object.assign(tombstone, { open });
  });
}

async function forgetBlobs(db: Database, url: string): Promise<void> {
  await db.blobs.where("[url+hash]").between([url, ""], [url, "\uffff"]).delete();
}

/** Exactly these services from now on, each of which must be told every deletion. */
export async function replaceServices(db: Database, services: readonly Enrolment[]): Promise<void> {
  const kept = await db.blobs.toCollection().primaryKeys();
  await db.blobs.bulkDelete(kept.filter(([url]) => !isFilePlace(url)));
  await db.enrolments.clear();
  await db.removals.clear();
  await db.enrolments.bulkPut([...services]);
  const open = services.map(({ url }) => url);
  await db.tombstones.toCollection().modify({ open });
}
