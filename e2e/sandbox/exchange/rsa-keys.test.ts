import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { bigintOf, modPow } from "../../../src/taler/bignum.ts";
import { makeRsaKey, rsaKey } from "./rsa-keys.ts";

describe("an RSA key from a seed", () => {
  it("is the same for the same seed, of the wanted size, and another for another seed or size", () => {
    const one = makeRsaKey("seed", 1024);
    assert.deepEqual(makeRsaKey("seed", 1024).modulus, one.modulus);
    assert.notDeepEqual(makeRsaKey("seeds", 1024).modulus, one.modulus);
    for (const bits of [1024, 2048]) {
      const { modulus } = makeRsaKey("seed", bits);
      assert.deepEqual([modulus.length, (modulus[0] ?? 0) >= 128], [bits / 8, true]);
    }
    assert.equal(rsaKey("seed", 1024), rsaKey("seed", 1024));
  });

  it("signs the bare number, in as few bytes as it takes", () => {
    const { modulus, exponent, sign } = makeRsaKey("seed", 1024);
    const [n, e] = [bigintOf(modulus), bigintOf(exponent)];
    for (const message of [Uint8Array.of(1), Uint8Array.of(2, 0), new Uint8Array(127).fill(200)]) {
      const signed = sign(message);
      assert.ok(signed !== undefined && signed[0] !== 0);
      assert.equal(modPow(bigintOf(signed), e, n), bigintOf(message));
    }
    assert.deepEqual(sign(Uint8Array.of(1)), Uint8Array.of(1));
  });

  it("signs no number that is not below the modulus", () => {
    const { modulus, sign } = makeRsaKey("seed", 1024);
    assert.equal(sign(modulus), undefined);
    assert.equal(sign(new Uint8Array(129).fill(1)), undefined);
  });
});
