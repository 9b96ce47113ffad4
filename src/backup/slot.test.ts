import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Device, devices, highestSlot, slotOf } from "../store/entities/device.ts";
import type { Membership } from "../store/row.ts";
import type { Self } from "../store/self.ts";
import { emptySet, type State, withChanges } from "../store/state.ts";
import type { Json } from "../taler/codec.ts";
import { freshDisk } from "../testing/replica.ts";
import { claimSlot, currentClaim, drawnSlot, mustClaimSlot, nextSlot, type SlotClaim, slotClaims } from "./slot.ts";

const claim = (device: string, slot: number, count: number): SlotClaim => ({ device, slot, at: { count, device } });
const row = (device: string, ...claims: readonly SlotClaim[]): Membership => ({
  key: device,
  ins: { count: 1, device },
  facts: { joinedAt: 1, slots: claims.map(({ slot, at: { count, device } }) => ({ slot, at: { count, device } })) },
});
const stateOf = (...rows: readonly Membership[]): State => ({
  counts: { A: 5, B: 9 },
  providers: [],
  sets: new Map([[devices.name, { ...emptySet, rows: new Map(rows.map((one) => [one.key, one])) }]]),
});
const self: Self = { ...freshDisk("A").self, counts: { A: 5, B: 9 } };
const card = { name: "Firefox on Linux", joinedAt: 7 };

describe("slots", () => {
  it("are numbered above every claim ever made", () => {
    assert.equal(nextSlot([]), 1);
    assert.equal(nextSlot([claim("A", 1, 1), claim("A", 4, 2), claim("B", 2, 9)]), 5);
  });

  it("are the lowest that nobody has claimed, once the highest of all is claimed", () => {
    const used = [claim("A", 1, 1), claim("B", highestSlot, 2), claim("C", 2, 3)];
    assert.equal(nextSlot(used), 3);
    const drawn = drawnSlot(used, 0.5);
    assert.ok(drawn > 3 && drawn < highestSlot);
    assert.equal(drawnSlot([...used, claim("D", drawn, 4)], 0.5), drawn + 1);
    const state = stateOf(row("B", claim("B", highestSlot, 2)));
    assert.equal(slotOf(claimSlot(state, self, card).sets.get(devices.name)?.rows?.[0] as unknown as Device), 1);
  });

  it("belong to the latest claim of a device", () => {
    const claims = [claim("A", 4, 2), claim("A", 1, 1), claim("B", 2, 9)];
    assert.equal(currentClaim(claims, "A")?.slot, 4);
    assert.equal(currentClaim(claims, "C"), undefined);
  });

  it("have to be claimed by who has none", () => {
    assert.ok(mustClaimSlot([claim("B", 1, 1)], "A"));
    assert.ok(!mustClaimSlot([claim("A", 2, 2), claim("B", 1, 1)], "A"));
  });

  it("stay with the smaller stamp when two devices claim one, and only the other claims again", () => {
    const claims = [claim("A", 1, 3), claim("B", 1, 4)];
    assert.deepEqual(
      ["A", "B"].map((me) => mustClaimSlot(claims, me)),
      [false, true],
    );
    const tied = [claim("A", 1, 3), claim("B", 1, 3)];
    assert.deepEqual(
      ["A", "B"].map((me) => mustClaimSlot(tied, me)),
      [false, true],
    );
    const three = [claim("A", 1, 5), claim("B", 1, 4), claim("C", 1, 6)];
    assert.deepEqual(
      ["A", "B", "C"].map((me) => mustClaimSlot(three, me)),
      [true, false, true],
    );
  });

  it("are not contested by a claim that its device has moved on from", () => {
    const claims = [claim("A", 1, 5), claim("B", 1, 4), claim("B", 2, 6)];
    assert.ok(!mustClaimSlot(claims, "A"));
  });
});

describe("claims in a row that cannot be read", () => {
  const spoilt = (slots: Json, rest: Membership["facts"] = {}): State =>
    stateOf(row("A", claim("A", 1, 3)), { ...row("B"), facts: { joinedAt: 1, slots, ...rest } });
  const sound = { slot: 6, at: { count: 4, device: "B" } };

  it("count where they are sound: their slot is not handed on", () => {
    for (const state of [
      spoilt([sound], { joinedAt: "long ago" }),
      spoilt([sound, 7, null, { slot: "9" }, { ...sound, slot: 0 }]),
      spoilt([{ ...sound, slot: 8, at: { count: 0.5, device: "B" } }, sound]),
      spoilt([{ ...sound, borrowed: true }]),
    ]) {
      assert.deepEqual(slotClaims(state), [claim("A", 1, 3), { ...sound, device: "B" }]);
      assert.equal(nextSlot(slotClaims(state)), 7);
    }
  });

  it("keep nobody from claiming, whatever stands in their place", () => {
    for (const slots of ["x", 7, null, {}, { length: 1 }]) {
      const state = spoilt(slots);
      assert.deepEqual(slotClaims(state), [claim("A", 1, 3)]);
      assert.equal(claimSlot(state, self, card).sets.get(devices.name)?.rows?.length, 1);
    }
  });
});

describe("claiming", () => {
  const claimed = (state: State) => withChanges(state, claimSlot(state, self, card));
  const mine = (state: State) => state.sets.get(devices.name)?.rows.get("A");

  it("introduces a device that is new", () => {
    const after = claimed(stateOf(row("B", claim("B", 1, 1))));
    const at = { count: 10, device: "A" };
    assert.deepEqual(mine(after), {
      key: "A",
      ins: at,
      facts: { name: { value: card.name, at }, joinedAt: 7, slots: [{ slot: 2, at }] },
    });
    assert.deepEqual(after.counts, { A: 10, B: 9 });
  });

  it("cuts a name that is too long, but no letter in two", () => {
    const { sets } = claimSlot(stateOf(), self, { ...card, name: `x${"🦊".repeat(100)}` });
    const name = sets.get(devices.name)?.rows?.[0]?.facts.name as { readonly value: string };
    assert.equal(name.value, `x${"🦊".repeat(49)}`);
  });

  it("adds to the claims of one that is known, and settles a collision", () => {
    const before = stateOf(row("A", claim("A", 1, 3)), row("B", claim("B", 1, 2)));
    assert.ok(mustClaimSlot(slotClaims(before), "A"));
    const after = claimed(before);
    assert.equal(slotOf(mine(after) as unknown as Device), 2);
    assert.ok(!["A", "B"].some((me) => mustClaimSlot(slotClaims(after), me)));
  });
});
