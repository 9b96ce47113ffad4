import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Doc } from "./doc.ts";
import { isRewound, noted, type Remembered, type Served, type Suspicion, suspicions } from "./suspicion.ts";

const remembered: Remembered = {
  me: "A",
  offered: 4,
  enrolment: { revision: 5, hash: "H5", counts: { A: 4, B: 2 } },
};
const served = (doc: Partial<Doc>, more: Partial<Served> = {}): Served => ({
  doc: {
    version: { major: 1, minor: 0 },
    wallet: "W",
    revision: 5,
    clocks: { A: 5, B: 3 },
    counts: { A: 4, B: 2 },
    previous: ["H4"],
    sets: {},
    ...doc,
  },
  hash: "H5",
  ...more,
});
const next = (doc: Partial<Doc>, more: Partial<Served> = {}) =>
  served({ revision: 6, previous: ["H4", "H5"], ...doc }, { hash: "H6", previous: "H5", ...more });

describe("what a service serves", () => {
  const table: readonly [string, Served | undefined, readonly Suspicion[]][] = [
    ["the very same", served({}), []],
    ["the next version", next({}), []],
    [
      "a version three steps on",
      served({ revision: 8, previous: ["H4", "H5", "H6", "H7"] }, { hash: "H8", previous: "H7" }),
      [],
    ],
    [
      "a version so far on that nobody remembers the way",
      served({ revision: 99, previous: ["H98"] }, { hash: "H99" }),
      [],
    ],
    ["nothing where a document stood", undefined, ["emptied"]],
    ["an older version", served({ revision: 4 }, { hash: "H4" }), ["rolledBack"]],
    ["the same revision with other content", served({}, { hash: "X5" }), ["forked"]],
    ["a next version that replaced another one", next({}, { previous: "X5" }), ["forked"]],
    ["a next version that names another history", next({ previous: ["H4", "X5"] }), ["forked"]],
    [
      "a later version that names another history",
      served({ revision: 7, previous: ["H4", "X5", "X6"] }, { hash: "X7" }),
      ["forked"],
    ],
    [
      "a later version that lost steps which I saw",
      served({ revision: 9, counts: { A: 4, B: 1 } }, { hash: "H9" }),
      ["forked"],
    ],
    ["a document that knows more of me than I told", next({ counts: { A: 5, B: 2 } }), ["ownDiskOld"]],
    ["a document that says I acknowledged what I never saw", next({ clocks: { A: 6 } }), ["ownDiskOld"]],
    ["both at once", served({ revision: 4, counts: { A: 9 } }, { hash: "H4" }), ["ownDiskOld", "rolledBack"]],
  ];
  for (const [name, what, expected] of table) {
    it(`${name}: ${expected.join(", ") || "nothing odd"}`, () =>
      assert.deepEqual(suspicions(remembered, what), expected));
  }

  it("is not odd at the first meeting, nor after the service was added again", () => {
    const fresh = { ...remembered, enrolment: { revision: 0, counts: {} } };
    assert.deepEqual(suspicions(fresh, undefined), []);
    assert.deepEqual(suspicions(fresh, served({})), []);
  });

  it("is not odd when an upload of mine was accepted without my hearing of it", () => {
    const offer = { revision: 6, hash: "H6", previous: "H5", change: 1, counts: {}, tombstones: [] };
    const known = {
      ...remembered,
      enrolment: { ...remembered.enrolment, offer: { ...offer, body: new Uint8Array() } },
    };
    assert.deepEqual(suspicions(known, next({ clocks: { A: 6 } })), []);
    const later = { revision: 7, previous: ["H4", "H5", "H6"], clocks: { A: 6 } };
    assert.deepEqual(suspicions(known, served(later, { hash: "H7" })), []);
    assert.deepEqual(suspicions(known, next({ clocks: { A: 6 } }, { hash: "X6" })), ["ownDiskOld"], "but another's");
  });
});

describe("a rewound disk", () => {
  it("is one of which a document knows more than it ever offered", () => {
    assert.ok(!isRewound(served({}).doc, "A", 4));
    assert.ok(isRewound(served({}).doc, "A", 3));
    assert.ok(!isRewound(served({}).doc, "C", 0));
  });
});

describe("what is kept of a suspicion", () => {
  const before = { kind: "rolledBack", at: 7, times: 2 } as const;
  const seen = { ...before, seenAt: 8 };

  it("is what there was, where nothing is odd", () => {
    assert.equal(noted(undefined, [], 9), undefined);
    assert.equal(noted(before, [], 9), before);
  });

  it("is the worst, counted up where the same happens again, and to be seen anew", () => {
    assert.deepEqual(noted(undefined, ["rolledBack", "forked"], 9), { kind: "rolledBack", at: 9, times: 1 });
    assert.deepEqual(noted(seen, ["rolledBack"], 9), { kind: "rolledBack", at: 9, times: 3 });
    assert.deepEqual(noted({ kind: "forked", at: 1 }, ["forked"], 9), { kind: "forked", at: 9, times: 2 });
    assert.deepEqual(noted(before, ["emptied"], 9), { kind: "emptied", at: 9, times: 1 });
  });

  it("is not forgotten for a disk that was put back before it has been seen", () => {
    assert.equal(noted(before, ["ownDiskOld"], 9), before);
    assert.deepEqual(noted(seen, ["ownDiskOld"], 9), { kind: "ownDiskOld", at: 9, times: 1 });
    assert.deepEqual(noted(noted(seen, ["ownDiskOld"], 9), ["ownDiskOld"], 10)?.times, 2);
  });
});
