/** Devices that go on under an old secret while others take rows along from there: once all have come, nothing is lost. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { AdoptSight } from "../store/adopt.ts";
import { insert, learn, remove } from "../store/deed.ts";
import { trustedKeys } from "../store/entities/trusted-key.ts";
import { withChanges } from "../store/state.ts";
import { dice } from "../testing/dice.ts";
import { sampleText } from "../testing/documents.ts";
import { broken, isHonest, isSwept, settle } from "../testing/oracle.ts";
import { type Device, setOf, things } from "../testing/replica.ts";
import { Replicas } from "../testing/replicas.ts";
import { planTakingAlong } from "./taken-along.plan.ts";

/** More of them for one's own assurance, as with random-histories. */
const runs = Number(process.env.HISTORIES ?? 1000);

const olds = ["https://o.example/", "https://p.example/"];
const news = ["https://n.example/", "https://m.example/"];
const keys = ["k", "m"];
const trustedOf: Readonly<Record<string, string>> = { k: sampleText("k", 32), m: sampleText("m", 32) };

/** Leaves the accounts of the old secret without a word, for some of those of the new one. */
function comeOver(world: Replicas, device: Device, urls: readonly string[]): void {
  for (const url of device.disk.enrolments.keys()) world.leave(device, url);
  for (const url of urls) world.enrol(device, url);
}

const isOver = ({ disk }: Device) => news.some((url) => disk.enrolments.has(url));

/** Returns how many rows came along. */
function takeAlong(world: Replicas, device: Device, url: string): number {
  const served = world.provider(url).current;
  if (!served) return 0;
  const { disk } = device;
  const sight: AdoptSight = { ...disk, enrolments: [...disk.enrolments.values()], removals: [] };
  const fresh = `${disk.self.device}, renamed`;
  const { changes, self, enrolments = sight.enrolments } = planTakingAlong(served, fresh, 0)(sight);
  if (!changes) return 0;
  const taken = [...changes.sets].flatMap(([set, { rows = [] }]) => rows.map(({ key }) => `${set} ${key}`));
  const seen = world.events.filter(({ set, key, kind }) => kind !== "remove" && taken.includes(`${set} ${key}`));
  const known = seen.reduce((sum, { bit }) => sum | (bit & served.known), disk.known);
  device.disk = {
    state: withChanges(disk.state, changes),
    self: { ...disk.self, ...self, change: disk.self.change + 1 },
    enrolments: new Map(enrolments.map((one) => [one.url, one])),
    known,
  };
  return taken.length;
}

function write(world: Replicas, device: Device, roll: (sides: number) => number): void {
  const key = keys[roll(keys.length)] ?? "";
  const verb = (["insert", "insert", "learn", "remove"] as const)[roll(4)] ?? "learn";
  if (roll(3) > 0) {
    world[verb](device, key, { isMoney: roll(2) === 0 });
    return;
  }
  const trusted = trustedOf[key] ?? "";
  const facts = { name: `${world.events.length}`, addedAt: 99 };
  const deeds = {
    insert: () => insert(trustedKeys, trusted, facts),
    learn: () => learn(trustedKeys, trusted, { name: facts.name }),
    remove: () => remove(trustedKeys, trusted),
  };
  const isThere = setOf(device.disk, trustedKeys.name).rows.has(trusted);
  if (isThere !== (verb === "insert")) world.do(device, deeds[verb]());
}

/** Whoever has the old secret puts an older version in place of the newest, and counts in it whatever he likes. */
function steal(world: Replicas, url: string, roll: (sides: number) => number): void {
  world.rollBack(url, roll(4));
  const provider = world.provider(url);
  if (!provider.current) return;
  const { doc } = provider.current;
  const device = (world.devices[roll(world.devices.length)] as Device).disk.self.device;
  const count = (doc.counts[device] ?? 0) + roll(30);
  const planted = { key: `planted ${count}`, ins: { count, device }, facts: { notes: [1] } };
  const set = doc.sets[things.name] ?? { laws: {}, rows: [], tombstones: [], unread: [] };
  const sets = { ...doc.sets, [things.name]: { ...set, rows: [...set.rows, planted] } };
  const theirs = { ...doc, revision: doc.revision + 9, counts: { ...doc.counts, [device]: count }, sets };
  provider.current = { ...provider.current, doc: theirs };
}

function play(seed: number, hasThief = false): { readonly world: Replicas; readonly taken: number } {
  const roll = dice(seed);
  const world = new Replicas();
  const oldUrls = olds.slice(0, 1 + roll(2));
  const newUrls = news.slice(0, 1 + roll(2));
  const some = (urls: readonly string[]) => {
    const chosen = urls.filter(() => roll(2) === 0);
    return chosen.length > 0 ? chosen : urls.slice(0, 1);
  };
  for (const name of ["A", "B", "C", "D"].slice(0, 2 + roll(3))) world.device(name, ...some(oldUrls));
  const [first, ...others] = world.devices;
  let taken = 0;
  let isStolen = false;
  const step = (device: Device) => {
    if (roll(2) === 0) write(world, device, roll);
    const there = [...device.disk.enrolments.keys()];
    const url = there[roll(there.length)] ?? "";
    // Who reads what a thief wrote before hearing of the new secret believes it.
    if (roll(2) === 0 && !(isStolen && oldUrls.includes(url))) world.sync(device, url, { isPatient: roll(2) === 0 });
    if (isOver(device) && roll(3) === 0) taken += takeAlong(world, device, oldUrls[roll(oldUrls.length)] ?? "");
    assert.ok(isHonest(world), `seed ${seed}: a stamp beyond the counts`);
  };
  const anybody = () => world.devices[roll(world.devices.length)] as Device;
  for (let left = roll(25); left > 0; left--) step(anybody());
  comeOver(world, first as Device, newUrls);
  for (let left = 5 + roll(40); left > 0; left--) {
    if (hasThief && roll(8) === 0) {
      steal(world, oldUrls[roll(oldUrls.length)] ?? "", roll);
      isStolen = true;
    }
    const late = others.filter((one) => !isOver(one));
    const one = late[roll(late.length)];
    if (one && roll(15) === 0) comeOver(world, one, some(newUrls));
    step(anybody());
  }
  for (const one of others) if (!isOver(one)) comeOver(world, one, some(newUrls));
  return { world, taken };
}

/** What is wrong once everybody is there. */
function judged(world: Replicas): readonly string[] {
  if (!settle(world)) return ["never quiet"];
  const wrong = broken(world);
  return wrong.length > 0 || isSwept(world) ? wrong : ["I6"];
}

describe("random histories of a renewed secret", () => {
  it("lose nothing, bring nothing back and get quiet", () => {
    let rows = 0;
    for (let seed = 1; seed <= runs; seed++) {
      const { world, taken } = play(seed);
      rows += taken;
      assert.deepEqual(judged(world), [], `seed ${seed}`);
    }
    assert.ok(rows > runs / 4, `only ${rows} rows were taken along`);
  });

  it("agree, get quiet and lose nobody's trust, whatever a thief of the old one writes there", () => {
    for (let seed = 1; seed <= runs; seed++) {
      const { world } = play(seed, true);
      // A device that takes another name brings back what it had told before, as after any copied disk.
      const wrong = judged(world).filter((one) => one.startsWith("I1") || !/^I2|things/.test(one));
      assert.deepEqual(wrong, [], `seed ${seed}`);
    }
  });
});
