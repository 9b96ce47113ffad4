/** One device in memory: what its disk holds, and the writes it makes by itself. */
import type { DeviceId } from "../store/clock.ts";
import type { Deed } from "../store/deed.ts";
import { earliest, entity, highest, latest, union, value } from "../store/entity.ts";
import type { Law } from "../store/law.ts";
import type { Membership } from "../store/row.ts";
import type { Enrolment, Self } from "../store/self.ts";
import { emptySet, type SetState, type State, withChanges } from "../store/state.ts";
import { Step } from "../store/step.ts";
import { integer, text } from "../taler/codec.ts";

/** A kind of row that no version knows, so that its laws travel with the documents. */
export const things = entity("things", text(20), {
  notes: union(integer()),
  money: value(union(integer())),
  name: latest(integer()),
  first: earliest(),
  most: highest(),
});
const laws = Object.fromEntries(Object.entries(things.fields).map(([name, { law }]) => [name, law as Law]));

/** What survives a stop of the device. `known` is for the oracle only: one bit for each thing done that it has heard of. */
export interface Disk {
  readonly state: State;
  readonly self: Self;
  readonly enrolments: ReadonlyMap<string, Enrolment>;
  readonly known: bigint;
}

export interface Device {
  readonly name: string;
  disk: Disk;
  isLost: boolean;
}

export function freshDisk(id: DeviceId): Disk {
  const self: Self = {
    id: "self",
    device: id,
    counts: {},
    offered: 0,
    change: 0,
    recoverySecret: "",
    root: "ROOT",
    isRootOwn: true,
    reserveCounters: {},
    installedAt: 0,
  };
  const state: State = { counts: {}, sets: new Map([[things.name, { ...emptySet, laws }]]), providers: [] };
  return { state, self, enrolments: new Map(), known: 0n };
}

export const setOf = ({ state }: Disk, name = things.name): SetState => state.sets.get(name) ?? emptySet;

export const rowIn = ({ disk }: Device, key: string, set = things.name): Membership | undefined =>
  setOf(disk, set).rows.get(key);

/** One local write; undefined when it says nothing new: facts never insert, and inserts never replace. */
export function written(disk: Disk, deed: Deed): Disk | undefined {
  const { state, self, enrolments } = disk;
  const { name } = deed.entity;
  const set = setOf(disk, name);
  const before = set.rows.get(deed.key);
  if ((deed.verb === "insert") === (before !== undefined)) return undefined;
  const step = new Step({ ...self, counts: state.counts });
  const after = step.apply(before ?? set.tombstones.get(deed.key), deed);
  if (!after || after === before) return undefined;
  const open = [...enrolments.keys()];
  const buried = open.length > 0 ? { tombstones: [{ ...after, open }] as never } : { gone: [deed.key] };
  const sets = new Map([[name, "ins" in after ? { rows: [after] } : buried]]);
  const { counts, change } = step.after();
  return { ...disk, state: withChanges(state, { counts, sets }), self: { ...self, change } };
}

/** Starts with a service: it has to be told of every deletion. */
export function enrolled(disk: Disk, url: string): Disk {
  const enrolment: Enrolment = { url, root: "ROOT", revision: 0, counts: {}, told: 0, isMember: false };
  return reopened(withEnrolment(disk, enrolment), (open) => [...open, url]);
}

/** Forgets a service: it has to be told of nothing any more. */
export function left(disk: Disk, url: string): Disk {
  const enrolments = new Map(disk.enrolments);
  enrolments.delete(url);
  return reopened({ ...disk, enrolments }, (open) => open.filter((other) => other !== url));
}

export const withEnrolment = (disk: Disk, enrolment: Enrolment): Disk => ({
  ...disk,
  enrolments: new Map(disk.enrolments).set(enrolment.url, enrolment),
});

function reopened(disk: Disk, change: (open: readonly string[]) => readonly string[]): Disk {
  const reopenedSet = (set: SetState): SetState => {
    const tombstones = [...set.tombstones].flatMap(([key, tombstone]) => {
      const open = change(tombstone.open);
      return open.length > 0 ? [[key, { ...tombstone, open }] as const] : [];
    });
    return { ...set, tombstones: new Map(tombstones) };
  };
  const sets = new Map([...disk.state.sets].map(([name, set]) => [name, reopenedSet(set)]));
  return { ...disk, state: { ...disk.state, providers: [...disk.enrolments.keys()], sets } };
}
