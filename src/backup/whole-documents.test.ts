/** Whole states of every kind of row meet in any order: nothing learned is lost, and all end with the same bytes. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { entities } from "../store/entities.ts";
import { isSameRow, joinFacts, lawsOf } from "../store/join.ts";
import { isPresent } from "../store/row.ts";
import { isSilent, type State, withChanges } from "../store/state.ts";
import { canonicalJson } from "../taler/canonical.ts";
import type { Json } from "../taler/codec.ts";
import { dice } from "../testing/dice.ts";
import { allRules, plainMerge } from "../testing/plain-merge.ts";
import { writerOf } from "../testing/random-deeds.ts";
import type { Device } from "../testing/replica.ts";
import { Replicas } from "../testing/replicas.ts";
import type { Doc } from "./doc.ts";
import { mergeDoc } from "./merge.ts";
import { planUpload } from "./upload.plan.ts";

const urls = ["https://p.example/", "https://q.example/", "https://r.example/"] as const;
const seeds = Array.from({ length: 40 }, (_, index) => index + 1);
const writer = writerOf(entities);

/** Devices in the middle of their lives: each has heard something of the others, and nobody has heard all. */
function midLife(seed: number): Replicas {
  const roll = dice(seed);
  const world = new Replicas();
  const all = [0, 1, 2].map((one) => world.device("ABC".charAt(one), urls[one] ?? "", urls[(one + 1) % 3] ?? ""));
  for (let step = 0; step < 50; step++) {
    const device = all[roll(3)] as Device;
    writer(world, device, roll);
    const url = [...device.disk.enrolments.keys()][roll(2)] ?? "";
    if (roll(4) === 0) world.sync(device, url, { isPatient: true });
  }
  return world;
}

/** What a device would tell a service that holds nothing; tombstones are kept in it by one that never answers. */
function told({ disk: { state, self } }: Device): Doc {
  const empty: Doc = {
    version: { major: 1, minor: 0 },
    wallet: "W",
    revision: 1,
    clocks: { SILENT: 0 },
    counts: {},
    previous: [],
    sets: {},
  };
  const plan = planUpload({ doc: empty, state, enrolment: { revision: 0 }, me: self.device, wallet: "W", now: 0 });
  return plan.isDue ? plan.doc : assert.fail("a first upload is due");
}

const joined = (state: State, doc: Doc): State => withChanges(state, mergeDoc(state, doc).changes);

/** All rows as bytes, but for what no document tells. */
const spelled = ({ sets }: State): string => {
  const rows = [...sets].flatMap(([name, set]) => {
    const lawOf = lawsOf(name, set.laws);
    return [...set.rows.values()].map((row) => [name, { ...row, facts: joinFacts(undefined, row.facts, lawOf) }]);
  });
  return canonicalJson(rows.map((row) => canonicalJson(row as unknown as Json)).sort());
};

/** Meets all of them in this order, again and again, until none of them says anything new. */
function gathered(first: State, docs: readonly Doc[]): State {
  let state = first;
  for (let round = 0; round < 5; round++) {
    const before = state;
    for (const doc of docs) state = joined(state, doc);
    if (docs.every((doc) => isSilent(mergeDoc(state, doc).changes)) && spelled(before) === spelled(state)) return state;
  }
  return assert.fail("there is always something new");
}

const nobody: State = { counts: {}, sets: new Map(), providers: [urls[0]] };
const orders = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;

describe("whole states of every kind of row", () => {
  it("end as the same bytes, in whatever order a new device meets them", () => {
    let rows = 0;
    for (const seed of seeds) {
      const docs = midLife(seed).devices.map(told);
      const ends = orders.map((order) =>
        gathered(
          nobody,
          order.map((index) => docs[index] as Doc),
        ),
      );
      assert.equal(new Set(ends.map(spelled)).size, 1, `seed ${seed}`);
      assert.equal(new Set(ends.map(({ counts }) => canonicalJson(counts))).size, 1, `seed ${seed}`);
      rows += ends[0]?.sets.size ?? 0;
    }
    assert.ok(rows > 10 * seeds.length, "states in which nothing is prove nothing");
  });

  it("do not care which of two meets the other", () => {
    for (const seed of seeds) {
      const [a, b] = midLife(seed).devices as [Device, Device];
      const [ours, theirs] = [joined(a.disk.state, told(b)), joined(b.disk.state, told(a))];
      assert.equal(spelled(ours), spelled(theirs), `seed ${seed}`);
      assert.deepEqual(ours.counts, theirs.counts);
    }
  });

  it("lose nothing that was learned: a row that stays has joined all facts of both, one that goes has a reason", () => {
    let kept = 0;
    let gone = 0;
    for (const seed of seeds) {
      const { devices } = midLife(seed);
      for (const [mine, other] of devices.map((one, index) => [one, devices[(index + 1) % 3] as Device] as const)) {
        const after = joined(mine.disk.state, told(other));
        for (const [name, set] of [...mine.disk.state.sets, ...other.disk.state.sets]) {
          const lawOf = lawsOf(name, set.laws);
          for (const row of set.rows.values()) {
            const now = after.sets.get(name)?.rows.get(row.key);
            const end = after.sets.get(name)?.tombstones.get(row.key);
            if (now) assert.ok(isSameRow({ ...now, facts: joinFacts(now.facts, row.facts, lawOf) }, now, lawOf));
            else assert.ok(end && !isPresent({ ...row, ...end }), `seed ${seed}: ${name} ${row.key} is gone`);
            kept += Number(now !== undefined);
            gone += Number(now === undefined);
          }
        }
      }
    }
    // Which deeds are drawn changes with every new fact; that both cases are met does not.
    assert.ok(kept > 500 && gone > 20, `${kept} kept, ${gone} gone`);
  });

  it("merge as the rules say when they are written down plainly", () => {
    for (const seed of seeds) {
      const { devices } = midLife(seed);
      for (const [mine, other] of devices.map((one, index) => [one, devices[(index + 1) % 3] as Device] as const)) {
        const { state } = mine.disk;
        const doc = told(other);
        let plainly = state;
        for (const { name } of entities) plainly = withChanges(plainly, plainMerge(state, doc, name, allRules, false));
        assert.equal(spelled(joined(state, doc)), spelled(plainly), `seed ${seed}`);
        for (const { name } of entities) {
          const [fast, plain] = [joined(state, doc), plainly].map(
            ({ sets }) => sets.get(name)?.tombstones ?? new Map(),
          );
          assert.deepEqual(fast, plain, `seed ${seed}: ${name}`);
        }
      }
    }
  });
});
