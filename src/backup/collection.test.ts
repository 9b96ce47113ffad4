/** When a tombstone may go: not before everyone connected has it, and then it does; nothing else decides. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { noMemory, seedRule } from "../testing/broken-rules.ts";
import { dice } from "../testing/dice.ts";
import { broken, settle } from "../testing/oracle.ts";
import { type Device, rowIn, setOf, things } from "../testing/replica.ts";
import { Replicas } from "../testing/replicas.ts";
import { longestBlock, planRetirement, type Watched } from "./retire.plan.ts";

const p = "https://p.example/";
const q = "https://q.example/";

const buriedIn = (world: Replicas, url: string): readonly string[] =>
  (world.provider(url).current?.doc.sets[things.name]?.tombstones ?? []).map(({ key }) => key);
const buriedOn = ({ disk }: Device): readonly string[] => [...setOf(disk).tombstones.keys()];

describe("the counter-example to the naive rule", () => {
  // A tombstone goes once its stamp is below the Lamport clock of every device: so said the first draft.
  const naive = new Replicas({ plan: seedRule(), merge: noMemory });
  const real = new Replicas({ merge: noMemory });
  const stands: (readonly string[])[] = [];
  const worlds = [naive, real].map((world) => ({ world, a: world.device("A", p), b: world.device("B", p) }));

  for (const { world, a, b } of worlds) {
    world.insert(a, "k");
    for (const device of [a, b, a]) world.sync(device, p);
    // B is busy: its clock passes that of A, who deletes in the meantime without a network.
    for (const key of ["1", "2", "3", "4"]) world.insert(b, key);
    world.sync(b, p);
    world.remove(a, "k");
    world.sync(a, p);
    stands.push(buriedIn(world, p));
    world.sync(b, p);
  }

  it("collects the deletion at once, for its stamp is old, although B has never heard of it", () => {
    const deletion = naive.devices[0]?.disk.state.counts ?? {};
    assert.ok(
      Object.values(deletion).some((count) => count > 2),
      "B is not ahead",
    );
    assert.ok(naive.devices.every((device) => rowIn(device, "k") !== undefined || device.name === "A"));
    assert.ok(settle(naive));
    assert.ok(
      naive.devices.every((device) => rowIn(device, "k")),
      "it came back to nobody",
    );
  });

  it("is none to the real one: the tombstone waits for B's disk, and goes when it is there", () => {
    assert.deepEqual(stands[1], ["k"]);
    assert.ok(settle(real));
    assert.ok(real.devices.every((device) => !rowIn(device, "k")));
    assert.deepEqual([buriedIn(real, p), ...real.devices.map(buriedOn)], [[], [], []]);
  });
});

describe("a device that is silent for long", () => {
  const day = 24 * 60 * 60 * 1000;
  const world = new Replicas();
  const a = world.device("A", p);
  const b = world.device("B", p);
  const c = world.device("C", p);
  for (const key of ["k", "m"]) world.insert(a, key);
  for (const device of [a, b, c, a, b]) world.sync(device, p);
  world.remove(a, "k");
  let watched: Watched = {};

  /** A and B sync every ten days; A retires whom the rules tell it to. */
  function pass(from: number, to: number): number {
    for (let now = from; now < to; now += 10 * day) {
      const doc = world.provider(p).current?.doc ?? assert.fail("no document");
      const plan = planRetirement(doc, a.disk.self.device, watched, now);
      watched = plan.watched;
      for (const device of [a, b]) world.sync(device, p, { retire: device === a ? plan.retire : [] });
    }
    return to;
  }

  it("keeps tombstones where they are, on all disks and in the document, as long as it may come back", () => {
    pass(0, longestBlock - 10 * day);
    assert.deepEqual([buriedIn(world, p), buriedOn(a), buriedOn(b)], [["k"], ["k"], ["k"]]);
    assert.ok(Object.hasOwn(world.provider(p).current?.doc.clocks ?? {}, c.disk.self.device));
  });

  it("is taken out of the clocks after that, and everything it kept is collected", () => {
    pass(longestBlock - 10 * day, longestBlock + 60 * day);
    assert.deepEqual([buriedIn(world, p), buriedOn(a), buriedOn(b)], [[], [], []]);
    assert.ok(!Object.hasOwn(world.provider(p).current?.doc.clocks ?? {}, c.disk.self.device));
    assert.ok(world.provider(p).current?.doc.counts[a.disk.self.device], "counts are for ever");
  });

  it("comes back after a year: what was deleted is gone, what it did meanwhile is there", () => {
    world.learn(c, "m", { isMoney: true });
    world.insert(c, "n");
    assert.ok(rowIn(c, "k"), "it still has what was deleted");
    world.sync(c, p);
    assert.ok(settle(world));
    for (const device of [a, b, c]) {
      assert.equal(rowIn(device, "k"), undefined);
      assert.ok(rowIn(device, "n") && rowIn(device, "m")?.facts.money);
    }
    assert.deepEqual(broken(world), []);
    assert.ok(Object.hasOwn(world.provider(p).current?.doc.clocks ?? {}, c.disk.self.device));
  });
});

describe("a long life", () => {
  it("holds no more tombstones than its last few days have deleted, nor more history than 64 hashes", () => {
    const roll = dice(7);
    const world = new Replicas();
    const all = [world.device("A", p), world.device("B", p, q), world.device("C", q)] as const;
    const deletedOnDay: number[] = [];
    const keys: string[] = [];
    let most = 0;
    for (let day = 0; day < 150; day++) {
      let deleted = 0;
      for (let deed = 0; deed < 4; deed++) {
        const device = all[roll(3)] as Device;
        const key = keys[roll(keys.length)];
        if (key !== undefined && keys.length > 20) deleted += Number(world.remove(device, key));
        else if (world.insert(device, `${day}/${deed}`)) keys.push(`${day}/${deed}`);
      }
      deletedOnDay.push(deleted);
      for (const device of all) for (const url of device.disk.enrolments.keys()) world.sync(device, url);
      for (const key of keys.filter((one) => !all.some((device) => rowIn(device, one))))
        keys.splice(keys.indexOf(key), 1);
      // Put on one day, acknowledged on the next, collected on the third; twice, for the way to the other service.
      const recent = deletedOnDay.slice(-6).reduce((sum, count) => sum + count, 0);
      const held = [buriedIn(world, p), buriedIn(world, q), ...all.map(buriedOn)].map(({ length }) => length);
      assert.ok(Math.max(...held) <= recent, `day ${day}: ${held} of ${recent}`);
      most = Math.max(most, ...held);
    }
    const deleted = deletedOnDay.reduce((sum, count) => sum + count, 0);
    assert.ok(deleted > 10 * most && most > 0, `${deleted} deletions, at most ${most} tombstones`);
    for (const url of [p, q]) {
      const doc = world.provider(url).current?.doc ?? assert.fail("no document");
      assert.ok(doc.previous.length <= 64 && doc.revision > 64);
      assert.equal(Object.keys(doc.clocks).length, 2);
      assert.equal(Object.keys(doc.counts).length, 3);
    }
  });
});
