/** A wallet whose recovery secret was renewed: what its documents say of the secret before. */
import type { Doc } from "../backup/doc.ts";
import { writeDocument } from "../backup/document.ts";
import { utf8 } from "../taler/hash.ts";
import { at, start } from "./corpus-rows.ts";

/** The document as of format 1.1: the copy at the service that the old secret opened is overwritten. */
export function renewed(before: Doc, url: string, device: string, ...rivals: readonly string[]): Uint8Array {
  const doc = JSON.parse(new TextDecoder().decode(writeDocument(before)));
  const renewedBy = { value: device, at: at(39, device) };
  const news = {
    renewedAt: start + 60,
    renewedBy,
    copies: [url],
    emptied: [url],
    ...(rivals.length > 0 && { rivals }),
  };
  Object.assign(doc.sets.formerRoots.rows[0].facts, news);
  return utf8(JSON.stringify({ ...doc, version: { major: 1, minor: 1 } }));
}
