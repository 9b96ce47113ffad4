/** Where a file waits that is to be merged: beside the documents of services, under the root that opens it. */
import type { Database } from "./db.ts";
import type { Blob } from "./self.ts";

const mark = "file:";

/** The place of a file that the root of this public name opens. */
export const filePlace = (root: string): string => mark + root;

/** True for the place of a file; services have addresses. */
export const isFilePlace = (url: string): boolean => url.startsWith(mark);

/** The file that waits for this root, if there is one. */
export function waitingFile(db: Database, root: string): Promise<Blob | undefined> {
  const place = filePlace(root);
  return db.blobs.where("[url+hash]").between([place, ""], [place, "\uffff"]).first();
}

/** Whether one waits, without reading its bytes. */
export async function isFileWaiting(db: Database, root: string): Promise<boolean> {
  const place = filePlace(root);
  return (await db.blobs.where("[url+hash]").between([place, ""], [place, "\uffff"]).count()) > 0;
}

/** Forgets every file that waits; those of other roots were left behind by a restore that came to nothing. */
export async function forgetFiles(db: Database): Promise<void> {
  await db.boundary();
  const places = await db.blobs
    .where("[url+hash]")
    .between([mark, ""], [`${mark}\uffff`, ""])
    .primaryKeys();
  await db.blobs.bulkDelete(places);
  await db.boundary();
}
