import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { textOf } from "./crockford.ts";
import { publicKeyOf } from "./eddsa.ts";
import { publicKeysOf } from "./public-keys.ts";

const seed = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe("many public keys at once", () => {
  it("are those that each seed has by itself", () => {
    fc.assert(
      fc.property(fc.array(seed, { maxLength: 8 }), (seeds) => {
        assert.deepEqual(publicKeysOf(seeds).map(textOf), seeds.map(publicKeyOf).map(textOf));
      }),
      { numRuns: 200 },
    );
  });
});
