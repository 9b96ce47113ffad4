import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Membership } from "../store/row.ts";
import type { Enrolment } from "../store/self.ts";
import { emptySet, noChanges, type State, withChanges } from "../store/state.ts";
import { broken, isHonest, settle } from "../testing/oracle.ts";
import { rowIn } from "../testing/replica.ts";
import { Replicas } from "../testing/replicas.ts";
import { renewId, retold } from "./rewind.ts";

const p = "https://p.example/";
const told: Membership = { key: "told", ins: { count: 3, device: "OLD" }, worth: { OLD: 5 }, facts: {} };
const news: Membership = {
  key: "news",
  ins: { count: 7, device: "OLD" },
  del: { count: 6, device: "OLD" },
  saw: { OLD: 6, B: 9 },
  worth: { OLD: 8, B: 2 },
  facts: {
    runner: { value: "OLD", at: { count: 9, device: "OLD" } },
    name: { value: "OLD", at: { count: 4, device: "OLD" } },
    slots: [
      { slot: 1, at: { count: 2, device: "OLD" } },
      { slot: 2, at: { count: 7, device: "OLD" } },
    ],
    contract: { count: 9, device: "OLD", more: true },
  },
};
const tombstone = { key: "dead", del: { count: 10, device: "OLD" }, saw: { OLD: 4 }, open: [p] };
const q = "https://q.example/";
const state: State = {
  counts: { OLD: 12, B: 9 },
  providers: [p, q],
  sets: new Map([
    [
      "things",
      {
        ...emptySet,
        rows: new Map([told, news].map((row) => [row.key, row])),
        tombstones: new Map([["dead", tombstone]]),
      },
    ],
  ]),
};
const enrolment: Enrolment = {
  url: p,
  root: "ROOT",
  revision: 2,
  counts: {},
  told: 1,
  isMember: true,
  offer: { revision: 3, hash: "H", change: 1, counts: {}, tombstones: [] } as never,
};
const renewal = renewId(state, { device: "OLD", offered: 5 }, [enrolment], "NEW");
const after = withChanges(state, renewal.changes);

describe("renewing the id", () => {
  it("leaves alone what was offered", () => {
    assert.equal(after.sets.get("things")?.rows.get("told"), told);
  });

  it("gives everything later to the new name, with the same counts", () => {
    assert.deepEqual(after.sets.get("things")?.rows.get("news"), {
      key: "news",
      ins: { count: 7, device: "NEW" },
      del: { count: 6, device: "NEW" },
      saw: { OLD: 5, NEW: 6, B: 9 },
      worth: { NEW: 8, B: 2 },
      facts: {
        runner: { value: "NEW", at: { count: 9, device: "NEW" } },
        name: { value: "OLD", at: { count: 4, device: "OLD" } },
        slots: [
          { slot: 1, at: { count: 2, device: "OLD" } },
          { slot: 2, at: { count: 7, device: "NEW" } },
        ],
        contract: { count: 9, device: "OLD", more: true },
      },
    });
  });

  it("opens every tombstone everywhere", () => {
    const expected = { key: "dead", del: { count: 10, device: "NEW" }, saw: { OLD: 4 }, open: [p, q] };
    assert.deepEqual(after.sets.get("things")?.tombstones.get("dead"), expected);
  });

  it("lets the old name stand where it was told to stand", () => {
    assert.deepEqual(after.counts, { B: 9, OLD: 5, NEW: 10 });
    assert.deepEqual(renewal.self, { device: "NEW", offered: 0 });
    const { offer: _, ...rest } = enrolment;
    assert.deepEqual(renewal.enrolments, [{ ...rest, isMember: false }]);
  });

  it("names nobody who never did anything", () => {
    const blank = renewId({ ...state, counts: {}, sets: new Map() }, { device: "OLD", offered: 0 }, [], "NEW");
    assert.deepEqual(blank.changes.counts, {});
  });
});

describe("telling again what either copy did", () => {
  const row = (key: string, device: string, count: number, worth?: Membership["worth"]): Membership => ({
    key,
    ins: { count, device },
    ...(worth && { worth }),
    facts: { of: key },
  });
  const holding = (...rows: readonly Membership[]): State => ({
    ...state,
    counts: { OLD: 12, NEW: 10, B: 14 },
    sets: new Map([["things", { ...emptySet, rows: new Map(rows.map((one) => [one.key, one])) }]]),
  });
  const again = (...rows: readonly Membership[]) => {
    const changes = retold(holding(...rows), { device: "OLD", offered: 5 }, "NEW");
    return { changes, rows: changes.sets.get("things")?.rows };
  };
  const ins = { count: 15, device: "NEW" };

  it("stamps it anew under the new name, in one step that nobody has heard of", () => {
    const { changes, rows } = again(
      row("lost", "OLD", 6),
      row("found", "NEW", 7),
      row("money", "B", 2, { OLD: 8, B: 2 }),
    );
    assert.deepEqual(rows, [
      { ...row("lost", "OLD", 6), ins },
      { ...row("found", "NEW", 7), ins },
      { ...row("money", "B", 2), ins, worth: { OLD: 8, B: 2, NEW: 15 } },
    ]);
    assert.deepEqual(changes.counts, { OLD: 12, NEW: 15, B: 14 });
  });

  it("leaves alone what is surely ours, and what others did", () => {
    assert.equal(again(row("told", "OLD", 5, { OLD: 5 }), row("theirs", "B", 9, { B: 9 })).changes, noChanges);
  });
});

describe("two copies of one disk", () => {
  it("both keep what they insert afterwards", () => {
    const world = new Replicas();
    const a = world.device("A", p);
    world.insert(a, "before", { isMoney: true });
    world.sync(a, p);
    const copy = world.device("A", p);
    copy.disk = a.disk;
    world.insert(a, "mine", { isMoney: true });
    world.insert(copy, "yours", { isMoney: true });
    world.sync(a, p);
    world.sync(copy, p);
    assert.ok(settle(world));
    assert.notEqual(a.disk.self.device, copy.disk.self.device);
    for (const one of [a, copy]) for (const key of ["before", "mine", "yours"]) assert.ok(rowIn(one, key), key);
    assert.deepEqual(broken(world), []);
    assert.ok(isHonest(world));
  });
});
