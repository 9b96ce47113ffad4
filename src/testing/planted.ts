/** A service that holds what its account never meant to store: anything at all, signed as it should be. */
import { gzipSync } from "node:zlib";
import nacl from "tweetnacl";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { readRecoveryText } from "../backup/recovery-code.ts";
import { type Account, accountAt } from "../backup/service.ts";
import { rootOf } from "../store/root-secret.ts";
import { concat, u32, utf8, zeros } from "../taler/hash.ts";
import { backupHash, uploadHeaders } from "../taler/sync-api.ts";
import type { Town } from "./town.ts";

/** The account of this sheet at the town's free service. */
export const accountOf = (sheet: string): Account =>
  accountAt(rootOf(readRecoveryText(sheet).secret.reveal()), testAddresses.sync);

/** The newest bytes of the account. */
export function stored(town: Town, { pub }: Account): Uint8Array {
  const newest = town.sandbox.sync.vault.newest(pub);
  if (!newest) throw new Error("nothing is stored");
  return newest.body;
}

/** Puts these bytes in place of what the account holds. */
export async function plant(town: Town, { pub, key }: Account, body: Uint8Array): Promise<void> {
  const { vault } = town.sandbox.sync;
  vault.openForFree(pub);
  const previous = vault.newest(pub)?.hash;
  const step = { previous, hash: backupHash(body) };
  const signature = (await uploadHeaders(key, step))["Sync-Signature"] ?? "";
  vault.replace(pub, { ...step, signature, body });
}

/** A document as {@link openBlob} expects it, without any of the checks of the one who seals. */
export function boxed(document: Uint8Array, { blobKey }: Account): Uint8Array {
  const packed = new Uint8Array(gzipSync(document, { level: 1 }));
  const nonce = new Uint8Array(24).fill(7);
  const used = 8 + 24 + 16 + 4 + packed.length;
  const size = Math.max(16 * 1024, 2 ** Math.ceil(Math.log2(used)));
  const content = concat(u32(packed.length), packed, zeros(size - used));
  return concat(utf8("SATCHEL1"), nonce, nacl.secretbox(content, nonce, blobKey));
}
