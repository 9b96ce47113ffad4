import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Counts } from "../store/clock.ts";
import { coins } from "../store/entities/coin.ts";
import { exchanges } from "../store/entities/exchange.ts";
import type { Membership } from "../store/row.ts";
import { emptySet, type OpenTombstone, type State } from "../store/state.ts";
import { type Doc, type DocTombstone, formatVersion } from "./doc.ts";
import { longestWait, mostWaiting, planUpload, type UploadQuestion } from "./upload.plan.ts";

const p = "https://p.example/";
const row = (key: string, facts: Membership["facts"] = {}): Membership => ({
  key,
  ins: { count: 1, device: "A" },
  facts,
});
const dead = (key: string, count = 2, saw?: Counts): OpenTombstone => ({
  key,
  del: { count, device: "A" },
  ...(saw && { saw }),
  open: [p],
});
const standing = (key: string, since: number, count = 2): DocTombstone => ({ key, del: { count, device: "A" }, since });

interface Parts {
  readonly rows?: readonly Membership[];
  readonly tombstones?: readonly OpenTombstone[];
  readonly counts?: Counts;
}

const stateOf = ({ rows = [], tombstones = [], counts = { A: 2 } }: Parts): State => ({
  counts,
  providers: [p],
  sets: new Map([
    [
      exchanges.name,
      {
        ...emptySet,
        rows: new Map(rows.map((one) => [one.key, one])),
        tombstones: new Map(tombstones.map((one) => [one.key, one])),
      },
    ],
  ]),
});

const docOf = (parts: Partial<Doc> & { rows?: readonly Membership[]; tombstones?: readonly DocTombstone[] }): Doc => ({
  version: { major: 1, minor: 0 },
  wallet: "W",
  revision: 5,
  clocks: { A: 5, B: 5 },
  counts: { A: 2 },
  previous: ["H1"],
  sets: { exchanges: { laws: {}, rows: parts.rows ?? [], tombstones: parts.tombstones ?? [], unread: [] } },
  ...parts,
});

const ask = (state: State, doc: Doc | undefined, more: Partial<UploadQuestion> = {}) =>
  planUpload({ doc, docHash: "H2", state, enrolment: { revision: 5 }, me: "A", wallet: "W", now: 0, ...more });
const due = (...given: Parameters<typeof ask>) => {
  const plan = ask(...given);
  assert.ok(plan.isDue);
  return plan;
};
const buried = (doc: Doc) => doc.sets.exchanges?.tombstones;

describe("an upload is due", () => {
  const table: readonly [string, boolean, State, Doc | undefined, Partial<UploadQuestion>?][] = [
    ["when the service holds nothing", true, stateOf({}), undefined],
    ["not when all is said", false, stateOf({ rows: [row("1")] }), docOf({ rows: [row("1")] })],
    ["not for counts alone", false, stateOf({ counts: { A: 2, B: 7 } }), docOf({})],
    ["not for clocks alone", false, stateOf({}), docOf({ clocks: { A: 1, B: 4 } })],
    ["when I am not among the connected", true, stateOf({}), docOf({ clocks: { B: 5 } })],
    ["for a row that is new", true, stateOf({ rows: [row("1")] }), docOf({})],
    ["for a row that is no more", true, stateOf({}), docOf({ rows: [row("1")] })],
    [
      "for another fact",
      true,
      stateOf({ rows: [row("1", { addedAt: 1 })] }),
      docOf({ rows: [row("1", { addedAt: 2 })] }),
    ],
    ["for more worth", true, stateOf({ rows: [{ ...row("1"), worth: { A: 1 } }] }), docOf({ rows: [row("1")] })],
    [
      "for a deletion it has outlived",
      true,
      stateOf({ rows: [{ ...row("1"), del: { count: 0, device: "B" } }] }),
      docOf({ rows: [row("1")] }),
    ],
    [
      "for a deletion the document never saw",
      true,
      stateOf({ tombstones: [dead("1", 3)], counts: { A: 3 } }),
      docOf({}),
    ],
    ["not for one it has seen and collected", false, stateOf({ tombstones: [dead("1")] }), docOf({})],
    ["for one that kills a row there", true, stateOf({ tombstones: [dead("1")] }), docOf({ rows: [row("1")] })],
    [
      "not for one that stands there",
      false,
      stateOf({ tombstones: [dead("1")] }),
      docOf({ tombstones: [standing("1", 5)], clocks: { A: 5, B: 4 } }),
    ],
    [
      "for one that says more now",
      true,
      stateOf({ tombstones: [dead("1", 2, { B: 1 })] }),
      docOf({ tombstones: [standing("1", 5)], clocks: { A: 5, B: 4 } }),
    ],
    [
      "when something can be collected",
      true,
      stateOf({ tombstones: [dead("1")] }),
      docOf({ tombstones: [standing("1", 5)] }),
    ],
    ["when a device is to be retired", true, stateOf({}), docOf({}), { retire: ["B"] }],
    ["not when it has left already", false, stateOf({}), docOf({}), { retire: ["C"] }],
    ["when I leave", true, stateOf({}), docOf({}), { retire: ["A"] }],
    ["not when I have left", false, stateOf({}), docOf({ clocks: { B: 5 } }), { retire: ["A"] }],
  ];
  for (const [name, isDue, state, doc, more] of table) {
    it(name, () => assert.equal(ask(state, doc, more).isDue, isDue));
  }
});

