/** Judges devices and services in memory by what was causally seen, not by any stamp (merge rules, invariants I1 to I7). */
import { type Counts, covers, knew, type Stamp } from "../store/clock.ts";
import type { Membership, Tombstone } from "../store/row.ts";
import { isSameJson } from "../store/same.ts";
import type { Json } from "../taler/codec.ts";
import { type Device, rowIn, setOf, things } from "./replica.ts";
import type { Event, FetchOptions, Provider, Replicas } from "./replicas.ts";

const mostRounds = 12;

/** Every living device syncs with every service until a whole round neither tells nor learns. False when that never comes. */
export function settle(world: Replicas, options: FetchOptions = {}): boolean {
  for (let round = 0; round < mostRounds; round++) {
    const before = [world.uploads, ...living(world).map(({ disk }) => disk.self.change)];
    for (const device of living(world))
      for (const url of device.disk.enrolments.keys()) world.sync(device, url, { mustDecide: true, ...options });
    const after = [world.uploads, ...living(world).map(({ disk }) => disk.self.change)];
    if (isSameJson(before, after)) return true;
  }
  return false;
}

export const living = (world: Replicas): Device[] => world.devices.filter(({ isLost }) => !isLost);

/** Devices and services that reach each other. */
interface Island {
  readonly devices: Device[];
  readonly providers: Provider[];
}

function islands(world: Replicas): Island[] {
  const found: Island[] = [];
  const isSeen = new Set<Device>();
  for (const start of living(world)) {
    if (isSeen.has(start)) continue;
    const island: Island = { devices: [], providers: [] };
    const next = [start];
    for (let device = next.pop(); device; device = next.pop()) {
      if (isSeen.has(device)) continue;
      isSeen.add(device);
      island.devices.push(device);
      for (const url of device.disk.enrolments.keys()) {
        const provider = world.provider(url);
        if (island.providers.includes(provider)) continue;
        island.providers.push(provider);
        next.push(...living(world).filter(({ disk }) => disk.enrolments.has(url)));
      }
    }
    found.push(island);
  }
  return found;
}

/** The invariants I1 to I5 that do not hold in a settled world; each with the key it is about. */
export function broken(world: Replicas): string[] {
  return islands(world).flatMap((island) => {
    const known = [
      ...island.devices.map(({ disk }) => disk.known),
      ...island.providers.map((one) => one.current?.known ?? 0n),
    ];
    const all = known.reduce((sum, one) => sum | one, 0n);
    const events = world.events.filter(({ bit }) => (bit & all) !== 0n);
    return [...new Set(events.map(({ key }) => key))].flatMap((key) => {
      const row = island.devices[0] && rowIn(island.devices[0], key);
      const wrong = judged(
        events.filter((event) => event.key === key),
        row,
      );
      return [...(isSameEverywhere(island, key) ? [] : ["I1"]), ...wrong].map((name) => `${name} ${key}`);
    });
  });
}

function isSameEverywhere({ devices, providers }: Island, key: string): boolean {
  const inDocs = providers.map(({ current }) => current?.doc.sets[things.name]?.rows.find((row) => row.key === key));
  const rows = [...devices.map((device) => rowIn(device, key)), ...inDocs];
  return rows.every((row) => isSameJson(row as unknown as Json | undefined, rows[0] as unknown as Json | undefined));
}

/** What the events on one key, all that anybody connected has heard of, say of its row. */
function judged(events: readonly Event[], row: Membership | undefined): string[] {
  const deletions = events.filter(({ kind }) => kind === "remove");
  const isSeen = ({ bit }: Event) => deletions.some(({ past }) => (past & bit) !== 0n);
  const isAfterAll = ({ past }: Event) => deletions.every(({ bit }) => (past & bit) !== 0n);
  const has = (fact: "notes" | "money", { number }: Event) =>
    (row?.facts[fact] as readonly number[] | undefined)?.includes(number);
  const inserts = events.filter(({ kind }) => kind === "insert");
  const money = events.filter(({ isMoney }) => isMoney);
  // What was inserted again as it was says nothing new.
  const told = events.filter(({ isKept }) => !isKept);
  const plain = told.filter(({ kind, isMoney }) => kind === "insert" || (kind === "learn" && !isMoney));
  const wrong: string[] = [];
  if (row && [...inserts, ...money].every(isSeen)) wrong.push("I2");
  if (money.some((event) => !isSeen(event) && !has("money", event))) wrong.push("I3");
  if (!row && inserts.some(isAfterAll)) wrong.push("I4");
  if (deletions.length === 0 && plain.some((event) => !has("notes", event))) wrong.push("I4");
  if (inserts.some((event) => !event.isKept && isAfterAll(event) && !has("notes", event))) wrong.push("I5");
  return wrong;
}

/** I6: takes everybody out of the clocks who will not come back, and lets two more rounds go by. */
export function isSwept(world: Replicas): boolean {
  for (const { url } of world.providers.values()) {
    const here = living(world).filter(({ disk }) => disk.enrolments.has(url));
    const ids = here.map(({ disk }) => disk.self.device);
    const clocks = Object.keys(world.provider(url).current?.doc.clocks ?? {});
    const retire = clocks.filter((id) => !ids.includes(id));
    if (here[0] && retire.length > 0) world.sync(here[0], url, { retire, mustDecide: true });
  }
  settle(world);
  settle(world);
  const docs = [...world.providers.values()].filter(({ url }) =>
    living(world).some(({ disk }) => disk.enrolments.has(url)),
  );
  const inDocs = docs.some(({ current }) => (current?.doc.sets[things.name]?.tombstones.length ?? 0) > 0);
  return !inDocs && living(world).every(({ disk }) => setOf(disk).tombstones.size === 0);
}

/** I7: no device and no document holds a stamp that its own counts do not cover. */
export function isHonest(world: Replicas): boolean {
  const isDiskHonest = ({ disk }: Device) =>
    areCovered(disk.state.counts, [...setOf(disk).rows.values(), ...setOf(disk).tombstones.values()]);
  return (
    world.devices.every(isDiskHonest) &&
    [...world.providers.values()].every(({ current }) => {
      const set = current?.doc.sets[things.name];
      return !current || areCovered(current.doc.counts, [...(set?.rows ?? []), ...(set?.tombstones ?? [])]);
    })
  );
}

const areCovered = (counts: Counts, all: readonly (Membership | Tombstone)[]) =>
  all.every((one) => {
    const stamps = [one.del, ...("ins" in one ? [one.ins, (one.facts.name as { at?: Stamp } | undefined)?.at] : [])];
    const worth = "ins" in one ? one.worth : undefined;
    return (
      covers(counts, { ...one.saw }) && covers(counts, { ...worth }) && stamps.every((at) => !at || knew(counts, at))
    );
  });
