import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import {
  bothChanges,
  type Changes,
  changeAfter,
  emptySet,
  noChanges,
  type SetChanges,
  type State,
  withChanges,
} from "./state.ts";

const keys = ["a", "b", "c"] as const;
type Fate = "row" | "tombstone" | "gone" | "open" | "left" | "same";

/** Changes to the keys of one set as they can follow on a state: only tombstones are opened or closed. */
function changesFor(state: State, fates: readonly Fate[], number: number): Changes {
  const set = state.sets.get("things") ?? emptySet;
  const parts = { rows: [], tombstones: [], gone: [], open: [] } as {
    [P in "rows" | "tombstones" | "gone" | "open"]: unknown[];
  };
  for (const [index, key] of keys.entries()) {
    const fate = fates[index];
    const del = { count: number, device: "A" };
    const buried = set.tombstones.get(key);
    if (fate === "row") parts.rows.push({ key, ins: del, facts: {} });
    if (fate === "tombstone") parts.tombstones.push({ key, del, open: ["p", "q"] });
    if (fate === "gone") parts.gone.push(key);
    if (fate === "open" && buried) parts.open.push({ ...buried, open: ["p"] });
    if (fate === "left" && buried) parts.open.push({ ...buried, open: [] });
  }
  const laws = number % 2 === 0 ? { laws: { colour: "union" as const } } : {};
  return {
    sets: new Map([["things", { ...(parts as SetChanges), ...laws, unread: [`raw ${number}`] }]]),
    counts: { A: number },
  };
}

const blank: State = { counts: {}, sets: new Map(), providers: ["p", "q"] };
const someFates = fc.array(fc.constantFrom<Fate>("row", "tombstone", "gone", "open", "left", "same"), {
  minLength: 3,
  maxLength: 3,
});

describe("changes", () => {
  it("made at once do what they do one after the other", () => {
    fc.assert(
      fc.property(someFates, someFates, someFates, (first, second, third) => {
        const start = withChanges(blank, changesFor(blank, first, 1));
        const one = changesFor(start, second, 2);
        const between = withChanges(start, one);
        const two = changesFor(between, third, 3);
        assert.deepEqual(withChanges(start, bothChanges(one, two)), withChanges(between, two));
      }),
      { numRuns: 1000 },
    );
  });

  it("leave untouched what they do not name", () => {
    const state = withChanges(blank, changesFor(blank, ["row", "tombstone", "same"], 1));
    assert.deepEqual(withChanges(state, noChanges), state);
    assert.equal(withChanges(state, { sets: new Map([["others", {}]]) }).sets.get("things"), state.sets.get("things"));
  });

  it("count as one when they are news, and as none when they are not", () => {
    const after = (changes: SetChanges, counts?: Changes["counts"]) =>
      changeAfter({ change: 7 }, { sets: new Map([["things", changes]]), ...(counts && { counts }) });
    const tombstone = { key: "a", del: { count: 1, device: "A" }, open: [] };
    assert.deepEqual(
      [
        after({}),
        after({ open: [tombstone] }),
        after({ laws: { a: "union" } }),
        after({ unread: ["raw"] }),
        after({ aside: [] }),
      ],
      [7, 7, 7, 7, 7],
    );
    assert.deepEqual([after({ gone: ["a"] }), after({ tombstones: [tombstone] }), after({}, { A: 1 })], [8, 8, 8]);
  });
});
