import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Doc } from "./doc.ts";
import { longestBlock, planRetirement } from "./retire.plan.ts";

const doc = (clocks: Doc["clocks"], since = 5): Doc => ({
  version: { major: 1, minor: 0 },
  wallet: "W",
  revision: 9,
  clocks,
  counts: {},
  previous: [],
  sets: {
    coins: { laws: {}, rows: [], tombstones: [{ key: "k", del: { count: 1, device: "A" }, since }], unread: [] },
  },
});

describe("retiring", () => {
  it("watches only who keeps a deletion waiting, and never itself", () => {
    const { watched, retire } = planRetirement(doc({ A: 2, B: 4, C: 5 }), "A", {}, 7);
    assert.deepEqual(watched, { B: { clock: 4, since: 7 } });
    assert.deepEqual(retire, []);
  });

  it("waits for 180 days of standing still", () => {
    const watched = { B: { clock: 4, since: 7 } };
    const at = (now: number) => planRetirement(doc({ A: 9, B: 4 }), "A", watched, now);
    assert.deepEqual(at(7 + longestBlock - 1), { watched, retire: [] });
    assert.deepEqual(at(7 + longestBlock), { watched, retire: ["B"] });
  });

  it("starts anew for who has moved, and when the own clock was put back", () => {
    const watched = { B: { clock: 4, since: 7 } };
    assert.deepEqual(planRetirement(doc({ A: 9, B: 4 }, 6), "A", { B: { clock: 3, since: 7 } }, 9).watched, {
      B: { clock: 4, since: 9 },
    });
    assert.deepEqual(planRetirement(doc({ A: 9, B: 4 }), "A", watched, 3).watched, { B: { clock: 4, since: 3 } });
  });

  it("forgets who blocks nothing any more", () => {
    const watched = { B: { clock: 4, since: 7 }, C: { clock: 1, since: 7 } };
    assert.deepEqual(planRetirement(doc({ A: 9, B: 6 }), "A", watched, 9), { watched: {}, retire: [] });
  });
});
