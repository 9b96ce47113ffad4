/** Blind signatures with RSA (Chaum): the exchange signs a coin without seeing it. */
import { bigintOf, inverse, minimalBytes, modPow } from "./bignum.ts";
import { FormatError } from "./codec.ts";
import { concat, kdfMod, preparedSalt, type Salt, sameBytes, u16, utf8, zeros } from "./hash.ts";

export interface RsaPublicKey {
  readonly n: bigint;
  readonly e: bigint;
  /** The key as it is written, hashed and derived from. */
  readonly encoded: Uint8Array;
}

/** Beyond these sizes, computing with a key that a stranger sent would take too long. */
const maxModulusBytes = 1024;
const maxExponentBytes = 8;

/** A key in writing: the lengths of n and e in two bytes each, then both numbers. */
export function rsaPublicKey(n: bigint, e: bigint): RsaPublicKey {
  const [modulus, exponent] = [minimalBytes(n), minimalBytes(e)];
  return { n, e, encoded: concat(u16(modulus.length), u16(exponent.length), modulus, exponent) };
}

/** Reads a key. Throws a {@link FormatError} for any other spelling of it and for numbers that cannot be a key. */
export function readRsaPublicKey(encoded: Uint8Array): RsaPublicKey {
  const modulusSize = Number(bigintOf(encoded.subarray(0, 2)));
  const exponentSize = Number(bigintOf(encoded.subarray(2, 4)));
  const [modulus, exponent] = [encoded.subarray(4, 4 + modulusSize), encoded.subarray(4 + modulusSize)];
  if (modulus.length !== modulusSize || exponent.length !== exponentSize) throw new FormatError("not an RSA key");
  if (modulusSize > maxModulusBytes || exponentSize > maxExponentBytes) throw new FormatError("RSA key too large");
  if (modulus[0] === 0 || exponent[0] === 0) throw new FormatError("RSA key with leading zeros");
  const [n, e] = [bigintOf(modulus), bigintOf(exponent)];
  if (n < 3n || n % 2n === 0n || e < 3n || e % 2n === 0n) throw new FormatError("not an RSA key");
  return { n, e, encoded };
}

/** The message as a number below n. */
export function fullDomainHash(key: RsaPublicKey, message: Uint8Array, salt: Uint8Array | Salt = key.encoded): bigint {
  return kdfMod(key.n, salt, message, utf8("RSA-FDA FTpsW!"));
}

const blindingSalt = preparedSalt(utf8("Blinding KDF extractor HMAC key"));

/** What hides a message from the signer, derived from 32 secret bytes. */
function blindingFactor(key: RsaPublicKey, secret: Uint8Array): bigint {
  return kdfMod(key.n, blindingSalt, secret, utf8("Blinding KDF"));
}

/** What shall be signed, and 32 secret bytes to hide it behind. */
export interface Hidden {
  readonly message: Uint8Array;
  readonly blindingSecret: Uint8Array;
}

/** What uncovers the signature of something that was hidden: found out while hiding it. */
interface Opening {
  readonly n: bigint;
  readonly message: Uint8Array;
  /** The message as the number that is signed. */
  readonly hash: bigint;
  /** The inverse of what hid it. */
  readonly unblinding: () => bigint;
}

/** By the secret that hid it, for as long as somebody has that: whoever hides coins uncovers some of them soon after. */
const openings = new WeakMap<Uint8Array, Opening>();

/**
 * The messages hidden from the signer, each in as few bytes as it takes: the exchange hashes just those.
 * Throws a {@link FormatError} for a key that was made to tell the signer something.
 */
export function blindAll(key: RsaPublicKey, all: readonly Hidden[]): Uint8Array[] {
  const { n, e } = key;
  const salt = preparedSalt(key.encoded);
  const hashes = all.map(({ message }) => fullDomainHash(key, message, salt));
  const factors = all.map(({ blindingSecret }) => blindingFactor(key, blindingSecret));
  const product = (numbers: readonly bigint[]) => numbers.reduce((so, one) => (so * one) % n, 1n);
  const ofHashes = product(hashes);
  // The product of all has an inverse just when none of the hashes and blinding factors shares a factor with n.
  const inverseOfAll = inverse((ofHashes * product(factors)) % n, n);
  if (inverseOfAll === undefined) throw new FormatError("malicious RSA key");
  return all.map(({ message, blindingSecret }, index) => {
    const [hash = 0n, factor = 0n] = [hashes[index], factors[index]];
    const unblinding = () => product([inverseOfAll, ofHashes, ...factors.toSpliced(index, 1)]);
    openings.set(blindingSecret, { n, message, hash, unblinding });
    return minimalBytes((hash * modPow(factor, e, n)) % n);
  });
}

/** As {@link blindAll}, a single one. */
export function blind(key: RsaPublicKey, blindingSecret: Uint8Array, message: Uint8Array): Uint8Array {
  const [blinded = zeros(0)] = blindAll(key, [{ message, blindingSecret }]);
  return blinded;
}

/**
 * The signature under the message itself, in as few bytes as it takes,
 * or undefined when what came back is not the signature of the blinded message.
 */
export function unblind(
  key: RsaPublicKey,
  blindingSecret: Uint8Array,
  message: Uint8Array,
  blindSignature: Uint8Array,
): Uint8Array | undefined {
  const signed = bigintOf(blindSignature);
  const opening = openings.get(blindingSecret);
  const isKnown = opening?.n === key.n && sameBytes(opening.message, message);
  const unblinding = isKnown ? opening.unblinding() : inverse(blindingFactor(key, blindingSecret), key.n);
  if (signed >= key.n || unblinding === undefined) return undefined;
  const signature = (signed * unblinding) % key.n;
  const hash = isKnown ? opening.hash : fullDomainHash(key, message);
  return modPow(signature, key.e, key.n) === hash ? minimalBytes(signature) : undefined;
}

/** Whether this is the key's signature of the message. */
export function verifyBlindSigned(key: RsaPublicKey, message: Uint8Array, signature: Uint8Array): boolean {
  const signed = bigintOf(signature);
  return signed < key.n && modPow(signed, key.e, key.n) === fullDomainHash(key, message);
}
