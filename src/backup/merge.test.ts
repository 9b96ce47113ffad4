import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type Counts, joinCounts } from "../store/clock.ts";
import { coins } from "../store/entities/coin.ts";
import { exchanges } from "../store/entities/exchange.ts";
import { entities } from "../store/entities.ts";
import { joinRows, lawsOf, tombstoneOf } from "../store/join.ts";
import type { Membership, Tombstone } from "../store/row.ts";
import { emptySet, isSilent, type SetState, type State, withChanges } from "../store/state.ts";
import { canonicalJson } from "../taler/canonical.ts";
import type { Json } from "../taler/codec.ts";
import { anyStamp, rowsOf, someCounts, stampsIn } from "../testing/arbitrary.ts";
import type { Doc, DocSet } from "./doc.ts";
import { mergeDoc, mergeKey, type Removed, type Side } from "./merge.ts";
import { planUpload } from "./upload.plan.ts";

const key = "k";
const anyTombstone = fc.tuple(anyStamp, someCounts).map(([del, saw]) => tombstoneOf(key, del, saw));

/** The least that a state must have seen to hold this. */
const countsOf = (one: Membership | Tombstone | undefined): Counts => {
  const { saw = {}, worth = {} } = (one ?? {}) as Partial<Membership>;
  const stamped = stampsIn(one).map(({ device, count }) => ({ [device]: count }));
  return [saw, worth, ...stamped].reduce(joinCounts, {});
};

/** Everything an honest side may say of a key; `memory` adds to what it must have seen. */
const sides = (rows: fc.Arbitrary<Membership>, memory: fc.Arbitrary<Counts> = someCounts): fc.Arbitrary<Side> =>
  fc.tuple(fc.oneof(rows, rows, anyTombstone, fc.constant(undefined)), memory).map(([one, more]) => {
    const side: Side = { counts: joinCounts(countsOf(one), more) };
    if (!one) return side;
    return "ins" in one ? { ...side, row: one } : { ...side, tombstone: one };
  });

/** Why the row is there: its insert, and value no deletion has seen. */
const reasons = ({ row }: Side) => {
  if (!row) return undefined;
  const unseen = Object.entries(row.worth ?? {}).filter(([device, count]) => count > (row.saw?.[device] ?? 0));
  return { ins: row.ins.count > (row.del?.count ?? 0) ? row.ins : undefined, worth: Object.fromEntries(unseen) };
};

for (const entity of entities) {
  const lawOf = lawsOf(entity.name);
  const rows = rowsOf(entity, fc.constant(key));
  const living = rows.map(({ key, ins, worth, facts }) => ({ key, ins, ...(worth && { worth }), facts }));
  const join = (x: Side, y: Side): Side => {
    const { row, tombstone } = mergeKey(x, y, lawOf);
    return { ...(row && { row }), ...(tombstone && { tombstone }), counts: joinCounts(x.counts, y.counts) };
  };

  describe(`merging ${entity.name}`, () => {
    it("does not care who comes first", () => {
      fc.assert(fc.property(sides(rows), sides(rows), (x, y) => assert.deepEqual(join(x, y), join(y, x))));
    });

    it("learns nothing from itself, and returns the very row", () => {
      fc.assert(
        fc.property(sides(rows), (x) => {
          assert.deepEqual(join(x, structuredClone(x)), x);
          if (x.row) assert.equal(join(x, structuredClone(x)).row, x.row);
        }),
      );
    });

    it("learns nothing from what it has learned from", () => {
      fc.assert(
        fc.property(sides(rows), sides(rows), (x, y) => {
          assert.deepEqual(reasons(join(join(x, y), x)), reasons(join(x, y)));
          assert.deepEqual(reasons(join(y, join(x, y))), reasons(join(x, y)));
        }),
      );
    });

    it("does not care who meets first, as long as nothing is deleted", () => {
      fc.assert(
        fc.property(living, living, living, (x, y, z) => {
          const pairwise = joinRows(joinRows(x, y, lawOf), z, lawOf);
          assert.deepEqual(pairwise, joinRows(x, joinRows(y, z, lawOf), lawOf));
        }),
      );
    });

    // Facts of a dead row are dropped and memory judges whole states, so who meets first may show in what is left of
    // a deletion; the random histories prove that all devices agree in the end all the same.
    it("does not care who meets first about who lives, and why", () => {
      const told = sides(rows, fc.constant({})).map((side) => ({ ...side, counts: {} }));
      fc.assert(
        fc.property(told, told, told, (x, y, z) => {
          assert.deepEqual(reasons(join(join(x, y), z)), reasons(join(x, join(y, z))));
        }),
      );
    });
  });
}

