/** Devices enrolled with different services: what one service is told reaches all others, byte for byte. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { insert } from "../store/deed.ts";
import { devices } from "../store/entities/device.ts";
import { entities } from "../store/entities.ts";
import { canonicalJson } from "../taler/canonical.ts";
import type { Json } from "../taler/codec.ts";
import { dice } from "../testing/dice.ts";
import { broken, isSwept, settle } from "../testing/oracle.ts";
import { writerOf } from "../testing/random-deeds.ts";
import { type Device, rowIn } from "../testing/replica.ts";
import { Replicas } from "../testing/replicas.ts";

const [p, q, r] = ["https://p.example/", "https://q.example/", "https://r.example/"] as const;

/** For each device its services; `cut` are the links that are down for a third of the history. */
interface Shape {
  readonly services: readonly (readonly string[])[];
  readonly cut: readonly (readonly [device: number, url: string])[];
}

const shapes: Readonly<Record<string, Shape>> = {
  "a chain of three": { services: [[p], [p, q], [q]], cut: [[1, q]] },
  "a chain of four over three": { services: [[p], [p, q], [q, r], [r]], cut: [[2, q]] },
  "a ring": {
    services: [
      [p, q],
      [q, r],
      [r, p],
    ],
    cut: [
      [0, q],
      [2, p],
    ],
  },
  "a star": { services: [[p, q, r], [p], [q], [r]], cut: [[0, r]] },
  "two halves and a bridge": { services: [[p], [p], [p, q], [q]], cut: [[2, p]] },
  "one that has no service for long": {
    services: [[p], [p, q], [q]],
    cut: [
      [1, p],
      [1, q],
    ],
  },
};

const writer = writerOf(entities);

/** All rows of a document, spelled. */
const spelledRows = (world: Replicas, url: string): string => {
  const sets = Object.entries(world.provider(url).current?.doc.sets ?? {});
  const told = sets.flatMap(([name, { rows }]) => (rows.length > 0 ? [[name, rows] as const] : []));
  return canonicalJson(Object.fromEntries(told) as unknown as Json);
};

/** Deeds and syncs by dice; in the middle third the links that are cut are down. */
function live(world: Replicas, { services, cut }: Shape, seed: number): void {
  const roll = dice(seed);
  const all = services.map((urls, index) => world.device("ABCD".charAt(index), ...urls));
  const steps = 45;
  for (let step = 0; step < steps; step++) {
    const index = roll(all.length);
    const device = all[index] as Device;
    writer(world, device, roll);
    const urls = services[index] ?? [];
    const url = urls[roll(urls.length)] ?? "";
    const isCut =
      step > steps / 3 && step < (2 * steps) / 3 && cut.some(([one, link]) => one === index && link === url);
    if (roll(2) === 0 && !isCut) world.sync(device, url, { isPatient: roll(2) === 0 });
  }
}

for (const [name, shape] of Object.entries(shapes)) {
  describe(name, () => {
    it("ends with the same rows everywhere, in documents and on disks, and in silence", () => {
      const urls = [...new Set(shape.services.flat())];
      for (let seed = 1; seed <= 12; seed++) {
        const world = new Replicas();
        live(world, shape, seed);
        assert.ok(settle(world), `seed ${seed} never gets quiet`);
        assert.deepEqual(broken(world), [], `seed ${seed}`);
        assert.equal(new Set(urls.map((url) => spelledRows(world, url))).size, 1, `seed ${seed}`);
        assert.ok(spelledRows(world, p).length > 1000, "nothing was told");
        assert.ok(isSwept(world), `seed ${seed} keeps tombstones`);
      }
    });
  });
}

describe("a row on its way from one service to another", () => {
  it("keeps its stamps, whoever carries it, and so does a deletion", () => {
    const world = new Replicas();
    const [a, b, c, d] = [[p], [p, q], [q, r], [r]].map((urls, index) => world.device("ABCD".charAt(index), ...urls));
    assert.ok(a && b && c && d);
    world.do(a, insert(devices, "ROW", { name: "Firefox on Linux", joinedAt: 1, slots: [] }));
    const written = rowIn(a, "ROW", devices.name);
    const eastward = [
      [a, p],
      [b, p],
      [b, q],
      [c, q],
      [c, r],
      [d, r],
    ] as const;
    for (const [device, url] of eastward) world.sync(device, url);
    for (const device of [b, c, d]) assert.deepEqual(rowIn(device, "ROW", devices.name), written);
    assert.deepEqual(new Set([p, q, r].map((url) => spelledRows(world, url))).size, 1);
    world.insert(d, "k");
    for (const [device, url] of eastward.toReversed()) world.sync(device, url);
    world.remove(a, "k");
    const { del } = world.devices[0]?.disk.state.sets.get("things")?.tombstones.get("k") ?? assert.fail("no tombstone");
    // Who comes last has seen it and may collect it.
    for (const [device, url] of eastward.slice(0, -1)) world.sync(device, url);
    const there = world.provider(r).current?.doc.sets.things?.tombstones;
    assert.deepEqual(
      there?.map((one) => [one.key, one.del]),
      [["k", del]],
    );
  });

  it("needs nobody who is at all services: one change in the west is one upload at each service", () => {
    const world = new Replicas();
    const [a, b, c] = [[p], [p, q], [q]].map((urls, index) => world.device("ABC".charAt(index), ...urls));
    assert.ok(a && b && c);
    assert.ok(settle(world));
    const { uploads } = world;
    world.insert(a, "k");
    for (const [device, url] of [
      [a, p],
      [b, p],
      [b, q],
      [c, q],
    ] as const)
      world.sync(device, url);
    assert.equal(world.uploads, uploads + 2);
    assert.ok(rowIn(c, "k"));
    assert.ok(settle(world));
    assert.equal(world.uploads, uploads + 2);
  });
});
