/** Hashes and derived keys against the vectors of the C library. */
import assert from "node:assert/strict";
import { createHash, hkdfSync } from "node:crypto";
import { describe, it } from "node:test";
import fc from "fast-check";
import { bigintOf } from "./bignum.ts";
import {
  concat,
  cstr,
  kdf,
  kdfMod,
  sameBytes,
  sameSecret,
  sha512,
  sha512Half,
  u16,
  u32,
  u64,
  utf8,
  zeros,
} from "./hash.ts";
import protocol from "./vectors/protocol.json" with { type: "json" };

const hex = (data: Uint8Array) => Buffer.from(data).toString("hex");

describe("key derivation", () => {
  for (const { id, in: given, out } of protocol.vectors.kdf) {
    it(`derives ${id} as the C library`, () => {
      const info = given.info_chunks_utf8.map((chunk: string) => utf8(chunk));
      assert.equal(hex(kdf(given.out_len, utf8(given.salt_utf8), utf8(given.ikm_utf8), ...info)), out.hex);
    });
  }

  for (const { id, in: given, out } of protocol.vectors.kdf_mod) {
    it(`derives ${id} as the C library`, () => {
      const n = bigintOf(Buffer.from(given.n_hex, "hex"));
      const number = kdfMod(n, utf8(given.xts_utf8), utf8(given.skm_utf8), utf8(given.ctx_utf8));
      assert.equal(number, BigInt(`0x${out.r_hex}`));
    });
  }

  it("stays below any bound, however small", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 130n }), fc.uint8Array({ maxLength: 40 }), (n, secret) => {
        assert.ok(kdfMod(n, utf8("salt"), secret, utf8("context")) < n);
      }),
    );
  });

  it("is not HKDF with either hash alone, which would be an easy mistake", () => {
    const ours = hex(kdf(32, utf8("salt"), utf8("secret"), utf8("info")));
    for (const digest of ["sha256", "sha512"])
      assert.notEqual(ours, hex(new Uint8Array(hkdfSync(digest, "secret", "salt", "info", 32))));
  });

  it("ends after 255 blocks", () => {
    assert.equal(kdf(255 * 32, zeros(1), zeros(1)).length, 8160);
    assert.throws(() => kdf(255 * 32 + 1, zeros(1), zeros(1)), RangeError);
  });
});

describe("hash", () => {
  it("is SHA-512 of all parts, or the first half of it", () => {
    const expected = createHash("sha512").update("abc").digest();
    assert.equal(hex(sha512(utf8("a"), utf8("bc"))), hex(expected));
    assert.equal(hex(sha512Half(utf8("abc"))), hex(expected.subarray(0, 32)));
  });
});

describe("bytes", () => {
  it("spells numbers with the most significant byte first", () => {
    assert.equal(hex(u16(258)), "0102");
    assert.equal(hex(u32(0xdeadbeef)), "deadbeef");
    assert.equal(hex(u64(2 ** 53 - 1)), "001fffffffffffff");
    assert.equal(hex(u64(2n ** 64n - 1n)), "ffffffffffffffff");
  });

  it("refuses numbers that do not fit", () => {
    for (const wrong of [-1, 65_536, 0.5]) assert.throws(() => u16(wrong), RangeError);
    for (const wrong of [-1, 2 ** 32]) assert.throws(() => u32(wrong), RangeError);
    for (const wrong of [-1n, 2n ** 64n]) assert.throws(() => u64(wrong), RangeError);
  });

  it("ends C strings with a zero", () => {
    assert.equal(hex(cstr("ä")), "c3a400");
    assert.equal(hex(utf8("ä")), "c3a4");
  });

  it("joins and compares", () => {
    assert.equal(hex(concat(u16(1), zeros(0), u16(2))), "00010002");
    assert.equal(sameBytes(u16(1), u16(1)), true);
    assert.equal(sameBytes(u16(1), u16(2)), false);
    assert.equal(sameBytes(u16(1), u32(1)), false);
  });

  it("compares secrets to their end", () => {
    assert.equal(sameSecret(utf8("abc"), utf8("abc")), true);
    for (const other of ["abd", "xbc", "ab", "abcd", "", "abc\0"])
      assert.equal(sameSecret(utf8("abc"), utf8(other)), false, other);
    assert.equal(sameSecret(utf8("abc\0"), utf8("abc")), false);
  });
});