const stateOf = (members: readonly (readonly [string, Side])[], more: Counts = {}): State => {
  const sets = new Map<string, SetState>();
  let counts = more;
  for (const [name, { row, tombstone, counts: seen }] of members) {
    const set = sets.get(name) ?? emptySet;
    const rows = new Map(set.rows);
    const tombstones = new Map(set.tombstones);
    counts = joinCounts(counts, seen);
    if (row) {
      rows.set(row.key, row);
      tombstones.delete(row.key);
    } else if (tombstone && !rows.has(tombstone.key)) {
      tombstones.set(tombstone.key, { ...tombstone, open: ["https://p.example/"] });
    }
    sets.set(name, { ...set, rows, tombstones });
  }
  return { counts, sets, providers: ["https://p.example/"] };
};

/** The document a device writes into an empty slot, read again; tombstones are kept in it by one that never answers. */
const docOf = (state: State): Doc => {
  const before: Doc = { ...emptyDoc, clocks: { SILENT: 0 } };
  const plan = planUpload({ doc: before, state, enrolment: { revision: 0 }, me: "ME", wallet: "W", now: 0 });
  assert.ok(plan.isDue);
  return JSON.parse(canonicalJson(plan.doc as unknown as Json));
};
const emptyDoc: Doc = {
  version: { major: 1, minor: 0 },
  wallet: "W",
  revision: 1,
  clocks: {},
  counts: {},
  previous: [],
  sets: {},
};

const anyState = fc
  .array(
    fc
      .constantFrom(...entities)
      .chain((entity) => sides(rowsOf(entity, fc.constant(key))).map((side) => [entity.name, side] as const)),
    {
      maxLength: 6,
    },
  )
  .map((members) => stateOf(members));

const content = (state: State) =>
  [...state.sets]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, { rows, tombstones }]) => [
      ...[...rows.values()].map((row) => [name, row]),
      ...[...tombstones.values()].map(({ open: _, ...tombstone }) => [name, tombstone]),
    ]);
const merged = (state: State, doc: Doc) => withChanges(state, mergeDoc(state, doc).changes);

describe("merging whole documents", () => {
  it("does not care who comes first", () => {
    fc.assert(
      fc.property(anyState, anyState, (x, y) => {
        assert.deepEqual(content(merged(x, docOf(y))), content(merged(y, docOf(x))));
        assert.deepEqual(merged(x, docOf(y)).counts, merged(y, docOf(x)).counts);
      }),
    );
  });

  it("changes nothing when the document is one's own, read back from its bytes", () => {
    fc.assert(
      fc.property(anyState, (x) => {
        const { changes, removed } = mergeDoc(x, docOf(x));
        assert.ok(isSilent(changes));
        assert.deepEqual(
          [...changes.sets.values()].flatMap(({ rows = [] }) => rows),
          [],
        );
        assert.deepEqual(removed, []);
      }),
    );
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(anyState, anyState, (x, y) => {
        const doc = docOf(y);
        const once = merged(x, doc);
        const twice = merged(once, doc);
        const alive = (state: State) =>
          [...state.sets.values()].flatMap(({ rows }) =>
            [...rows.values()].map((row) => [row.facts, reasons({ row, counts: {} })]),
          );
        assert.deepEqual(alive(twice), alive(once));
      }),
    );
  });

  const foreignRow = { key, ins: { count: 1, device: "B" }, facts: { colours: ["red"], shape: "round" } };
  const foreignSet: DocSet = { laws: { colours: "union" }, rows: [foreignRow], tombstones: [], unread: [] };

  it("hands on sets of newer versions, joined by the laws that the document names", () => {
    const first = { ...emptyDoc, counts: { B: 1 }, sets: { novelties: foreignSet } };
    const row = { ...foreignRow, facts: { colours: ["blue"], shape: "angular" } };
    const second = { ...first, sets: { novelties: { ...foreignSet, rows: [row] } } };
    const doc = docOf(merged(merged(stateOf([]), first), second));
    assert.deepEqual(doc.sets.novelties, {
      ...foreignSet,
      rows: [{ ...foreignRow, facts: { colours: ["blue", "red"], shape: "angular" } }],
    });
  });

  it("hands on fields of newer versions in rows that it knows", () => {
    const addedAt = 5;
    const ins = { count: 1, device: "A" };
    const state = stateOf([[exchanges.name, { row: { key, ins, facts: { addedAt } }, counts: { A: 1 } }]]);
    const theirs = { key, ins, facts: { addedAt, colours: ["red"] } };
    const sets = { exchanges: { laws: { colours: "union" as const }, rows: [theirs], tombstones: [], unread: [] } };
    const doc = docOf(merged(state, { ...emptyDoc, counts: { A: 1 }, sets }));
    assert.deepEqual(doc.sets.exchanges?.rows, [theirs]);
    assert.equal(doc.sets.exchanges?.laws.colours, "union");
  });

  it("concludes nothing from a row that it cannot read", () => {
    const mine = { key, ins: { count: 1, device: "A" }, worth: { A: 1 }, facts: {} };
    const state = stateOf([[coins.name, { row: mine, counts: { A: 1 } }]]);
    const lacking = { ...emptyDoc, counts: { A: 1 } };
    assert.equal(merged(state, lacking).sets.get(coins.name)?.rows.size, 0);
    const unread = [{ key, ins: "in a new spelling" }];
    const doc = { ...lacking, sets: { coins: { laws: {}, rows: [], tombstones: [], unread } } };
    const after = merged(state, doc);
    assert.equal(after.sets.get(coins.name)?.rows.get(key), mine);
    assert.deepEqual([...(after.sets.get(coins.name)?.unread.values() ?? [])], unread);
  });

  it("takes a row that it could not read before as it is, and does not hold it for one that it has deleted", () => {
    const row = { key, ins: { count: 1, device: "A" }, worth: { A: 1 }, facts: {} };
    const spoilt = { laws: {}, rows: [], tombstones: [], unread: [{ ...row, ins: "in a new spelling" }] };
    const before = merged(stateOf([]), { ...emptyDoc, counts: { A: 1 }, sets: { coins: spoilt } });
    const mended = { ...emptyDoc, counts: { A: 1 }, sets: { coins: { ...spoilt, rows: [row], unread: [] } } };
    const after = merged(before, mended);
    assert.deepEqual(after.sets.get(coins.name)?.rows.get(key), row);
    const { counts } = before;
    const dead = {
      laws: {},
      rows: [],
      tombstones: [{ key, del: { count: 2, device: "A" }, saw: { A: 1 }, since: 1 }],
      unread: [],
    };
    const gone = merged(after, { ...emptyDoc, counts: { A: 2 }, sets: { coins: dead } });
    assert.deepEqual([counts, gone.sets.get(coins.name)?.rows.size], [{ A: 1 }, 0], "and it dies like any other");
  });
});

