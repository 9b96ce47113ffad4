import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Device } from "../../store/entities/device.ts";
import { isOurs, neighbours } from "./homes.ts";

const now = 1_800_000_000;
const day = 24 * 60 * 60;

const deviceNamed = (key: string, facts: Partial<Device["facts"]> = {}): Device => ({
  key,
  ins: { count: 1, device: key },
  facts: { joinedAt: now - 400 * day, ...facts },
  seq: 1,
  ix: {},
});

const madeBy = (device: string) => ({ ins: { count: 7, device } });

describe("the home of a coin", () => {
  const retired = { value: "yes", at: { count: 9, device: "ME" } };
  const there: readonly (readonly [what: string, device: Device, isThere: boolean])[] = [
    ["has told lately", deviceNamed("A", { seenAt: now - day }), true],
    ["was heard of 29 days ago", deviceNamed("A", { seenAt: now - 29 * day }), true],
    ["has been silent for a month", deviceNamed("A", { seenAt: now - 31 * day }), false],
    ["joined yesterday and has told nothing since", deviceNamed("A", { joinedAt: now - day }), true],
    ["joined a year ago and has told nothing since", deviceNamed("A"), false],
    ["was heard of a little later than now", deviceNamed("A", { seenAt: now + day }), true],
    ["was heard of in a year to come, by a clock that is wrong", deviceNamed("A", { seenAt: now + 365 * day }), false],
    ["joined yesterday, and tells of a year to come", deviceNamed("A", { joinedAt: now - day, seenAt: 2 * now }), true],
    ["joined in a year to come and has told nothing since", deviceNamed("A", { joinedAt: now + 365 * day }), false],
    ["was retired, although it told a moment ago", deviceNamed("A", { seenAt: now, retired }), false],
    [
      "was taken back after it was retired",
      deviceNamed("A", { seenAt: now, retired: { ...retired, value: "no" } }),
      true,
    ],
  ];
  for (const [what, device, isThere] of there) {
    it(`${isThere ? "is" : "is not"} a device that ${what}`, () => {
      const others = neighbours([device, deviceNamed("ME", { seenAt: now })], "ME", now);
      assert.deepEqual([...others], isThere ? ["A"] : []);
      assert.equal(isOurs(madeBy("A"), others), !isThere);
    });
  }

  it("is this device for what it made itself, and nobody for what an unknown one made", () => {
    const others = neighbours([deviceNamed("A", { seenAt: now }), deviceNamed("ME")], "ME", now);
    assert.deepEqual(
      ["ME", "A", "NOBODY"].map((one) => isOurs(madeBy(one), others)),
      [true, false, true],
    );
  });
});
