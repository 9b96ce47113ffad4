/** The exchange's key for coins of one worth, and the hash by which everybody names it. */
import { sha512, u32 } from "./hash.ts";
import { type RsaPublicKey, readRsaPublicKey } from "./rsa-blind.ts";

/** The numbers of the ciphers wherever one is hashed. Of Clause-Schnorr keys only the hash is computed here. */
export const ciphers = { RSA: 1, CS: 2 } as const;

/** A denomination that can be used: its key and the hash of it. */
export interface Denomination {
  readonly key: RsaPublicKey;
  readonly hash: Uint8Array;
}

/**
 * The hash of a denomination's key, 64 bytes. `key` is the key as written: of RSA with its lengths, of CS 32 bytes.
 * `ageMask` is 0 where coins know nothing of age.
 */
export function denominationHash(cipher: keyof typeof ciphers, key: Uint8Array, ageMask = 0): Uint8Array {
  return sha512(u32(ageMask), u32(ciphers[cipher]), key);
}

/** Reads an RSA denomination. Throws a {@link FormatError} when that is no key. */
export function rsaDenomination(key: Uint8Array, ageMask = 0): Denomination {
  return { key: readRsaPublicKey(key), hash: denominationHash("RSA", key, ageMask) };
}