describe("an acknowledgement", () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => `${index}`);
  const state = (count: number) => stateOf({ tombstones: many(count).map((key) => dead(key)) });
  const doc = (count: number) =>
    docOf({ clocks: { A: 4, B: 3 }, tombstones: many(count).map((key) => standing(key, 5)) });

  it("is put off for a day", () => {
    assert.deepEqual(ask(state(1), doc(1), { now: 7 }), {
      isDue: false,
      tombstones: [{ key: "0", del: { count: 2, device: "A" }, set: "exchanges", stays: true }],
      waitingSince: 7,
    });
    const later = (now: number) => ask(state(1), doc(1), { now, enrolment: { revision: 5, waitingSince: 7 } });
    assert.deepEqual(later(7 + longestWait - 1), { ...ask(state(1), doc(1)), waitingSince: 7 });
    assert.ok(later(7 + longestWait).isDue);
  });

  it("waits from now on when the clock was put back", () => {
    const plan = ask(state(1), doc(1), { now: 7, enrolment: { revision: 5, waitingSince: 9 } });
    assert.equal(!plan.isDue && plan.waitingSince, 7);
  });

  it("is due at once when many wait", () => {
    assert.ok(!ask(state(mostWaiting - 1), doc(mostWaiting - 1)).isDue);
    assert.ok(ask(state(mostWaiting), doc(mostWaiting)).isDue);
  });

  it("rides on an upload that is due anyway, and collects when it is the last one", () => {
    const news = stateOf({ rows: [row("new")], tombstones: [dead("1")] });
    const held = due(news, docOf({ clocks: { A: 4, B: 3 }, tombstones: [standing("1", 5)] }));
    assert.deepEqual(held.doc.clocks, { A: 6, B: 3 });
    assert.deepEqual(buried(held.doc), [standing("1", 5)]);
    const last = due(news, docOf({ clocks: { A: 4, B: 5 }, tombstones: [standing("1", 5)] }));
    assert.deepEqual(buried(last.doc), []);
    assert.deepEqual(
      last.tombstones.map(({ stays }) => stays),
      [false],
    );
  });
});

