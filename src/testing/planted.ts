/** Documents as the town's free service holds them, and boxes around anything at all. */
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import nacl from "tweetnacl";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { openBlob } from "../backup/blob.ts";
import type { Doc } from "../backup/doc.ts";
import { readDocument } from "../backup/document.ts";
import { readRecoveryText } from "../backup/recovery-code.ts";
import { type Account, accountAt } from "../backup/service.ts";
import { rootOf } from "../store/root-secret.ts";
import { concat, u32, utf8, zeros } from "../taler/hash.ts";
import { ownRoot } from "../wallet/roots.ts";
import type { TestEnv } from "./env.ts";
import { stored } from "./shelf.ts";
import { documentRows, spelledRows } from "./snapshot.ts";
import type { Town } from "./town.ts";

/** The account of this sheet at a service; the town's free one unless another is named. */
export const accountOf = (sheet: string, url: string = testAddresses.sync): Account =>
  accountAt(rootOf(readRecoveryText(sheet).secret.reveal()), url);

/** The document the account holds. */
export const documentOf = (town: Town, account: Account): Doc =>
  readDocument(openBlob(stored(town, account), account.blobKey), account.root).doc;

/** A document in its box, without any of the checks of the one who seals. */
export function boxed(document: Uint8Array, { blobKey }: Account): Uint8Array {
  const packed = new Uint8Array(gzipSync(document, { level: 1 }));
  const nonce = new Uint8Array(24).fill(7);
  const used = 8 + 24 + 16 + 4 + packed.length;
  const size = Math.max(16 * 1024, 2 ** Math.ceil(Math.log2(used)));
  const content = concat(u32(packed.length), packed, zeros(size - used));
  return concat(utf8("SATCHEL1"), nonce, nacl.secretbox(content, nonce, blobKey));
}

/** Every service in use holds the very rows of this device, so that a device which restores from any has them all. */
export async function assertTold(town: Town, { db }: TestEnv): Promise<void> {
  const root = await ownRoot(db);
  const rows = await spelledRows(db);
  for (const { url } of await db.enrolments.toArray()) {
    assert.deepEqual(documentRows(documentOf(town, accountAt(root, url))), rows);
  }
}

/** The document the account holds, changed and in its box again. */
export const spoiled = (town: Town, account: Account, change: (doc: Doc) => object): Uint8Array =>
  boxed(utf8(JSON.stringify({ format: "satchel-backup", ...change(documentOf(town, account)) })), account);
