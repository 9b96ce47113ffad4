/** A document as a service keeps it: compressed, padded to a size that many wallets share, encrypted. FORMAT.md publishes it. */
import { gzip, Inflate } from "pako";
import nacl from "tweetnacl";
import { WalletError } from "../api/problems.ts";
import { concat, sameBytes, u32, utf8, zeros } from "../taler/hash.ts";

const mebibyte = 2 ** 20;
const magic = utf8("SATCHEL1");
const nonceEnd = magic.length + nacl.secretbox.nonceLength;
const lengthSize = 4;
const overhead = nonceEnd + nacl.secretbox.overheadLength + lengthSize;

const smallestClass = 16 * 1024;

/** The largest blob that is opened or sealed, whatever a service would take. */
const largestBlob = 64 * mebibyte;

/** No document is larger: inflating stops here, so a small blob cannot fill the memory. */
export const largestDocument = 128 * mebibyte;

/**
 * The blob of a document for a service whose limit is so many MiB, exclusive. `key` has 32 bytes; `nonce` has 24, fresh
 * for every content. Throws `serviceFull` when the compressed document is too large for the service.
 */
export async function sealBlob(
  document: Uint8Array,
  key: Uint8Array,
  nonce: Uint8Array,
  limit: number,
): Promise<Uint8Array> {
  return sealPacked(await compressed(document), key, nonce, limit);
}

/** The same of a document that is {@link compressed} already. */
export function sealPacked(packed: Uint8Array, key: Uint8Array, nonce: Uint8Array, limit: number): Uint8Array {
  const size = sizeClass(overhead + packed.length, limit);
  const padding = zeros(size - overhead - packed.length);
  return concat(magic, nonce, nacl.secretbox(concat(u32(packed.length), packed, padding), nonce, key));
}

/** Powers of two from 16 KiB; the last class is one byte less than what the service refuses. */
function sizeClass(needed: number, limit: number): number {
  const last = Math.min(limit * mebibyte - 1, largestBlob);
  if (needed > last) throw new WalletError("serviceFull", `${needed} bytes, of at most ${last}`);
  let size = smallestClass;
  while (size < needed) size *= 2;
  return Math.min(size, last);
}

/** Whether some service's limit makes this the size of a whole blob. */
function isOfClass(size: number): boolean {
  const isPower = size >= smallestClass && Number.isInteger(Math.log2(size));
  return isPower || (size + 1) % mebibyte === 0;
}

/**
 * Small documents at once and with the same bytes in every browser; large ones by the browser itself, which takes
 * half the time and lets others have their turn meanwhile.
 */
export async function compressed(document: Uint8Array): Promise<Uint8Array> {
  if (document.length <= mebibyte) return gzip(document);
  const stream = new Blob([new Uint8Array(document)]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * The document in a blob. Throws a {@link WalletError}: `notABackup` when it does not begin as one, `backupTooLarge`
 * when it or its content exceeds the bounds, `backupDamaged` otherwise, with one of these details: "truncated",
 * "wrong key or damaged", "length", "padding", "compression".
 */
export function openBlob(blob: Uint8Array, key: Uint8Array): Uint8Array {
  if (blob.length > largestBlob) throw new WalletError("backupTooLarge", `${blob.length} bytes`);
  const start = blob.subarray(0, magic.length);
  if (!sameBytes(start, magic.subarray(0, start.length))) throw new WalletError("notABackup", "it begins otherwise");
  if (blob.length < overhead) throw damaged("truncated");
  const content = nacl.secretbox.open(blob.subarray(nonceEnd), blob.subarray(magic.length, nonceEnd), key);
  if (content === null) throw damaged(isOfClass(blob.length) ? "wrong key or damaged" : "truncated");
  const end = lengthSize + new DataView(content.buffer, content.byteOffset).getUint32(0);
  if (end > content.length) throw damaged("length");
  if (content.subarray(end).some((byte) => byte !== 0)) throw damaged("padding");
  return inflated(content.subarray(lengthSize, end));
}

const damaged = (what: string) => new WalletError("backupDamaged", what);

function inflated(packed: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let size = 0;
  // 31: gzip and nothing else that this library could guess.
  const inflator = new Inflate({ windowBits: 31 });
  inflator.onData = (part) => {
    size += part.length;
    if (size > largestDocument) throw new WalletError("backupTooLarge", `inflates beyond ${largestDocument} bytes`);
    parts.push(part);
  };
  if (!inflator.push(packed, true)) throw damaged("compression");
  return concat(...parts);
}
