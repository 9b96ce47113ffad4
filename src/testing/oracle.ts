/** Judges devices and services in memory by what was causally seen, not by any stamp (merge rules, invariants I1 to I7). */
import { countsIn } from "../backup/hearsay.ts";
import { type Counts, covers, knew, type Stamp } from "../store/clock.ts";
import { isSameRow, joinFacts, type LawOf, lawsOf } from "../store/join.ts";
import type { Law } from "../store/law.ts";
import type { Membership, Tombstone } from "../store/row.ts";
import { isSameJson } from "../store/same.ts";
import { type Device, rowIn, setOf } from "./replica.ts";
import type { Event, FetchOptions, Provider, Replicas, Version } from "./replicas.ts";

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
    const nameOf = ({ set, key }: Event) => `${set} ${key}`;
    return [...new Set(events.map(nameOf))].flatMap((name) => {
      const ofRow = events.filter((event) => nameOf(event) === name);
      const [{ set, key } = { set: "", key: "" }] = ofRow;
      const row = island.devices[0] && rowIn(island.devices[0], key, set);
      const wrong = judged(ofRow, row, lawsIn(island, set));
      return [...(isSameEverywhere(island, set, key) ? [] : ["I1"]), ...wrong].map((one) => `${one} ${name}`);
    });
  });
}

const lawsIn = ({ devices }: Island, set: string): LawOf =>
  lawsOf(set, ...devices.map(({ disk }) => setOf(disk, set).laws));

/** But for what no document tells. */
function isSameEverywhere(island: Island, set: string, key: string): boolean {
  const lawOf = lawsIn(island, set);
  const inDocs = island.providers.map(({ current }) => current?.doc.sets[set]?.rows.find((row) => row.key === key));
  const [first, ...others] = [...island.devices.map((device) => rowIn(device, key, set)), ...inDocs];
  return others.every((row) => (row && first ? isSameRow(row, first, lawOf) : row === first));
}

/** What the events on one key, all that anybody connected has heard of, say of its row. */
function judged(events: readonly Event[], row: Membership | undefined, lawOf: LawOf): string[] {
  const deletions = events.filter(({ kind }) => kind === "remove");
  const isSeen = ({ bit }: Event) => deletions.some(({ past }) => (past & bit) !== 0n);
  const isAfterAll = ({ past }: Event) => deletions.every(({ bit }) => (past & bit) !== 0n);
  // Whatever was learned has been joined into what is there.
  const has = ({ facts }: Event) => row !== undefined && joinFacts(row.facts, facts, lawOf) === row.facts;
  const inserts = events.filter(({ kind }) => kind === "insert");
  const money = events.filter(({ isMoney }) => isMoney);
  // What was inserted again as it was says nothing new.
  const told = events.filter(({ isKept }) => !isKept);
  const plain = told.filter(({ kind, isMoney }) => kind === "insert" || (kind === "learn" && !isMoney));
  const wrong: string[] = [];
  if (row && [...inserts, ...money].every(isSeen)) wrong.push("I2");
  if (money.some((event) => !isSeen(event) && !has(event))) wrong.push("I3");
  if (!row && inserts.some(isAfterAll)) wrong.push("I4");
  if (deletions.length === 0 && plain.some((event) => !has(event))) wrong.push("I4");
  if (inserts.some((event) => !event.isKept && isAfterAll(event) && !has(event))) wrong.push("I5");
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
  const inDocs = docs.some(({ current }) =>
    Object.values(current?.doc.sets ?? {}).some(({ tombstones }) => tombstones.length > 0),
  );
  const isClean = ({ disk }: Device) => [...disk.state.sets.values()].every(({ tombstones }) => tombstones.size === 0);
  return !inDocs && living(world).every(isClean);
}

/** I7: no device and no document holds a stamp that its own counts do not cover. */
export function isHonest(world: Replicas): boolean {
  const isDiskHonest = ({ disk: { state } }: Device) =>
    [...state.sets].every(([name, { rows, tombstones, laws }]) =>
      areCovered(countsIn(name, state.counts), [...rows.values(), ...tombstones.values()], name, laws),
    );
  return (
    world.devices.every(isDiskHonest) &&
    [...world.providers.values()].every(({ current }) =>
      Object.entries(current?.doc.sets ?? {}).every(([name, { rows, tombstones, laws }]) =>
        areCovered(countsIn(name, current?.doc.counts ?? {}), [...rows, ...tombstones], name, laws),
      ),
    )
  );
}

function areCovered(
  counts: Counts,
  all: readonly (Membership | Tombstone)[],
  set: string,
  laws: Readonly<Record<string, Law>>,
): boolean {
  const lawOf = lawsOf(set, laws);
  return all.every((one) => {
    const facts = Object.entries("ins" in one ? one.facts : {});
    const changed = facts.flatMap(([name, fact]) => (lawOf(name) === "latest" ? [(fact as { at?: Stamp }).at] : []));
    const stamps = [one.del, ...("ins" in one ? [one.ins] : []), ...changed];
    const worth = "ins" in one ? one.worth : undefined;
    return (
      covers(counts, { ...one.saw }) && covers(counts, { ...worth }) && stamps.every((at) => !at || knew(counts, at))
    );
  });
}

/**
 * Tombstones that left a document although a device in its clocks does not have them on its disk; each by its name.
 * `before` is what stood at each service before the step, whose accepted uploads are looked at.
 */
export function collectedEarly(world: Replicas, before: ReadonlyMap<string, Version | undefined>): string[] {
  return [...world.providers.values()].flatMap(({ url, current }) => {
    const then = before.get(url);
    // An older version that is shown again has collected nothing.
    if (!then || !current || current.doc.revision <= then.doc.revision) return [];
    const connected = world.devices.filter(({ disk }) => Object.hasOwn(current.doc.clocks, disk.self.device));
    return Object.entries(then.doc.sets).flatMap(([set, { tombstones }]) =>
      tombstones.flatMap(({ key, del, saw = {} }) => {
        const now = current.doc.sets[set];
        if ([...(now?.rows ?? []), ...(now?.tombstones ?? [])].some((one) => one.key === key)) return [];
        const hasSeen = ({ disk: { state } }: Device) => knew(state.counts, del) && covers(state.counts, saw);
        return connected.every(hasSeen) ? [] : [`${set} ${key} at ${url}`];
      }),
    );
  });
}
