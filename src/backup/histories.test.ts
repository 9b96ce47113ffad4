import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  dropsAtOnce,
  dueByResult,
  forgetfulMerge,
  keepsSince,
  mergeBy,
  noMemory,
  putByMarks,
  seedRule,
  unchangedMerge,
} from "../testing/broken-rules.ts";
import { broken, isHonest, settle } from "../testing/oracle.ts";
import { type Device, rowIn, setOf } from "../testing/replica.ts";
import type { Rules } from "../testing/replica-rules.ts";
import { Replicas } from "../testing/replicas.ts";

const p = "https://p.example/";
const q = "https://q.example/";
const r = "https://r.example/";

/** A history, the outcome its rule is for, and what leaves the rule out. */
interface History {
  readonly name: string;
  readonly play: (world: Replicas) => void;
  readonly isGood: (world: Replicas) => boolean;
  readonly without: Partial<Rules>;
}

const device = (world: Replicas, name: string): Device => {
  const found = world.devices.find((one) => one.name === name);
  assert.ok(found);
  return found;
};
/** Full syncs, one after the other. */
const syncs = (world: Replicas, ...pairs: readonly (readonly [Device, string])[]) => {
  for (const [one, url] of pairs) world.sync(one, url);
};
const everywhere = (world: Replicas, key: string) => world.devices.every((one) => rowIn(one, key));
const nowhere = (world: Replicas, key: string) => !world.devices.some((one) => rowIn(one, key));

