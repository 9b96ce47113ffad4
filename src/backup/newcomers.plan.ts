/** Which devices are news to this one: those that a document brings, and retired ones that are back; pure. */
import type { DeviceId } from "../store/clock.ts";
import { devices } from "../store/entities/device.ts";
import type { Facts, Membership } from "../store/row.ts";
import type { Enrolment, Newcomer, Self } from "../store/self.ts";
import { emptySet, type State } from "../store/state.ts";

/** What services hold that are met so soon after a restore belongs to it, and is no news; milliseconds. */
const arrival = 24 * 60 * 60 * 1000;

const rowsIn = ({ sets }: State): ReadonlyMap<string, Membership> => (sets.get(devices.name) ?? emptySet).rows;

/** Its owner has said that nobody shall wait for it. */
const isRetired = ({ facts }: { readonly facts: Facts }): boolean =>
  (facts.retired as { readonly value?: unknown } | undefined)?.value === "yes";

/** Devices that are left out of every document for as long as their rows say so. */
export const retiredIn = (state: State): readonly DeviceId[] =>
  [...rowsIn(state).values()].filter(isRetired).map(({ key }) => key);

/**
 * True while this device is only just coming to the wallet: whoever is there already was there before it. `met` is what
 * it knew of the service, and absent for a file.
 */
export function isArriving(
  { adopted, root }: Pick<Self, "adopted" | "root">,
  met: Pick<Enrolment, "hash"> | undefined,
  now: number,
): boolean {
  return adopted?.root === root && met?.hash === undefined && Math.abs(now - adopted.at) < arrival;
}

/** Those of whom the user has yet to hear, with what a merge has brought; `now` in milliseconds. */
export function newcomersAfter(
  { newcomers = {}, device }: Pick<Self, "newcomers" | "device">,
  before: State,
  after: State,
  now: number,
): Readonly<Record<DeviceId, Newcomer>> {
  const known = rowsIn(before);
  const found = [...rowsIn(after).values()].flatMap((row): [DeviceId, Newcomer][] => {
    const was = known.get(row.key);
    if (row.key === device || isRetired(row) || (was && !isRetired(was))) return [];
    return [[row.key, { at: now, ...(was && { isBack: true }) }]];
  });
  return found.length === 0 ? newcomers : { ...newcomers, ...Object.fromEntries(found) };
}
