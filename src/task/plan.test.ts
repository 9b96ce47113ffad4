import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Task } from "./job.ts";
import { type Hold, plan } from "./plan.ts";

const now = 1000;
const task = (id: string, due: number): Task => ({ kind: "pay", id, due });
const hold = (id: string, notBefore: number, at = 0): Hold => ({ id: `pay:${id}`, notBefore, at });

const cases: readonly {
  readonly name: string;
  readonly pending: readonly Task[];
  readonly holds?: readonly Hold[];
  readonly ready: readonly string[];
  readonly wakeAt?: number;
}[] = [
  { name: "nothing pending", pending: [], ready: [] },
  {
    name: "due now is ready, a moment later is not",
    pending: [task("a", 1000), task("b", 1001)],
    ready: ["a"],
    wakeAt: 1001,
  },
  { name: "longest due first", pending: [task("a", 900), task("b", 0), task("c", 950)], ready: ["b", "a", "c"] },
  {
    name: "wakes for the first of many",
    pending: [task("a", 9000), task("b", 3000), task("c", 5000)],
    ready: [],
    wakeAt: 3000,
  },
  {
    name: "a failure holds back",
    pending: [task("a", 0), task("b", 0)],
    holds: [hold("a", 4000)],
    ready: ["b"],
    wakeAt: 4000,
  },
  { name: "a failure long ago does not", pending: [task("a", 0)], holds: [hold("a", 1000)], ready: ["a"] },
  {
    name: "the later of due and held counts",
    pending: [task("a", 7000)],
    holds: [hold("a", 4000)],
    ready: [],
    wakeAt: 7000,
  },
  {
    name: "the longest of several holds counts",
    pending: [task("a", 0)],
    holds: [hold("a", 4000), hold("a", 0)],
    ready: [],
    wakeAt: 4000,
  },
  { name: "holds of others do not matter", pending: [task("a", 0)], holds: [hold("b", 4000)], ready: ["a"] },
  {
    name: "a failure of the future does not hold: the clock was wrong",
    pending: [task("a", 0)],
    holds: [hold("a", 9e9, 8e9)],
    ready: ["a"],
  },
];

describe("the plan", () => {
  for (const { name, pending, holds = [], ready, wakeAt } of cases) {
    it(name, () => {
      const found = plan(pending, holds, now);
      assert.deepEqual(
        found.ready.map(({ id }) => id),
        ready,
      );
      assert.equal(found.wakeAt, wakeAt);
    });
  }

  it("takes a great many", () => {
    const many = Array.from({ length: 200_000 }, (_, i) => task(String(i), 5000 + i));
    assert.equal(plan(many, [], now).wakeAt, 5000);
  });
});