const histories: readonly History[] = [
  {
    name: "H1 a deletion made offline is not collected before everybody has it",
    play(world) {
      const a = world.device("A", p);
      const b = world.device("B", p);
      world.insert(a, "k");
      for (const one of [a, b, a]) world.sync(one, p);
      for (const key of ["1", "2", "3", "4"]) world.insert(b, key);
      world.sync(b, p);
      world.remove(a, "k");
      syncs(world, [a, p], [b, p]);
    },
    isGood: (world) => !rowIn(device(world, "B"), "k"),
    without: { plan: seedRule(), merge: noMemory },
  },
  {
    name: "H2 who joins late does not insert in the past",
    play(world) {
      const a = world.device("A", p);
      world.insert(a, "k");
      world.remove(a, "k");
      world.fetch(a, p);
      world.post(a, p, "replyLost");
      const c = world.device("C", p);
      world.fetch(c, p, { stopsAfterMerge: true });
      world.insert(c, "k");
      syncs(world, [c, p], [a, p]);
    },
    isGood: (world) => everywhere(world, "k"),
    without: { merge: forgetfulMerge },
  },
  {
    name: "H3 who joins remembers nothing that was collected meanwhile",
    play(world) {
      const a = world.device("A", p);
      world.insert(a, "k");
      world.sync(a, p);
      const c = world.device("C", p);
      world.fetch(c, p, { stopsAfterMerge: true });
      world.learn(c, "k");
      world.remove(a, "k");
      syncs(world, [a, p], [c, p], [a, p]);
    },
    isGood: (world) => nowhere(world, "k"),
    without: { merge: noMemory },
  },
  {
    name: "H4 a service that lost its data takes nothing from anybody",
    play(world) {
      const b = world.device("B", p);
      world.insert(b, "k");
      world.sync(b, p);
      world.empty(p);
      const a = world.device("A", p);
      syncs(world, [a, p], [b, p], [a, p]);
    },
    isGood: (world) => everywhere(world, "k"),
    without: { merge: unchangedMerge },
  },
  {
    name: "H5 a service that is added again brings nothing back",
    play(world) {
      const a = world.device("A", p, q);
      world.insert(a, "k");
      syncs(world, [a, p], [a, q]);
      world.leave(a, q);
      world.remove(a, "k");
      world.sync(a, p);
      world.enrol(a, q);
      world.sync(a, q);
    },
    isGood: (world) => nowhere(world, "k"),
    without: { merge: noMemory },
  },
  {
    name: "H6 an old document shown again brings nothing back",
    play(world) {
      const a = world.device("A", p);
      world.insert(a, "k");
      world.sync(a, p);
      world.remove(a, "k");
      world.sync(a, p);
      world.rollBack(p, 1);
      world.sync(a, p);
    },
    isGood: (world) => nowhere(world, "k"),
    without: { merge: noMemory },
  },
  {
    name: "H7 a tombstone stays until it has left all documents",
    play(world) {
      const a = world.device("A", p, q);
      world.insert(a, "k");
      world.sync(a, q);
      world.remove(a, "k");
      syncs(world, [a, p], [a, q]);
    },
    isGood: (world) => nowhere(world, "k"),
    without: { merge: noMemory, record: dropsAtOnce },
  },
  {
    name: "H8 a deletion does not take value it never saw",
    play(world) {
      const a = world.device("A", p);
      const b = world.device("B", p);
      world.insert(a, "k");
      syncs(world, [a, p], [b, p]);
      world.learn(b, "k", { isMoney: true });
      world.remove(a, "k");
      syncs(world, [a, p], [b, p], [a, p]);
    },
    isGood: (world) => everywhere(world, "k"),
    without: { merge: mergeBy({ hasWorth: false }) },
  },
  {
    name: "H10 a disk that was put back gets a new name",
    play(world) {
      const a = world.device("A", p);
      const old = a.disk;
      world.insert(a, "k");
      world.sync(a, p);
      a.disk = old;
      world.insert(a, "m");
      world.sync(a, p);
    },
    isGood: (world) => everywhere(world, "m") && everywhere(world, "k"),
    without: { isRewound: () => false },
  },
  {
    name: "H11 everybody remembers in every merge, not only when joining",
    play(world) {
      const a = world.device("A", p);
      const b = world.device("B", p, q);
      const c = world.device("C", p, q);
      world.insert(a, "k");
      syncs(world, [c, q], [a, p]);
      world.fetch(b, p, { stopsAfterMerge: true });
      world.leave(b, p);
      world.remove(a, "k");
      syncs(world, [a, p], [b, q], [c, p], [c, q], [c, p]);
    },
    isGood: (world) => settledWithout(world, "k"),
    without: { merge: mergeBy({ isMemoryForJoining: true }) },
  },
  {
    name: "H12 a living row keeps the deletions it has outlived",
    play(world) {
      const a = world.device("A", p, q);
      const b = world.device("B", p, q);
      world.insert(a, "k", { isMoney: true });
      world.insert(b, "k", { isMoney: true });
      world.sync(b, p);
      world.remove(b, "k");
      world.sync(a, q);
      world.remove(a, "k");
      syncs(world, [b, q], [b, p], [a, p], [a, q]);
    },
    isGood: (world) => settledWithout(world, "k"),
    without: { merge: mergeBy({ keepsDeletions: false, memory: "perRow" }) },
  },
  {
    name: "H13 what is remembered is each reason, not the whole row",
    play(world) {
      const a = world.device("A", q);
      const b = world.device("B", p);
      const c = world.device("C", p, q);
      world.insert(a, "k");
      world.insert(b, "k");
      world.sync(b, p);
      world.remove(b, "k");
      world.sync(c, p);
      world.learn(a, "k", { isMoney: true });
      world.sync(a, q);
      world.fetch(c, q, { stopsAfterMerge: true });
      world.remove(a, "k");
      syncs(world, [a, q], [c, q], [c, p], [b, p]);
    },
    isGood: (world) => settledWithout(world, "k"),
    without: { merge: mergeBy({ memory: "perRow" }) },
  },
  {
    name: "H14 a collected tombstone does not wander from service to service",
    play(world) {
      world.device("A", r);
      world.device("B", r);
      const c = world.device("C", p, q, r);
      world.device("D", p, q, r);
      world.insert(c, "k");
      world.remove(c, "k");
    },
    isGood: (world) => settle(world),
    without: { plan: putByMarks },
  },
  {
    name: "H15 a tombstone that says something new is as young as what it says",
    play(world) {
      const a = world.device("A", p);
      const b = world.device("B", p);
      world.insert(a, "k");
      syncs(world, [a, p], [b, p], [a, p]);
      for (const key of ["1", "2", "3"]) world.insert(b, key);
      world.remove(a, "k");
      world.sync(a, p);
      world.remove(b, "k");
      world.insert(a, "k");
      syncs(world, [b, p], [a, p], [b, p]);
    },
    isGood: (world) => nowhere(world, "k"),
    without: { plan: keepsSince },
  },
  {
    name: "H16 a tombstone put and collected in one upload is told",
    play(world) {
      const a = world.device("A", p);
      world.insert(a, "k");
      world.sync(a, p);
      world.insert(a, "m");
      world.remove(a, "m");
      world.sync(a, p);
    },
    isGood: (world) => settle(world) && world.devices.every(({ disk }) => setOf(disk).tombstones.size === 0),
    without: { plan: dueByResult },
  },
];

const settledWithout = (world: Replicas, key: string) => settle(world) && nowhere(world, key);

for (const { name, play, isGood, without } of histories) {
  describe(name, () => {
    it("holds", () => {
      const world = new Replicas();
      play(world);
      assert.ok(isGood(world));
      assert.ok(settle(world));
      assert.deepEqual(broken(world), []);
      assert.ok(isHonest(world));
    });

    it("breaks without its rule", () => {
      const world = new Replicas(without);
      play(world);
      assert.ok(!isGood(world));
    });
  });
}
