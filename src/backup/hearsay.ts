/**
 * What is known from a document that nobody answers for. Whoever takes rows along from it has seen its devices in the sets
 * it took, and in no other: of trust they may have said there what is not taken (FORMAT.md, sections 4 and 9); pure.
 */
import { type Counts, type DeviceId, joinCounts, longestName } from "../store/clock.ts";
import { devices } from "../store/entities/device.ts";
import { providers } from "../store/entities/provider.ts";
import { trustedAuditors } from "../store/entities/trusted-auditor.ts";
import { trustedKeys } from "../store/entities/trusted-key.ts";

/** Sets of which nothing is taken along: whom the wallet trusts, and who is of it. */
export const untaken: ReadonlySet<string> = new Set(
  [devices, providers, trustedKeys, trustedAuditors].map(({ name }) => name),
);

/** Stands before the id of a device of which something was taken along. No id begins so. */
const mark = "-";

/** The same name with the mark; one that is so long is nobody's, and stays as it is. */
const marked = (device: DeviceId): DeviceId =>
  device.startsWith(mark) || device.length === longestName ? device : mark + device;

/** Up to which count all that each device did is in the set: what was taken along counts where it was taken. */
export function countsIn(set: string, counts: Counts): Counts {
  return untaken.has(set) ? counts : withHearsay(counts);
}

function withHearsay(counts: Counts): Counts {
  let heard: Record<DeviceId, number> | undefined;
  for (const name in counts) {
    if (!name.startsWith(mark)) continue;
    heard ??= {};
    heard[name.slice(mark.length)] = counts[name] ?? 0;
  }
  return heard ? joinCounts(counts, heard) : counts;
}

/** Up to which count anybody says to have seen what this device did. */
export const heardOf = (counts: Counts, device: DeviceId): number => withHearsay(counts)[device] ?? 0;

/** `known`, once what a document with the counts `told` holds has been taken along. */
export function afterHearsay(known: Counts, told: Counts): Counts {
  const before = withHearsay(known);
  const heard: Record<DeviceId, number> = {};
  for (const [device, count] of Object.entries(told)) {
    const name = marked(device);
    if (count > (before[device] ?? 0)) heard[name] = Math.max(heard[name] ?? 0, count);
  }
  return joinCounts(known, heard);
}
