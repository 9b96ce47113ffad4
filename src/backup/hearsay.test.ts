/** What was taken along counts where it was taken, and nowhere else. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { counts } from "../store/clock.ts";
import { docWith } from "../testing/documents.ts";
import { afterHearsay, countsIn, heardOf, untaken } from "./hearsay.ts";
import { isRewound } from "./suspicion.ts";

const trust = "trustedKeys";

describe("counts of what was taken along", () => {
  it("are those of the document in the sets that were taken, and in the others those of before", () => {
    const after = afterHearsay({ A: 4, B: 3 }, { A: 2, B: 9, C: 5 });
    assert.deepEqual(after, { A: 4, B: 3, "-B": 9, "-C": 5 });
    assert.deepEqual([countsIn("coins", after).B, countsIn("of a newer version", after).C], [9, 5]);
    for (const set of untaken) assert.deepEqual([countsIn(set, after).B, countsIn(set, after).C], [3, undefined]);
  });

  it("are joined like any other, and give way to what the device tells itself", () => {
    const heard = { ...afterHearsay({ B: 3 }, { B: 9 }), B: 12 };
    assert.deepEqual([countsIn("coins", heard).B, countsIn(trust, heard).B], [12, 12]);
    assert.equal(afterHearsay(heard, { B: 10 }), heard);
  });

  it("stay hearsay when a document with them is taken along, and are marked once", () => {
    const told = afterHearsay({}, { B: 9 });
    assert.deepEqual(afterHearsay({ B: 3 }, told), { B: 3, "-B": 9 });
  });

  it("fit into a document, whatever names somebody thinks of", () => {
    for (const name of ["x".repeat(63), "x".repeat(64), `-${"x".repeat(63)}`]) {
      const after = afterHearsay({}, { [name]: 7 });
      assert.deepEqual(counts.parse(after), after);
      assert.equal(countsIn("coins", after)[name], 7);
    }
  });

  it("tell a device that somebody counts more of it than it ever told", () => {
    const doc = { ...docWith({}), counts: { A: 3, "-A": 8 } };
    assert.equal(heardOf(doc.counts, "A"), 8);
    assert.deepEqual([isRewound(doc, "A", 7), isRewound(doc, "A", 8)], [true, false]);
  });
});
