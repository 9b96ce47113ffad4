/** Older devices among newer ones: what they cannot read passes through them to whom it concerns, and nothing is lost. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Counts, lamportTime } from "../store/clock.ts";
import type { Membership } from "../store/row.ts";
import { emptySet } from "../store/state.ts";
import type { Json } from "../taler/codec.ts";
import { dice } from "../testing/dice.ts";
import { broken, isHonest, isSwept, settle } from "../testing/oracle.ts";
import { type Device, rowIn, setOf, things } from "../testing/replica.ts";
import { Replicas } from "../testing/replicas.ts";
import type { Doc, DocSet } from "./doc.ts";
import { readDocument, writeDocument } from "./document.ts";
import { planUnread } from "./unread.plan.ts";

/** More of them for one's own assurance, as with random-histories. */
const runs = Number(process.env.HISTORIES ?? 400);

const [p, q, r] = ["https://p.example/", "https://q.example/", "https://r.example/"] as const;
const keys = ["k", "m"];

/** A note that only newer versions understand; as if they wrote it in a way that spoils the row for others. */
const isNovel = (note: unknown) => typeof note === "number" && note % 3 === 0;
const isBeyondOlder = ({ facts }: Membership) => Array.isArray(facts.notes) && facts.notes.some(isNovel);
const isOlder = (name: string) => name.startsWith("O");

const worldWithOlder = () =>
  new Replicas({ read: (doc, device) => (isOlder(device) ? asOlderReads(doc) : asNewerReads(doc)) });

/** Whatever stands in `unread` is tried again by every reader. */
const asNewerReads = (doc: Doc): Doc => readDocument(writeDocument(doc), doc.wallet, lamportTime(doc.counts)).doc;

function asOlderReads(doc: Doc): Doc {
  const odd = Object.entries(doc.sets).map(([name, { rows, unread }]) => {
    return [
      name,
      [...rows.filter(isBeyondOlder), ...(unread as unknown as Membership[]).filter(isBeyondOlder)],
    ] as const;
  });
  const oddBySet = new Map<string, readonly unknown[]>(odd);
  const without = ([name, set]: [string, DocSet]) => {
    const isSound = (one: unknown) => !oddBySet.get(name)?.includes(one);
    return [name, { ...set, rows: set.rows.filter(isSound), unread: set.unread.filter(isSound) }] as const;
  };
  const sound = asNewerReads({ ...doc, sets: Object.fromEntries(Object.entries(doc.sets).map(without)) });
  const whole = Object.entries(sound.sets).map(([name, set]) => {
    return [name, { ...set, unread: [...set.unread, ...((oddBySet.get(name) ?? []) as Json[])] }] as const;
  });
  return { ...sound, sets: Object.fromEntries(whole) };
}

/** The next note is one that only newer versions can write. */
const isNovelNext = ({ events }: Replicas) => isNovel(events.length);

/** An older device says only what it can, and deletes nothing of which it knows that there is more than it can read. */
function mayDo(world: Replicas, device: Device, key: string, verb: "insert" | "learn" | "remove"): boolean {
  if (!isOlder(device.name)) return true;
  if (verb !== "remove") return !isNovelNext(world);
  const unread = [...setOf(device.disk).unread.values()] as { readonly key?: string }[];
  return unread.every((one) => one.key !== key);
}

function play(seed: number): { readonly world: Replicas; readonly unread: number } {
  const roll = dice(seed);
  const world = worldWithOlder();
  const urls = [p, q, r].slice(0, 1 + roll(3));
  // Two older devices among newer ones may answer each other.
  const names = ["A", roll(2) === 0 ? "B" : "Old", "O", ...(roll(2) === 0 ? ["C"] : [])];
  for (const [index, name] of names.entries()) {
    const [first = p, ...others] = [...urls.slice(index % urls.length), ...urls.slice(0, index % urls.length)];
    // Older devices carry from one service to the next.
    world.device(name, first, ...others.filter(() => isOlder(name) || roll(3) === 0));
  }
  let unread = 0;
  for (let step = 20 + roll(40); step > 0; step--) {
    const device = world.devices[roll(world.devices.length)] as Device;
    const key = keys[roll(keys.length)] ?? "";
    const verb = (["insert", "insert", "learn", "learn", "remove"] as const)[roll(5)] ?? "learn";
    if (mayDo(world, device, key, verb)) world[verb](device, key, { isMoney: roll(2) === 0 });
    const there = [...device.disk.enrolments.keys()];
    const url = there[roll(there.length)] ?? p;
    if (roll(2) === 0) world.sync(device, url, { isPatient: roll(2) === 0 });
    else if (roll(4) === 0) world.fetch(device, url, { stopsAfterMerge: true });
    unread += isOlder(device.name) ? setOf(device.disk).unread.size : 0;
    assert.ok(isHonest(world), `seed ${seed}`);
  }
  return { world, unread };
}

