import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { FormatError } from "../../taler/codec.ts";
import { textOf } from "../../taler/crockford.ts";
import { coinKey, coinPath, coins } from "./coin.ts";

const bytes = (size: number) => fc.uint8Array({ minLength: size, maxLength: size }).map(textOf);
const anyPath = fc.oneof(
  fc.record({ source: fc.constant("w" as const), of: bytes(32), index: fc.nat(1_000_000), denom: bytes(64) }),
  fc.record({ source: fc.constant("r" as const), of: bytes(64), index: fc.nat(1_000_000), denom: bytes(64) }),
);

describe("the name of a coin", () => {
  it("spells its path, and the path is read from it again", () => {
    fc.assert(fc.property(anyPath, (path) => assert.deepEqual(coinPath(coinKey(path)), { ...path })));
  });

  it("is another for another path", () => {
    fc.assert(
      fc.property(anyPath, anyPath, (a, b) => {
        assert.equal(coinKey(a) === coinKey(b), JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });

  it("has one spelling", () => {
    const [of, denom] = ["R".repeat(52), "D".repeat(103)];
    for (const index of ["7", "07", "0000007"]) {
      assert.equal(coins.key.parse(`w:${of}:${index}:${denom}`), `w:${of}:7:${denom}`);
    }
    const wrong = [
      `w:${of}:-1:${denom}`,
      `x:${of}:7:${denom}`,
      `w:${of}:7:${denom}X`,
      `w:${of.slice(1)}:7:${denom}`,
      `w:${of}:7`,
      ` w:${of}:7:${denom}`,
      `w:${of}:12345678:${denom}`,
      "",
      7,
    ];
    for (const one of wrong) assert.throws(() => coins.key.parse(one), FormatError, String(one));
  });
});
