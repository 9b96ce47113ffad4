import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { keyAt, storyPlace } from "./story-place.ts";

const event = fc.record({ at: fc.option(fc.maxSafeNat(), { nil: undefined }), key: fc.constantFrom("A", "B", "CC") });

it("a place in the story comes before those of older events, and names its row", () => {
  fc.assert(
    fc.property(event, event, (a, b) => {
      const [x, y] = [storyPlace(a.at, a.key), storyPlace(b.at, b.key)];
      assert.equal(keyAt(x), a.key);
      const [newer, older] = [Math.min(a.at ?? 0, 10 ** 15 - 1), Math.min(b.at ?? 0, 10 ** 15 - 1)];
      if (newer !== older) assert.equal(x < y, newer > older);
      else assert.equal(x === y, a.key === b.key);
    }),
  );
});