describe("a row that an older device cannot read", () => {
  it("is not lost where the older device has told of the time in which it was written", () => {
    const world = worldWithOlder();
    const [a, older, c] = [world.device("A", p), world.device("O", p, q), world.device("C", p, q)];
    world.sync(c, q);
    assert.ok(isNovelNext(world) && world.insert(a, "k"), "a row for newer ones only");
    world.sync(a, p);
    world.sync(c, p);
    world.sync(older, p);
    assert.equal(setOf(older.disk).unread.size, 1);
    assert.equal(rowIn(older, "k"), undefined);
    world.sync(older, q);
    world.sync(c, q);
    assert.ok(rowIn(c, "k"), "the newer device believes that it was deleted");
    world.sync(c, p);
    world.sync(a, p);
    assert.ok(rowIn(a, "k"));
  });

  it("reaches who is at another service only", () => {
    const world = worldWithOlder();
    const [a, older, d] = [world.device("A", p), world.device("O", p, q), world.device("D", q)];
    world.sync(d, q);
    world.insert(a, "k");
    for (const [device, url] of [
      [a, p],
      [older, p],
      [older, q],
      [d, q],
    ] as const)
      world.sync(device, url);
    assert.deepEqual(rowIn(d, "k"), rowIn(a, "k"));
  });

  it("is forgotten by the older device once it is deleted, at every service", () => {
    const world = worldWithOlder();
    const [a, older] = [world.device("A", p), world.device("O", p, q)];
    world.insert(a, "k");
    world.sync(a, p);
    world.sync(older, p);
    world.sync(older, q);
    const unreadAt = (url: string) => world.provider(url).current?.doc.sets[things.name]?.unread.length;
    assert.deepEqual([setOf(older.disk).unread.size, unreadAt(q)], [1, 1]);
    world.remove(a, "k");
    assert.ok(settle(world), "it is told again and again");
    assert.deepEqual([setOf(older.disk).unread.size, unreadAt(p), unreadAt(q)], [0, 0, 0]);
  });

  it("lets a device that has an older form of it conclude nothing from that", () => {
    const world = worldWithOlder();
    const [a, older, c] = [world.device("A", p), world.device("O", p, q), world.device("C", p, q)];
    world.insert(a, "m");
    assert.ok(!isNovelNext(world) && world.insert(a, "k"));
    for (const device of [a, older, c]) world.sync(device, p);
    assert.ok(rowIn(older, "k") && world.remove(a, "k") && isNovelNext(world) && world.insert(a, "k"));
    for (const [device, url] of [
      [a, p],
      [older, p],
      [older, q],
      [c, p],
      [c, q],
    ] as const)
      world.sync(device, url);
    assert.deepEqual(rowIn(c, "k"), rowIn(a, "k"));
    assert.ok(settle(world));
    assert.deepEqual(rowIn(c, "k"), rowIn(a, "k"));
  });
});

describe("two older devices beside a newer one", () => {
  it("do not answer each other: a deletion that is known of what they cannot read holds for what they can", () => {
    const world = worldWithOlder();
    const [a, one, two] = [world.device("A", p), world.device("O", p), world.device("Old", p)];
    assert.ok(world.insert(a, "k") && world.insert(one, "k"));
    for (const device of [one, two]) world.sync(device, p);
    assert.ok(world.remove(two, "k"), "it knows nothing of the newer form");
    world.sync(a, p);
    assert.ok(isNovelNext(world) && world.learn(a, "k", { isMoney: true }), "value that the deletion has not seen");
    assert.ok(settle(world), "they tell it again and again");
    assert.ok(rowIn(a, "k"));
    for (const older of [one, two]) assert.equal(rowIn(older, "k"), undefined);
  });

  it("hand on nothing that a deletion has taken which stands in another form of it", () => {
    const row = (count: number, more: object) => ({ key: "k", ins: { count, device: "A" }, facts: {}, ...more });
    const old = row(1, { worth: { A: 1 } });
    const outlived = (saw: object) => row(3, { del: { count: 2, device: "A" }, saw });
    const toldOf = (told: Json, counts: Counts) => {
      const mine = { ...emptySet, unread: new Map([["old", old as Json]]) };
      return planUnread(mine, { laws: {}, rows: [], tombstones: [], unread: [told] }, counts).isNews;
    };
    assert.ok(!toldOf(outlived({ A: 1 }) as Json, { A: 3 }));
    assert.ok(toldOf(outlived({}) as Json, { A: 3 }), "it had not seen the value");
    assert.ok(toldOf(outlived({ A: 1 }) as Json, { A: 1 }), "beyond all counts");
    assert.ok(toldOf(row(3, { del: "spoilt" }) as Json, { A: 3 }));
  });
});

describe("random histories of one to three services with older devices", () => {
  it("get quiet, lose nothing and bring nothing back: a new device finds all there is", () => {
    let unread = 0;
    for (let seed = 1; seed <= runs; seed++) {
      const played = play(seed);
      const { world } = played;
      unread += played.unread;
      assert.ok(settle(world), `seed ${seed} never gets quiet`);
      for (const device of world.devices) device.isLost = isOlder(device.name);
      world.device("N", ...world.providers.keys());
      assert.ok(settle(world), `seed ${seed} never gets quiet`);
      for (const one of world.providers.values()) {
        if (one.current) one.current = { ...one.current, doc: asNewerReads(one.current.doc) };
      }
      assert.deepEqual(broken(world), [], `seed ${seed}`);
      assert.ok(isSwept(world), `seed ${seed} keeps tombstones`);
    }
    assert.ok(unread > runs, "nothing was beyond anybody");
  });
});
