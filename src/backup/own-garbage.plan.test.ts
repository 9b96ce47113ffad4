import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { emptySet, type State, withChanges } from "../store/state.ts";
import { corpusCases } from "../testing/corpus.ts";
import { start } from "../testing/corpus-rows.ts";
import { readDocument } from "./document.ts";
import { mergeDoc, type Removed } from "./merge.ts";
import { garbageAmong, neededAmong } from "./own-garbage.plan.ts";

const year = 365 * 24 * 60 * 60;

describe("what another device has cleared away", () => {
  let state: State;

  before(async () => {
    const spent = (await corpusCases()).find(({ name }) => name === "1.1-spent") ?? assert.fail("no such case");
    const { wallet } = JSON.parse(new TextDecoder().decode(spent.document));
    const empty: State = { counts: {}, sets: new Map(), providers: [] };
    state = withChanges(empty, mergeDoc(empty, readDocument(spent.document, wallet).doc).changes);
  });

  /** The state without some rows, and these rows. */
  function without(...sets: readonly string[]): { readonly removed: readonly Removed[]; readonly after: State } {
    const removed = sets.flatMap((set) =>
      [...(state.sets.get(set) ?? emptySet).rows.values()].map((row) => ({
        set,
        row,
        del: row.ins,
        isForgotten: false,
      })),
    );
    const gone = new Map(sets.map((set) => [set, emptySet] as const));
    return { removed, after: { ...state, sets: new Map([...state.sets, ...gone]) } };
  }

  it("comes back as long as coins need it, and is carried over", () => {
    const { removed, after } = without("reserves", "batches", "denominations");
    const needed = neededAmong(removed, after, start + year);
    const sets = new Set([...needed.keys()].map(({ set }) => set));
    assert.deepEqual([...sets].sort(), ["denominations", "reserves"]);
    for (const [{ set }, { facts }] of needed)
      assert.equal(facts.carriedAt, set === "reserves" ? start + year : undefined);
  });

  it("stays away when nothing of it is left", () => {
    const { removed, after } = without("denominations", "coins", "batches", "refreshes");
    assert.equal(neededAmong(removed, after, start + year).size, 0);
  });

  it("is a loss while it is of use, and none once this device would have cleared it away", () => {
    const { removed, after } = without("coins", "batches", "payments");
    // A withdrawal that was called off has been over for long by then.
    const early = [...garbageAmong(removed, after, start + year)].filter(({ set }) => set !== "batches");
    assert.deepEqual(early, []);
    const garbage = garbageAmong(removed, after, start + 30 * year);
    assert.ok([...garbage].some(({ set }) => set === "batches"));
  });
});
