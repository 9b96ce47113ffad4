/** Hashes and derived keys as GNUnet makes them, and the few ways in which numbers and texts become bytes for them. */
import { expand } from "@noble/hashes/hkdf.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha512 as nobleSha512, sha256 } from "@noble/hashes/sha2.js";
import { bigintOf, bitLength } from "./bignum.ts";

// Marked, so that pages which only count money do not load it.
const encoder = /* @__PURE__ */ new TextEncoder();

/** UTF-8 without a final zero: labels and constants. */
export const utf8 = (text: string): Uint8Array => encoder.encode(text);

/** UTF-8 and a final zero byte: the form in which GNU Taler hashes URLs, method names and JSON. */
export const cstr = (text: string): Uint8Array => encoder.encode(`${text}\0`);

/** All parts one after another. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Whether two byte strings are the same. Not for secrets: the time it takes tells where they differ. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** The same for secrets: how long it takes depends on their lengths alone. */
export function sameSecret(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (const [index, byte] of a.entries()) difference |= byte ^ (b[index] ?? 0);
  return difference === 0;
}

function unsigned(size: number, value: number | bigint): Uint8Array {
  const bytes = new Uint8Array(size);
  let rest = BigInt(value);
  for (let at = size - 1; at >= 0; at--) {
    bytes[at] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  // What is left of a number that fits is zero; of a negative one it is -1.
  if (rest !== 0n) throw new RangeError(`not a number of ${size} bytes`);
  return bytes;
}

/** Whole numbers, most significant byte first. Throw a RangeError when the number does not fit. */
export const u16 = (value: number): Uint8Array => unsigned(2, value);
export const u32 = (value: number): Uint8Array => unsigned(4, value);
export const u64 = (value: number | bigint): Uint8Array => unsigned(8, value);

/** That many zero bytes: how signatures spell "none". */
export const zeros = (size: number): Uint8Array => new Uint8Array(size);

/** SHA-512 of all parts one after another, 64 bytes. */
export function sha512(...parts: readonly Uint8Array[]): Uint8Array {
  const running = nobleSha512.create();
  for (const part of parts) running.update(part);
  return running.digest();
}

/** Spelled out, so that pages which only count money leave it behind. */
const large = 1_048_576;

/**
 * As {@link sha512}, for what may be long: the browser itself takes a tenth of the time and lets others have their turn
 * meanwhile. Short bytes are not worth the way there.
 */
export async function sha512OfMany(bytes: Uint8Array): Promise<Uint8Array> {
  if (bytes.length <= large) return sha512(bytes);
  return new Uint8Array(await crypto.subtle.digest("SHA-512", new Uint8Array(bytes)));
}

/** The first 32 bytes of SHA-512, which is not SHA-512/256. */
export const sha512Half = (...parts: readonly Uint8Array[]): Uint8Array => sha512(...parts).slice(0, 32);

/** A salt that many keys are derived with, as far as one gets without them. */
export const preparedSalt = (salt: Uint8Array) => hmac.create(nobleSha512, salt);
export type Salt = ReturnType<typeof preparedSalt>;

/**
 * GNUnet's key derivation: HKDF (RFC 5869) that extracts with SHA-512 and expands with SHA-256.
 * Gives `length` bytes, at most 255 blocks of 32.
 */
export function kdf(
  length: number,
  salt: Uint8Array | Salt,
  ikm: Uint8Array,
  ...info: readonly Uint8Array[]
): Uint8Array {
  if (length > 255 * 32) throw new RangeError("more than a key derivation can give");
  const extracted = (salt instanceof Uint8Array ? preparedSalt(salt) : salt.clone()).update(ikm).digest();
  return expand(sha256, extracted, concat(...info), length);
}

/** A number below `n`, spread evenly: derives as many bits as `n` has until the number is smaller. */
export function kdfMod(n: bigint, salt: Uint8Array | Salt, ikm: Uint8Array, context: Uint8Array): bigint {
  const bits = bitLength(n);
  const size = Math.ceil(bits / 8);
  const mask = (1n << BigInt(bits)) - 1n;
  for (let attempt = 0; ; attempt++) {
    const number = bigintOf(kdf(size, salt, ikm, context, u16(attempt))) & mask;
    if (number < n) return number;
  }
}
