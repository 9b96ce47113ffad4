/** Base32 against the vectors of the C library, and what comes in is what goes out. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { FormatError } from "./codec.ts";
import { bytes, bytesOf, bytesUpTo, textOf } from "./crockford.ts";
import protocol from "./vectors/protocol.json" with { type: "json" };

const hex = (data: Uint8Array) => Buffer.from(data).toString("hex");

describe("base32", () => {
  for (const { id, in: given, out } of protocol.vectors.base32) {
    it(`does ${id} as the C library`, () => {
      if (given.hex !== undefined) {
        assert.equal(textOf(Buffer.from(given.hex, "hex")), out.crock);
        assert.equal(hex(bytesOf(out.crock ?? "")), given.hex);
        return;
      }
      const codec = bytes(given.expected_bytes ?? 0);
      if (out.ok) assert.equal(hex(bytesOf(codec.parse(given.crock))), out.hex);
      else assert.throws(() => codec.parse(given.crock), FormatError);
    });
  }

  it("brings any bytes there and back", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (data) => {
        const text = textOf(data);
        assert.equal(text.length, Math.ceil((data.length * 8) / 5));
        assert.deepEqual(bytesOf(text), data);
      }),
    );
  });

  it("makes every spelling canonical", () => {
    // Of the second kind many differ from the canonical text in the bits beyond the last byte alone.
    const spelling = fc.oneof(
      fc.stringMatching(/^[0-9A-Za-z]{8}[0-9A-Za-z]{2}$/),
      fc.stringMatching(/^[0-9A-HJKMNP-TV-Z]{10}$/),
    );
    fc.assert(
      fc.property(spelling, (text) => {
        const canonical = bytes(6).parse(text);
        assert.equal(canonical, textOf(bytesOf(text)));
        assert.equal(bytes(6).parse(canonical), canonical);
        assert.match(canonical, /^[0-9A-HJKMNP-TV-Z]{10}$/);
      }),
    );
  });

  it("refuses lengths that no bytes have", () => {
    for (const text of ["0", "000", "000000", "00000000000"]) assert.throws(() => bytesOf(text), FormatError);
  });

  it("refuses what lies outside the alphabet, ASCII or not", () => {
    for (const text of ["0 ", "-0", "0=", "é0", "0\u{1f4b0}"]) assert.throws(() => bytesOf(text), FormatError);
  });

  it("bounds what has no fixed size", () => {
    assert.equal(bytesUpTo(2).parse("zzzg"), "ZZZG");
    assert.equal(bytesUpTo(2).parse(""), "");
    assert.throws(() => bytesUpTo(2).parse("00000"), FormatError);
    assert.throws(() => bytesUpTo(2).parse(12), FormatError);
  });
});
