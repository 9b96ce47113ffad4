/** For how long those whom a device meets at a service were there before it. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isArriving } from "./newcomers.plan.ts";

const day = 24 * 60 * 60_000;
const now = 1_790_000_000_000;
const self = { root: "ROOT", adopted: { root: "ROOT", at: now, asked: [] } };

describe("a device that has just restored", () => {
  it("is arriving for a day, by a clock that may be set back meanwhile", () => {
    for (const [later, expected] of [
      [0, true],
      [day - 1, true],
      [day, false],
      [1 - day, true],
      [-day, false],
    ] as const)
      assert.equal(isArriving(self, {}, now + later), expected, `${later} ms later`);
  });

  it("is so at services that it has not met yet, and with a file", () => {
    assert.equal(isArriving(self, { hash: "H" }, now), false);
    assert.equal(isArriving(self, undefined, now), true);
  });

  it("is not one that has always been here, or lives by another root since", () => {
    assert.equal(isArriving({ root: "ROOT" }, {}, now), false);
    assert.equal(isArriving({ ...self, root: "RENEWED" }, {}, now), false);
  });
});
