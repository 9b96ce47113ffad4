import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Json } from "../taler/codec.ts";
import { isLaw, joinFact, type Law } from "./law.ts";

const laws: readonly Law[] = [
  "fixed",
  "earliest",
  "highest",
  "latest",
  "union",
  { mapOf: "fixed" },
  { mapOf: "union" },
];

/** Few values, so that they meet; any shape, since a newer version may have written anything. */
const leaf = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom<Json>("never", "a", "", null, true, false));
const member = fc.oneof(leaf, fc.record({ a: leaf }, { noNullPrototype: true }));
const key = fc.constantFrom("a", "b", "constructor");
const changed = fc.record(
  {
    value: leaf,
    at: fc.record(
      { count: fc.integer({ min: 1, max: 3 }), device: fc.constantFrom("A", "B") },
      { noNullPrototype: true },
    ),
  },
  { noNullPrototype: true },
);
const anything: fc.Arbitrary<Json> = fc.oneof(
  leaf,
  changed,
  fc.array(member, { maxLength: 3 }),
  fc.dictionary(key, fc.oneof(member, fc.array(leaf, { maxLength: 2 })), { maxKeys: 3, noNullPrototype: true }),
);

for (const law of laws) {
  describe(`law ${JSON.stringify(law)}`, () => {
    const join = (a: Json | undefined, b: Json | undefined) => joinFact(law, a, b);

    it("does not care who comes first", () => {
      fc.assert(fc.property(anything, anything, (a, b) => assert.deepEqual(join(a, b), join(b, a))));
    });

    it("does not care who meets first", () => {
      fc.assert(
        fc.property(anything, anything, anything, (a, b, c) => {
          assert.deepEqual(join(join(a, b), c), join(a, join(b, c)));
        }),
        { numRuns: 500 },
      );
    });

    it("learns nothing from itself, and returns the very copy", () => {
      fc.assert(
        fc.property(anything, anything, (a, b) => {
          assert.equal(join(a, structuredClone(a)), a);
          const joined = join(a, b);
          assert.equal(join(joined, a), joined);
          assert.equal(join(joined, b), joined);
        }),
      );
    });

    it("takes what there is when one side knows nothing", () => {
      fc.assert(
        fc.property(anything, (a) => {
          assert.equal(join(a, undefined), a);
          assert.equal(join(undefined, a), a);
        }),
      );
      assert.equal(join(undefined, undefined), undefined);
    });
  });
}

describe("what the laws mean", () => {
  const late = { value: "late", at: { count: 2, device: "A" } };
  const table: readonly [Law, Json, Json, Json][] = [
    ["fixed", "b", "a", "a"],
    ["earliest", 7, 5, 5],
    ["earliest", "never", 5, 5],
    ["highest", 7, 5, 7],
    ["highest", "never", 5, "never"],
    ["latest", { value: "early", at: { count: 1, device: "Z" } }, late, late],
    [
      "latest",
      { value: "other device", at: { count: 2, device: "B" } },
      late,
      { value: "other device", at: { count: 2, device: "B" } },
    ],
    ["latest", "without a stamp", late, late],
    ["union", [3, 1], [2, 1], [1, 2, 3]],
    [{ mapOf: "fixed" }, { a: 1 }, { b: 2 }, { a: 1, b: 2 }],
    [{ mapOf: "union" }, { a: [1] }, { a: [2] }, { a: [1, 2] }],
  ];
  for (const [law, a, b, joined] of table) {
    it(`${JSON.stringify(law)}: ${JSON.stringify(a)} and ${JSON.stringify(b)}`, () => {
      assert.deepEqual(joinFact(law, a, b), joined);
      assert.deepEqual(joinFact(law, b, a), joined);
    });
  }

  it("reads nothing off the prototype of a map", () => {
    assert.deepEqual(joinFact({ mapOf: "fixed" }, { constructor: 1 }, { a: 2 }), { a: 2, constructor: 1 });
  });

  it("knows a law from what a newer version may have invented", () => {
    for (const law of laws) assert.ok(isLaw(structuredClone(law)));
    for (const strange of ["sum", 5, null, undefined, {}, { mapOf: "sum" }, ["fixed"]]) assert.ok(!isLaw(strange));
  });
});