describe("rows that only memory kills", () => {
  const row = (name: string, worth?: Counts): Membership => ({
    key: name,
    ins: { count: 1, device: "A" },
    ...(worth && { worth }),
    facts: {},
  });
  const state = (...rows: readonly Membership[]) =>
    stateOf(rows.map((one) => [coins.name, { row: one, counts: { A: 1 } }]));
  const lacking: Doc = { ...emptyDoc, counts: { A: 1 } };

  const forgotten = (removed: readonly Removed[]) =>
    removed.filter(({ isForgotten }) => isForgotten).map(({ row }) => row.key);

  it("are named, and those that bear value are put aside", () => {
    const { changes, removed } = mergeDoc(state(row("1", { A: 1 }), row("2")), lacking);
    assert.deepEqual(forgotten(removed), ["1", "2"]);
    assert.deepEqual(changes.sets.get(coins.name)?.aside, [row("1", { A: 1 })]);
  });

  it("are put aside as well when an old document shows them again, but are not taken from me", () => {
    const set = { laws: {}, rows: [row("1", { A: 1 })], tombstones: [], unread: [] };
    const { changes, removed } = mergeDoc(stateOf([], { A: 1 }), { ...lacking, sets: { coins: set } });
    assert.deepEqual(removed, []);
    assert.deepEqual(changes.sets.get(coins.name)?.aside, [row("1", { A: 1 })]);
  });

  it("are not those that a tombstone names", () => {
    const tombstones = [{ key: "1", del: { count: 2, device: "A" }, saw: { A: 1 }, since: 1 }];
    const doc = { ...lacking, counts: { A: 2 }, sets: { coins: { laws: {}, rows: [], tombstones, unread: [] } } };
    const { changes, removed } = mergeDoc(state(row("1", { A: 1 })), doc);
    assert.deepEqual(
      removed.map(({ row, del, isForgotten }) => [row.key, del, isForgotten]),
      [["1", { count: 2, device: "A" }, false]],
    );
    assert.equal(changes.sets.get(coins.name)?.aside, undefined);
  });

  it("are none that the document cannot have known", () => {
    assert.deepEqual(mergeDoc(state(row("1")), { ...emptyDoc, counts: { B: 9 } }).removed, []);
  });
});
