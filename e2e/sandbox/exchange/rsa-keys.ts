/** RSA keys that follow from a seed, made once per process: the presses that print the sandbox's coins. */
import { checkPrimeSync, constants, createPrivateKey, type KeyObject, privateDecrypt } from "node:crypto";
import { bigintOf, inverse, minimalBytes } from "../../../src/taler/bignum.ts";
import { chanceFrom } from "../chance.ts";

export interface RsaKey {
  /** Big-endian, without leading zeros. */
  readonly modulus: Uint8Array;
  readonly exponent: Uint8Array;
  /**
   * The RSA operation with the private key on the number as it is, without any padding (blind signatures).
   * Takes and gives the minimal big-endian form; undefined when the number is not below the modulus.
   */
  sign(blinded: Uint8Array): Uint8Array | undefined;
}

const publicExponent = 65537n;
const smallPrimes = [3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n, 41n, 43n, 47n, 53n, 59n, 61n, 67n, 71n, 73n];

/** A prime of exactly so many bits (the two highest are set, so that two of them multiply to full length). */
function primeOf(bits: number, chance: (size: number) => Uint8Array): bigint {
  const top = 3n << BigInt(bits - 2);
  for (let candidate = bigintOf(chance(bits / 8)) | top | 1n; ; candidate += 2n) {
    if (candidate >> BigInt(bits) !== 0n) return primeOf(bits, chance);
    if (smallPrimes.some((prime) => candidate % prime === 0n)) continue;
    // The exponent is prime, so it has an inverse modulo p-1 exactly when it does not divide it.
    if ((candidate - 1n) % publicExponent !== 0n && checkPrimeSync(candidate)) return candidate;
  }
}

function privateKeyOf(p: bigint, q: bigint): KeyObject {
  const d = inverse(publicExponent, (p - 1n) * (q - 1n));
  const qi = inverse(q, p);
  if (d === undefined || qi === undefined) throw new RangeError("these primes make no key");
  const encode = (value: bigint) => Buffer.from(minimalBytes(value)).toString("base64url");
  const key = {
    kty: "RSA",
    n: encode(p * q),
    e: encode(publicExponent),
    d: encode(d),
    p: encode(p),
    q: encode(q),
    dp: encode(d % (p - 1n)),
    dq: encode(d % (q - 1n)),
    qi: encode(qi),
  };
  return createPrivateKey({ key, format: "jwk" });
}

/** The same seed and size give the same key. `bits` is the size of the modulus, a multiple of 16. */
export function makeRsaKey(seed: string, bits: number): RsaKey {
  const chance = chanceFrom(`rsa ${bits} ${seed}`);
  const p = primeOf(bits / 2, chance);
  const q = primeOf(bits / 2, chance);
  const key = privateKeyOf(p, q);
  const modulus = minimalBytes(p * q);
  return {
    modulus,
    exponent: minimalBytes(publicExponent),
    sign(blinded) {
      if (bigintOf(blinded) >= p * q) return undefined;
      const padded = Buffer.alloc(modulus.length);
      Buffer.from(blinded).copy(padded, modulus.length - blinded.length);
      const signed = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, padded);
      return minimalBytes(bigintOf(signed));
    },
  };
}

const keyByName = new Map<string, RsaKey>();

/** As {@link makeRsaKey}, remembered: exchanges in one process that share a seed share the work. */
export function rsaKey(seed: string, bits: number): RsaKey {
  const name = `${bits} ${seed}`;
  const key = keyByName.get(name) ?? makeRsaKey(seed, bits);
  keyByName.set(name, key);
  return key;
}
