/** The laws of numbers of any size. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { bigintOf, bitLength, inverse, minimalBytes, modPow } from "./bignum.ts";

const natural = fc.bigInt({ min: 0n, max: 2n ** 2100n });
const positive = fc.bigInt({ min: 1n, max: 2n ** 2100n });

/** As Euclid wrote it down. */
const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));

describe("bignum", () => {
  it("writes a number in as few bytes as it takes", () => {
    fc.assert(
      fc.property(natural, (number) => {
        const bytes = minimalBytes(number);
        assert.equal(bigintOf(bytes), number);
        assert.notEqual(bytes[0], 0);
      }),
    );
    assert.equal(minimalBytes(0n).length, 0);
    assert.equal(bigintOf(Uint8Array.of(0, 0, 1, 0)), 256n);
  });

  it("counts bits", () => {
    fc.assert(fc.property(positive, (number) => assert.equal(bitLength(number), number.toString(2).length)));
  });

  it("raises to sums of exponents by multiplying", () => {
    const exponent = fc.bigInt({ min: 0n, max: 2n ** 40n });
    fc.assert(
      fc.property(natural, exponent, exponent, positive, (base, a, b, n) => {
        assert.equal(modPow(base, a + b, n), (modPow(base, a, n) * modPow(base, b, n)) % n);
        assert.equal(modPow(base, 1n, n), base % n);
      }),
    );
    assert.equal(modPow(5n, 0n, 1n), 0n);
  });

  it("finds an inverse just where nothing is shared", () => {
    fc.assert(
      fc.property(natural, fc.bigInt({ min: 2n, max: 2n ** 2100n }), (a, n) => {
        const found = inverse(a, n);
        assert.equal(found !== undefined, gcd(a, n) === 1n);
        if (found !== undefined) assert.ok((found * a) % n === 1n && found >= 0n && found < n);
      }),
    );
  });
});
