/** Blind signatures against the vectors of the C library, and keys made to cheat. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { bigintOf, inverse, minimalBytes, modPow } from "./bignum.ts";
import { FormatError } from "./codec.ts";
import { bytesOf, textOf } from "./crockford.ts";
import { concat, u16, zeros } from "./hash.ts";
import { blind, fullDomainHash, readRsaPublicKey, rsaPublicKey, unblind, verifyBlindSigned } from "./rsa-blind.ts";
import protocol from "./vectors/protocol.json" with { type: "json" };

const hex = (data: Uint8Array) => Buffer.from(data).toString("hex");
const read = (text: string) => Uint8Array.from(Buffer.from(text, "hex"));
const number = (text: string) => BigInt(`0x${text}`);

const [first] = protocol.vectors.rsa;
assert.ok(first);
const small = readRsaPublicKey(read(first.in.pub_enc_hex));
/** What the exchange does: the number to the power of d. */
const signBlinded = (blinded: Uint8Array) => minimalBytes(modPow(bigintOf(blinded), number(first.in.d_hex), small.n));

describe("RSA blind signatures", () => {
  for (const { id, in: given, out } of protocol.vectors.rsa) {
    it(`does ${id} as the C library`, () => {
      const key = readRsaPublicKey(bytesOf(given.pub_crock));
      assert.deepEqual(key, rsaPublicKey(number(given.n_hex), number(given.e_hex)));
      assert.equal(hex(key.encoded), given.pub_enc_hex);
      const [message, secret] = [read(given.message_hex), read(given.bks_hex)];
      assert.equal(fullDomainHash(key, message), number(out.fdh_hex));
      assert.equal(hex(blind(key, secret, message)), out.blinded_message_hex);
      const signature = unblind(key, secret, message, read(out.blind_sig_hex));
      assert.equal(signature && hex(signature), out.sig_hex);
      assert.equal(verifyBlindSigned(key, message, read(out.sig_hex)), out.verifies);
    });
  }

  it("hides, signs and uncovers any message with any secret", () => {
    const secret = fc.uint8Array({ minLength: 32, maxLength: 32 });
    fc.assert(
      fc.property(secret, fc.uint8Array({ maxLength: 80 }), fc.nat({ max: 1023 }), (bks, message, bit) => {
        const blindSignature = signBlinded(blind(small, bks, message));
        const signature = unblind(small, bks, message, blindSignature);
        assert.ok(signature);
        assert.equal(verifyBlindSigned(small, message, signature), true);
        assert.equal(verifyBlindSigned(small, concat(message, zeros(1)), signature), false);
        const broken = minimalBytes(bigintOf(blindSignature) ^ (1n << BigInt(bit)));
        assert.equal(unblind(small, bks, message, broken), undefined);
      }),
      { numRuns: 25 },
    );
  });

  it("takes no number beyond the modulus for a signature", () => {
    const [message, secret] = [read(first.in.message_hex), read(first.in.bks_hex)];
    const beyond = (text: string) => minimalBytes(number(text) + small.n);
    assert.equal(unblind(small, secret, message, beyond(first.out.blind_sig_hex)), undefined);
    assert.equal(verifyBlindSigned(small, message, beyond(first.out.sig_hex)), false);
    assert.equal(verifyBlindSigned(small, message, zeros(0)), false);
  });

  it("refuses to blind with a key that would see through it", () => {
    const cheating = rsaPublicKey(3n * 5n * 7n * (small.n >> 12n) * 2n + 105n, 65_537n);
    const refused = Array.from({ length: 20 }, (_, index) => {
      try {
        assert.ok(inverse(bigintOf(blind(cheating, zeros(32), zeros(index))), cheating.n) !== undefined);
        return false;
      } catch (error) {
        assert.ok(error instanceof FormatError);
        return true;
      }
    });
    assert.ok(refused.includes(true));
  });
});

describe("an RSA key in writing", () => {
  const written = (n: Uint8Array, e: Uint8Array) => concat(u16(n.length), u16(e.length), n, e);
  const [n, e] = [minimalBytes(small.n), minimalBytes(65_537n)];

  it("is what it was", () => {
    assert.deepEqual(readRsaPublicKey(written(n, e)), small);
    assert.equal(textOf(small.encoded), first.in.pub_crock);
  });

  it("has one spelling only", () => {
    const spellings = [
      written(concat(zeros(1), n), e),
      written(n, concat(zeros(1), e)),
      concat(written(n, e), zeros(1)),
      written(n, e).slice(0, -1),
      zeros(0),
      zeros(3),
      zeros(4),
    ];
    for (const spelling of spellings) assert.throws(() => readRsaPublicKey(spelling), FormatError);
  });

  it("has odd numbers, neither so small as to mean nothing nor so large as to keep us busy", () => {
    const wrong = [
      written(minimalBytes(small.n - 1n), e),
      written(Uint8Array.of(1), e),
      written(n, Uint8Array.of(1)),
      written(n, Uint8Array.of(4)),
      written(zeros(1025).fill(255), e),
      written(n, zeros(9).fill(255)),
    ];
    for (const key of wrong) assert.throws(() => readRsaPublicKey(key), FormatError);
  });
});