describe("the document to upload", () => {
  it("is the whole state, sorted, with the laws and without what is local", () => {
    const state = stateOf({ rows: [row("b"), row("a", { addedAt: 1 })] });
    const { doc } = due(state, undefined, { docHash: undefined, enrolment: { revision: 0 } });
    assert.deepEqual(
      { ...doc, sets: {} },
      {
        version: formatVersion,
        wallet: "W",
        revision: 1,
        clocks: { A: 1 },
        counts: { A: 2 },
        previous: [],
        sets: {},
      },
    );
    assert.deepEqual(doc.sets.exchanges?.rows, [row("a", { addedAt: 1 }), row("b")]);
    assert.equal(doc.sets.exchanges?.laws.addedAt, "earliest");
  });

  it("goes on above the highest revision ever seen, and remembers what it replaces", () => {
    const { doc } = due(stateOf({ rows: [row("1")] }), docOf({}), { enrolment: { revision: 9 } });
    assert.equal(doc.revision, 10);
    assert.deepEqual(doc.previous, ["H1", "H2"]);
    const full = Array.from({ length: 64 }, (_, index) => `H${index}`);
    assert.deepEqual(due(stateOf({ rows: [row("1")] }), docOf({ previous: full })).doc.previous, [
      ...full.slice(1),
      "H2",
    ]);
  });

  it("covers what either side has seen, retired devices too", () => {
    const { doc } = due(stateOf({ counts: { A: 3, C: 1 } }), docOf({ counts: { A: 2, B: 9 } }), { retire: ["B"] });
    assert.deepEqual(doc.counts, { A: 3, B: 9, C: 1 });
    assert.deepEqual(doc.clocks, { A: 6 });
  });

  it("keeps the tombstones when the last device leaves", () => {
    const { doc } = due(stateOf({ tombstones: [dead("1", 3)], counts: { A: 3 } }), docOf({ clocks: { A: 5 } }), {
      retire: ["A"],
    });
    assert.deepEqual([doc.clocks, buried(doc)], [{}, [standing("1", 6, 3)]]);
  });

  it("puts a tombstone with this revision, and keeps that of one which says the same (H15)", () => {
    const clocks = { A: 5, B: 1 };
    const doc = docOf({ clocks, tombstones: [standing("1", 3)], counts: { A: 9 } });
    const news = row("new");
    const of = (one: OpenTombstone) =>
      buried(due(stateOf({ rows: [news], tombstones: [one], counts: { A: 9 } }), doc).doc);
    assert.deepEqual(of(dead("1")), [standing("1", 3)]);
    assert.deepEqual(of(dead("1", 9)), [standing("1", 6, 9)]);
    assert.deepEqual(of(dead("1", 2, { B: 1 })), [{ ...standing("1", 6), saw: { B: 1 } }]);
  });

  it("may put and collect a tombstone at once, which counts as told (H16)", () => {
    const state = stateOf({ tombstones: [dead("1", 3)], counts: { A: 3 } });
    const plan = due(state, docOf({ clocks: { A: 5 } }));
    assert.deepEqual(buried(plan.doc), []);
    assert.deepEqual(plan.tombstones, [{ key: "1", del: { count: 3, device: "A" }, set: "exchanges", stays: false }]);
  });

  it("hands on what this version does not know, and what it could not read", () => {
    const novelties = { laws: { a: "union" as const }, rows: [row("n", { a: [1] })], tombstones: [], unread: ["odd"] };
    const set = {
      ...emptySet,
      laws: { a: "union" as const },
      rows: new Map([["n", row("n", { a: [1] })]]),
      unread: new Map([
        ['"odd"', "odd"],
        ['"old"', "old"],
      ]),
    };
    const state = { ...stateOf({ rows: [row("1")] }), sets: new Map([["novelties", set]]) };
    const standingDoc = docOf({ version: { major: 1, minor: 3 }, sets: { novelties } });
    assert.ok(!ask(state, standingDoc).isDue);
    const { doc } = due(state, standingDoc, { retire: ["B"] });
    assert.deepEqual([doc.version.minor, doc.sets.novelties], [3, novelties]);
    const fresh = due(state, undefined).doc;
    assert.deepEqual(
      [fresh.version.minor, fresh.sets.novelties],
      [formatVersion.minor, { ...novelties, unread: ["odd", "old"] }],
    );
  });

  it("compares fifty thousand rows in no time", () => {
    const rows = Array.from({ length: 50_000 }, (_, index) =>
      row(`${index}`.padStart(6, "0"), { sig: "S".repeat(400) }),
    );
    const state = {
      ...stateOf({}),
      sets: new Map([[coins.name, { ...emptySet, rows: new Map(rows.map((one) => [one.key, one])) }]]),
    };
    const doc = docOf({ sets: { coins: { laws: {}, rows: structuredClone(rows), tombstones: [], unread: [] } } });
    const started = performance.now();
    assert.ok(!ask(state, doc).isDue);
    assert.ok(performance.now() - started < 1000);
  });
});
