/** Which tombstones a service no longer needs, and which therefore leave this device (merge rules, section 4, line 11). */
import { isSameTombstone } from "../store/join.ts";
import type { Changes, OpenTombstone, SetChanges, State } from "../store/state.ts";
import type { ToldTombstones } from "./upload.plan.ts";

/**
 * After a completed sync with the service at `url`: every tombstone that still says what it said when the upload was
 * planned is open for this service if the final document holds it, and closed if not. Pure.
 */
export function planRecord(state: State, url: string, told: ToldTombstones): Changes {
  const openBySet = new Map<string, OpenTombstone[]>();
  for (const { set, stays, ...then } of told) {
    const tombstone = state.sets.get(set)?.tombstones.get(then.key);
    if (!tombstone || !isSameTombstone(then, tombstone)) continue;
    // A service that showed an older document was told once more of what it had collected already.
    const needs = stays && state.providers.includes(url);
    if (needs === tombstone.open.includes(url)) continue;
    const others = tombstone.open.filter((other) => other !== url);
    const ofSet = openBySet.get(set) ?? [];
    ofSet.push({ ...tombstone, open: needs ? [...others, url] : others });
    openBySet.set(set, ofSet);
  }
  return { sets: new Map<string, SetChanges>([...openBySet].map(([set, open]) => [set, { open }])) };
}
