/** What is called spellable can be spelled, and what is not cannot. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { canonicalJson } from "../taler/canonical.ts";
import type { Json } from "../taler/codec.ts";
import { hasSpelling } from "./spelling.ts";

function canBeWritten(value: Json): boolean {
  try {
    return canonicalJson(value) !== "";
  } catch {
    return false;
  }
}

describe("whether JSON can be spelled", () => {
  it("is told as the spelling itself would", () => {
    const odd = fc.constantFrom<Json>(0.5, 2 ** 53, -(2 ** 53), "\ud800", "x\udc00", "\ud83d\ude00", -0);
    const { value } = fc.letrec<{ value: Json }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.oneof(odd, fc.jsonValue({ maxDepth: 0 }) as fc.Arbitrary<Json>, fc.integer()),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(fc.oneof(fc.string(), fc.constant("\udfff")), tie("value"), {
          maxKeys: 3,
          noNullPrototype: true,
        }),
      ),
    }));
    fc.assert(fc.property(value, (one) => assert.equal(hasSpelling(one), canBeWritten(one))));
  });

  it("leaves room for the levels of a document around it", () => {
    const nested = (depth: number) => JSON.parse("[".repeat(depth) + "]".repeat(depth)) as Json;
    assert.equal(hasSpelling(nested(200)), true);
    assert.equal(canBeWritten({ sets: { set: { rows: [{ facts: { fact: nested(200) } }] } } }), true);
    assert.equal(hasSpelling(nested(201)), false);
    assert.equal(hasSpelling(nested(1_000_000)), false);
  });
});
