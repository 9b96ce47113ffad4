/** Whole numbers of any size: to bytes and back, powers and inverses modulo n. Not constant in time. */
import { bytesToHex, hexToBytes } from "@noble/hashes/utils.js";

/** Bytes, most significant first, as a number; no bytes are zero. */
export const bigintOf = (bytes: Uint8Array): bigint => (bytes.length === 0 ? 0n : BigInt(`0x${bytesToHex(bytes)}`));

/** The number, at least zero, in as few bytes as it takes, most significant first; zero takes none. */
export function minimalBytes(number: bigint): Uint8Array {
  if (number === 0n) return new Uint8Array(0);
  const hex = number.toString(16);
  return hexToBytes(hex.length % 2 === 0 ? hex : `0${hex}`);
}

/** How many bits a number above zero takes. */
export function bitLength(number: bigint): number {
  const hex = number.toString(16);
  return hex.length * 4 - (Math.clz32(Number.parseInt(hex.charAt(0), 16)) - 28);
}

/** `base` to the power of `exponent` modulo `n`: squares and multiplies from the top bit down, 17 steps for 65537. */
export function modPow(base: bigint, exponent: bigint, n: bigint): bigint {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % n;
    if (bit === "1") result = (result * base) % n;
  }
  return result % n;
}

export function gcd(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a, b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}

/** The number whose product with `a` is 1 modulo `n`, by Euclid's extended algorithm; undefined when there is none. */
export function inverse(a: bigint, n: bigint): bigint | undefined {
  let [before, rest] = [n, a % n];
  let [factorBefore, factor] = [0n, 1n];
  while (rest !== 0n) {
    const quotient = before / rest;
    [before, rest] = [rest, before - quotient * rest];
    [factorBefore, factor] = [factor, factorBefore - quotient * factor];
  }
  if (before !== 1n) return undefined;
  return factorBefore < 0n ? factorBefore + n : factorBefore;
}
