import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { edgeFor, placeAt } from "./place-in-text.ts";

const sizes = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 40 });
const endsOf = (heights: readonly number[]) =>
  heights.map((_, index) => heights.slice(0, index + 1).reduce((a, b) => a + b, 0));

describe("a place in a text", () => {
  it("is the same part of a translation with as many parts", () => {
    const english = endsOf([10, 40, 20, 30]);
    const german = endsOf([20, 60, 30, 60]);
    assert.equal(edgeFor(placeAt(0, english), german), 0);
    assert.equal(edgeFor(placeAt(50, english), german), 80);
    assert.equal(edgeFor(placeAt(60, english), german), 95);
  });

  it("is about as far down where the parts differ", () => {
    assert.equal(edgeFor(placeAt(50, endsOf([25, 25, 25, 25])), endsOf([300, 300])), 300);
  });

  it("is the beginning of a text without parts, and of one that has not been scrolled", () => {
    assert.equal(edgeFor(placeAt(30, []), endsOf([10, 20])), 0);
    assert.equal(edgeFor(placeAt(30, endsOf([10, 40])), []), 0);
    assert.equal(edgeFor(placeAt(-5, endsOf([10])), endsOf([10])), 0);
  });

  it("is found again in the very text, and lies within any other", () => {
    fc.assert(
      fc.property(sizes, sizes, fc.double({ min: 0, max: 1, noNaN: true }), (one, other, share) => {
        const [ends, others] = [endsOf(one), endsOf(other)];
        const edge = share * (ends.at(-1) ?? 0);
        assert.ok(Math.abs(edgeFor(placeAt(edge, ends), ends) - edge) < 0.001);
        const there = edgeFor(placeAt(edge, ends), others);
        assert.ok(there >= 0 && there <= (others.at(-1) ?? 0));
      }),
    );
  });
});
