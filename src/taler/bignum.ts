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

/** What several steps of Euclid's algorithm do to a pair of numbers: a x + b y, c x + d y. */
type Leap = readonly [a: number, b: number, c: number, d: number];

/** So many leading bits are looked at: quotients of numbers this long are exact. */
const leading = 50;

/**
 * As many steps of Euclid's algorithm as the leading bits of both numbers determine (Lehmer; Knuth, The Art of Computer
 * Programming, algorithm L in section 4.5.2). Undefined when they determine none.
 */
function leapOf(before: bigint, rest: bigint, shift: bigint): Leap | undefined {
  let [x, y] = [Number(before >> shift), Number(rest >> shift)];
  let [a, b, c, d] = [1, 0, 0, 1];
  while (y + c !== 0 && y + d !== 0) {
    const quotient = Math.floor((x + a) / (y + c));
    if (quotient !== Math.floor((x + b) / (y + d))) break;
    [a, c] = [c, a - quotient * c];
    [b, d] = [d, b - quotient * d];
    [x, y] = [y, x - quotient * y];
  }
  return b === 0 ? undefined : [a, b, c, d];
}

const combined = (a: number, x: bigint, b: number, y: bigint): bigint => BigInt(a) * x + BigInt(b) * y;

/** The greatest common divisor of two numbers above zero, and the factor that gives it from `a` modulo `n`. */
function euclid(a: bigint, n: bigint): { readonly divisor: bigint; readonly factor: bigint } {
  let [before, rest] = [n, a % n];
  let [factorBefore, factor] = [0n, 1n];
  let length = bitLength(n);
  while (rest !== 0n) {
    const shift = Math.max(0, length - leading);
    const leap = leapOf(before, rest, BigInt(shift));
    if (leap) {
      const [p, q, r, s] = leap;
      [before, rest] = [combined(p, before, q, rest), combined(r, before, s, rest)];
      [factorBefore, factor] = [combined(p, factorBefore, q, factor), combined(r, factorBefore, s, factor)];
    } else {
      const quotient = before / rest;
      [before, rest] = [rest, before - quotient * rest];
      [factorBefore, factor] = [factor, factorBefore - quotient * factor];
    }
    length = lengthBelow(before, length);
  }
  return { divisor: before, factor: factorBefore };
}

/** How many bits a number takes that takes no more than so many. */
function lengthBelow(number: bigint, most: number): number {
  const window = Math.max(0, most - 2 * leading);
  const top = Number(number >> BigInt(window));
  return top === 0 ? bitLength(number) : window + Math.floor(Math.log2(top)) + 1;
}

/** The number whose product with `a` is 1 modulo `n`, by Euclid's extended algorithm; undefined when there is none. */
export function inverse(a: bigint, n: bigint): bigint | undefined {
  const { divisor, factor } = euclid(a, n);
  if (divisor !== 1n) return undefined;
  return factor < 0n ? factor + n : factor;
}
