import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { quickClone } from "./quick-clone.ts";

describe("cloning quickly", () => {
  it("gives an equal value that shares nothing", () => {
    fc.assert(
      fc.property(fc.object({ withTypedArray: true, withMap: true, withBigInt: true }), (value) => {
        assert.deepStrictEqual(quickClone(value), structuredClone(value));
      }),
    );
    const row = { facts: { spends: [{ at: 1 }] }, body: new Uint8Array([1, 2]), none: undefined };
    const copy = quickClone(row);
    assert.deepStrictEqual(copy, row);
    assert.notEqual(copy.facts.spends[0], row.facts.spends[0]);
    assert.notEqual(copy.body.buffer, row.body.buffer);
  });

  it("refuses what cannot be cloned, and knows what holds itself", () => {
    assert.throws(() => quickClone({ call: () => {} }), { name: "DataCloneError" });
    const circle: { self?: unknown } = {};
    circle.self = circle;
    const copy = quickClone(circle);
    assert.equal(copy.self, copy);
  });
});
