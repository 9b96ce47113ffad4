/** Writing local records: failures, what exchanges offer, what is known of each service. They join no document. */

import type { Json } from "../taler/codec.ts";
import type { Database } from "./db.ts";
import type { ExchangeOffer } from "./exchange-offer.ts";
import type { AskedRemoval, TrashRow } from "./removal.ts";
import { isSameJson } from "./same.ts";
import type { Blob, ClaimedOrder, Enrolment, Ghost, Retry } from "./self.ts";

/** One transaction over one table; `work` tells whether it changed anything. */
async function within(
  db: Database,
  table: "retries" | "offers" | "enrolments" | "blobs" | "aside" | "orders" | "ghosts" | "trash" | "removals",
  work: () => Promise<boolean>,
): Promise<void> {
  await db.boundary();
  const hasChanged = await db.transaction("rw", db.table(table), work);
  await db.boundary();
  if (hasChanged) db.onChange([table]);
}

/** Keeps a failure, in place of an earlier one of the same task. */
export function rememberRetry(db: Database, retry: Retry): Promise<void> {
  return within(db, "retries", async () => {
    await db.retries.put(retry);
    return true;
  });
}

/** Forgets failures of these tasks: they succeeded, are no more, or the user wants them tried at once. */
export function forgetRetry(db: Database, ...ids: readonly string[]): Promise<void> {
  return within(db, "retries", async () => (await db.retries.where("id").anyOf(ids).delete()) > 0);
}

/** Keeps what an exchange offers, in place of what it offered before. */
export function rememberOffer(db: Database, offer: ExchangeOffer): Promise<void> {
  return within(db, "offers", async () => {
    await db.offers.put(offer);
    return true;
  });
}

/**
 * Changes what is known of the offer of the exchange at this URL, if anything is; `change` sees what is there now and
 * returns the very same to change nothing.
 */
export function updateOffer(
  db: Database,
  url: string,
  change: (before: ExchangeOffer) => ExchangeOffer,
): Promise<void> {
  return within(db, "offers", async () => {
    const before = await db.offers.get(url);
    const after = before && change(before);
    if (after === undefined || isSameJson(before as unknown as Json, after as unknown as Json)) return false;
    await db.offers.put(after);
    return true;
  });
}

/** Forgets what the exchange at this URL offered. */
export function forgetOffer(db: Database, url: string): Promise<void> {
  return within(db, "offers", async () => (await db.offers.where("url").equals(url).delete()) > 0);
}

/**
 * Changes what is known of the service at `url`. `change` sees what is there now and returns what shall be there:
 * the very same to change nothing, undefined for no record at all.
 */
export function updateEnrolment(
  db: Database,
  url: string,
  change: (before: Enrolment | undefined) => Enrolment | undefined,
): Promise<void> {
  return within(db, "enrolments", async () => {
    const before = await db.enrolments.get(url);
    const after = change(before);
    if (after === before) return false;
    if (after) await db.enrolments.put(after);
    else await db.enrolments.delete(url);
    return true;
  });
}

/** Keeps the bytes of a document of this service. */
export function rememberBlob(db: Database, blob: Blob): Promise<void> {
  return within(db, "blobs", async () => {
    await db.blobs.put(blob);
    return false;
  });
}

/** Forgets the bytes of all documents of this service but one. */
export function forgetBlobs(db: Database, url: string, kept: string): Promise<void> {
  return within(db, "blobs", async () => {
    const all = await db.blobs.where("[url+hash]").between([url, ""], [url, "\uffff"]).primaryKeys();
    await db.blobs.bulkDelete(all.filter(([, hash]) => hash !== kept));
    return false;
  });
}

/** A row that was put aside is back, or worth nothing. */
export function forgetAside(db: Database, set: string, key: string): Promise<void> {
  return within(db, "aside", async () => {
    await db.aside.delete([set, key]);
    return true;
  });
}

/** Takes rows out of the trash, to be brought back by the job that does so. */
export async function bringBackFromTrash(db: Database, rows: readonly TrashRow[], now: number): Promise<void> {
  await db.boundary();
  await db.transaction("rw", db.trash, db.aside, async () => {
    await db.aside.bulkPut(rows.map(({ set, key, ins, facts }) => ({ set, key, ins, facts, at: now, isWished: true })));
    await db.trash.bulkDelete(rows.map(({ set, key }) => [set, key]));
  });
  await db.boundary();
  db.onChange(["trash", "aside"]);
}

/** Takes rows out of the trash for good: these, or all that lie there since before `until` (milliseconds). */
export function emptyTrash(db: Database, what: readonly TrashRow[] | { readonly until: number }): Promise<void> {
  return within(db, "trash", async () => {
    if ("until" in what) return (await db.trash.where("at").belowOrEqual(what.until).delete()) > 0;
    await db.trash.bulkDelete(what.map(({ set, key }) => [set, key]));
    return what.length > 0;
  });
}

/**
 * Writes down what the user says to the removal that was shown, and makes every service due that has such a question: the
 * answer may settle it, too. False when something else would be taken by now; then nothing is decided.
 */
export async function decideRemoval(
  db: Database,
  { url, hash, decided }: Required<Pick<AskedRemoval, "url" | "hash" | "decided">>,
): Promise<boolean> {
  await db.boundary();
  const isSame = await db.transaction("rw", db.removals, db.enrolments, db.retries, async () => {
    const asked = await db.removals.get(url);
    if (asked?.hash !== hash) return false;
    await db.removals.put({ ...asked, decided });
    const urls = (await db.removals.toArray()).map((one) => one.url);
    await db.enrolments.where("url").anyOf(urls).modify({ lookAt: 0 });
    await db.retries.bulkDelete(urls.map((one) => `backup:${one}`));
    return true;
  });
  await db.boundary();
  if (isSame) db.onChange(["removals", "enrolments", "retries"]);
  return isSame;
}

/** Keeps an order that was claimed, in place of what was known of the same contract. */
export function rememberOrder(db: Database, order: ClaimedOrder): Promise<void> {
  return within(db, "orders", async () => {
    await db.orders.put(order);
    return true;
  });
}

/** Forgets orders that were claimed: they were accepted, declined, or can be paid no more. */
export function forgetOrders(db: Database, ...ids: readonly string[]): Promise<void> {
  return within(db, "orders", async () => (await db.orders.where("id").anyOf(ids).delete()) > 0);
}

/** The ghosts of a coin are these and no others. */
export function rememberGhosts(db: Database, coin: string, ghosts: readonly Ghost[]): Promise<void> {
  return within(db, "ghosts", async () => {
    const before = await db.ghosts.where("[coin+purpose]").between([coin, ""], [coin, "\uffff"]).toArray();
    if (isSameJson(before as unknown as Json, ghosts as unknown as Json)) return false;
    await db.ghosts.bulkDelete(before.map(({ purpose }) => [coin, purpose]));
    await db.ghosts.bulkPut([...ghosts]);
    return true;
  });
}
