/** Public keys of many Ed25519 seeds at once (RFC 8032): together they need only one of the costly divisions. */
import { Point } from "@noble/ed25519";
import { inverse } from "./bignum.ts";
import { littleEndian, order, prime, scalarOf } from "./ecdh.ts";
import { sha512 } from "./hash.ts";

/** The public keys of these seeds, in their order, as eddsa.ts finds each of them. */
export function publicKeysOf(seeds: readonly Uint8Array[]): Uint8Array[] {
  const points = seeds.map((seed) => Point.BASE.multiply(scalarOf(sha512(seed).slice(0, 32)) % order));
  const inverses = inversesOf(points.map(({ Z }) => Z));
  return points.map(({ X, Y }, index) => {
    const inverseOfZ = inverses[index] ?? 0n;
    const [x, y] = [(X * inverseOfZ) % prime, (Y * inverseOfZ) % prime];
    return littleEndian(y | ((x & 1n) << 255n));
  });
}

/** Of numbers that are not zero, modulo the prime: one inverse, taken apart by multiplying (P. L. Montgomery). */
function inversesOf(numbers: readonly bigint[]): bigint[] {
  const products = [1n];
  for (const number of numbers) products.push(((products.at(-1) ?? 1n) * number) % prime);
  let rest = inverse(products.at(-1) ?? 1n, prime) ?? 0n;
  const inverses: bigint[] = [];
  for (let index = numbers.length - 1; index >= 0; index--) {
    inverses[index] = (rest * (products[index] ?? 1n)) % prime;
    rest = (rest * (numbers[index] ?? 1n)) % prime;
  }
  return inverses;
}
