/** Which devices have kept deletions waiting for so long that they are taken out of a document (merge rules, section 5). */
import type { DeviceId } from "../store/clock.ts";
import type { Doc } from "./doc.ts";

/** A device that has blocked a deletion for as long as this, watched by this device, is retired; milliseconds. */
export const longestBlock = 180 * 24 * 60 * 60 * 1000;

/** For each device that keeps deletions waiting: the clock it stands at, and since when we watch it stand there. */
export type Watched = Readonly<Record<DeviceId, { readonly clock: number; readonly since: number }>>;

export interface RetirePlan {
  readonly watched: Watched;
  readonly retire: readonly DeviceId[];
}

/**
 * Pure; `now` in milliseconds of this device's own clock. Whoever moves is watched anew, and a mistake costs the
 * retired device one upload.
 */
export function planRetirement(doc: Doc, me: DeviceId, watched: Watched, now: number): RetirePlan {
  const newest = Object.values(doc.sets)
    .flatMap(({ tombstones }) => tombstones)
    .reduce((highest, { since }) => Math.max(highest, since), 0);
  const blockers = Object.entries(doc.clocks).filter(([device, clock]) => device !== me && clock < newest);
  const next: Watched = Object.fromEntries(
    blockers.map(([device, clock]) => {
      const before = watched[device];
      const isSame = before?.clock === clock && before.since <= now;
      return [device, isSame ? before : { clock, since: now }];
    }),
  );
  const retire = Object.entries(next).flatMap(([device, { since }]) => (now - since >= longestBlock ? [device] : []));
  return { watched: next, retire };
}
