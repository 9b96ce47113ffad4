import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { changeAfter, emptySet, type OpenTombstone, type State, withChanges } from "../store/state.ts";
import { planRecord } from "./record.plan.ts";

const p = "https://p.example/";
const q = "https://q.example/";
const dead = (key: string, ...open: readonly string[]): OpenTombstone => ({
  key,
  del: { count: 2, device: "A" },
  open,
});
const state: State = {
  counts: {},
  providers: [p, q],
  sets: new Map([
    [
      "coins",
      { ...emptySet, tombstones: new Map(["1", "2"].map((key) => [key, dead(key, ...(key === "1" ? [p] : [p, q]))])) },
    ],
  ]),
};
const told = (key: string, more: object = {}) => ({
  set: "coins",
  key,
  del: { count: 2, device: "A" },
  stays: false,
  ...more,
});
const left = (...parts: Parameters<typeof planRecord>[2]) => {
  const after = withChanges(state, planRecord(state, p, parts)).sets.get("coins")?.tombstones;
  return Object.fromEntries([...(after?.values() ?? [])].map(({ key, open }) => [key, open]));
};

describe("recording a completed sync", () => {
  it("closes tombstones for the service, and lets go of those that nobody else needs", () => {
    assert.deepEqual(left(told("1"), told("2")), { 2: [q] });
  });

  it("keeps open what the document still holds", () => {
    assert.deepEqual(left(told("1", { stays: true }), told("2")), { 1: [p], 2: [q] });
  });

  it("opens anew what stands in the document again: a service that had lost it was told once more", () => {
    const onlyThere: State = {
      ...state,
      sets: new Map([["coins", { ...emptySet, tombstones: new Map([["1", dead("1", q)]]) }]]),
    };
    const openAfter = (at: State) =>
      withChanges(at, planRecord(at, p, [told("1", { stays: true })]))
        .sets.get("coins")
        ?.tombstones.get("1")?.open;
    assert.deepEqual(openAfter(onlyThere), [q, p]);
    assert.deepEqual(openAfter({ ...onlyThere, providers: [q] }), [q], "a service that was left needs nothing");
  });

  it("keeps open what has changed since the upload was planned", () => {
    assert.deepEqual(left(told("1", { del: { count: 1, device: "A" } }), told("2", { saw: { B: 1 } })), {
      1: [p],
      2: [p, q],
    });
  });

  it("keeps open what was buried since", () => assert.deepEqual(left(), { 1: [p], 2: [p, q] }));

  it("says nothing of keys that are alive again, and is no news to anybody", () => {
    const changes = planRecord(state, p, [told("1"), told("3"), told("1", { set: "reserves" })]);
    assert.deepEqual([...changes.sets.keys()], ["coins"]);
    assert.equal(changeAfter({ change: 7 }, changes), 7);
  });
});
