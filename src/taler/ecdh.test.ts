/** Shared secrets against the vectors of the C library, and from both ends. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import nacl from "tweetnacl";
import { FormatError } from "./codec.ts";
import { ecdh, ecdhEddsa, ecdhPairOf, eddsaEcdh } from "./ecdh.ts";
import { publicKeyOf } from "./eddsa.ts";
import { zeros } from "./hash.ts";
import { isNative } from "./native-curve.ts";
import protocol from "./vectors/protocol.json" with { type: "json" };

const hex = (data: Uint8Array) => Buffer.from(data).toString("hex");
const read = (text = "") => Buffer.from(text, "hex");
const secret = fc.uint8Array({ minLength: 32, maxLength: 32 });

type Vector = (typeof protocol.vectors.ecdh)[number];

/** What a vector asks for: a public key or one of three kinds of shared secret. */
async function compute({ in: given }: Vector): Promise<Uint8Array> {
  const pair = (text = "") => ecdhPairOf(read(text));
  if (given.ecdhe_priv_hex !== undefined) return ecdhEddsa(pair(given.ecdhe_priv_hex), read(given.eddsa_pub_hex));
  if (given.eddsa_seed_hex !== undefined) return eddsaEcdh(read(given.eddsa_seed_hex), read(given.ecdhe_pub_hex));
  if (given.pub_hex !== undefined) return ecdh(pair(given.priv_hex), read(given.pub_hex));
  return pair(given.priv_hex).publicKey;
}

describe("X25519", () => {
  it("is tested on the version of this platform", async () => {
    assert.equal(await isNative("X25519"), true);
  });

  for (const vector of protocol.vectors.ecdh) {
    it(`does ${vector.id} as the C library`, async () => {
      const { pub_hex, shared_sha512_hex } = vector.out;
      assert.equal(hex(await compute(vector)), shared_sha512_hex ?? pub_hex);
    });
  }

  it("gives both ends the same secret", async () => {
    await fc.assert(
      fc.asyncProperty(secret, secret, async (a, b) => {
        const [one, other] = [ecdhPairOf(a), ecdhPairOf(b)];
        assert.deepEqual(await ecdh(one, other.publicKey), await ecdh(other, one.publicKey));
        assert.deepEqual(await ecdhEddsa(one, publicKeyOf(b)), await eddsaEcdh(b, one.publicKey));
      }),
      { numRuns: 20 },
    );
  });

  it("finds the same public keys as others do", () => {
    fc.assert(
      fc.property(secret, (priv) => {
        assert.deepEqual(ecdhPairOf(priv).publicKey, nacl.scalarMult.base(priv));
      }),
      { numRuns: 20 },
    );
  });

  it("refuses keys with which everybody shares the same secret", async () => {
    const pair = ecdhPairOf(zeros(32).fill(7));
    await assert.rejects(ecdh(pair, zeros(32)), FormatError);
    await assert.rejects(ecdh(pair, Uint8Array.of(1, ...zeros(31))), FormatError);
    await assert.rejects(ecdhEddsa(pair, Uint8Array.of(1, ...zeros(31))), FormatError);
  });
});
