/** Which tombstones a service no longer needs, and which therefore leave this device (merge rules, section 4, line 11). */
import { isSameTombstone } from "../store/join.ts";
import type { Changes, OpenTombstone, SetChanges, State } from "../store/state.ts";
import type { ToldTombstones } from "./upload.plan.ts";

/**
 * After a completed sync with the service at `url`: every tombstone that still says what it said when the upload was
 * planned, and that the final document does not hold, is closed for this service. Pure.
 */
export function planRecord(state: State, url: string, told: ToldTombstones): Changes {
  const toldBySet = new Map<string, Map<string, ToldTombstones[number]>>();
  for (const one of told) {
    const ofSet = toldBySet.get(one.set) ?? new Map();
    toldBySet.set(one.set, ofSet.set(one.key, one));
  }
  return reopened(state, (tombstone, set) => {
    const then = toldBySet.get(set)?.get(tombstone.key);
    const isDone = then !== undefined && !then.stays && isSameTombstone(then, tombstone);
    return isDone ? tombstone.open.filter((other) => other !== url) : tombstone.open;
  });
}

/** Changes whom each tombstone waits for; one that waits for nobody leaves the device. */
function reopened({ sets }: State, openFor: (tombstone: OpenTombstone, set: string) => readonly string[]): Changes {
  const changes = new Map<string, SetChanges>();
  for (const [name, { tombstones }] of sets) {
    const kept: OpenTombstone[] = [];
    const gone: string[] = [];
    for (const tombstone of tombstones.values()) {
      const open = openFor(tombstone, name);
      if (open.length === 0) gone.push(tombstone.key);
      else if (!isSameList(open, tombstone.open)) kept.push({ ...tombstone, open });
    }
    if (kept.length + gone.length > 0) changes.set(name, { tombstones: kept, gone });
  }
  return { sets: changes };
}

const isSameList = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((one, index) => one === b[index]);
