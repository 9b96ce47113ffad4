/** Lamport time: who did what after having seen what, without any clock on a wall. */
import { type Codec, dictionary, FormatError, integer, object, plain, text } from "../taler/codec.ts";

/** 16 random bytes as base32; drawn at install, never reused, not even by the same installation. */
export type DeviceId = string;

/** The moment of a step: how many steps its device knew of, and which device it was. */
export interface Stamp {
  readonly count: number;
  readonly device: DeviceId;
}

/**
 * A version vector: for each device the count up to which all it did is contained. Absent means 0.
 * Never collected; it is the memory that outlives tombstones (merge rules, section 1).
 */
export type Counts = Readonly<Record<DeviceId, number>>;

/** Counts stay far below 2^53, so that a wallet can never run out of them. */
export const highestCount = 2 ** 52;

/** How far ahead of all it knows a device lets another one be: one huge count must not win for ever. */
export const highestLead = 2 ** 40;

/** Devices that one wallet can have had. */
export const mostDevices = 10_000;

/** The most letters in the name of a device. */
export const longestName = 64;

const count = integer(0, highestCount);
const name = text(longestName);
const countByName = dictionary(count, mostDevices);

/** "constructor" would be found in every map of counts, and be no number. */
function requireOwnName(device: string): void {
  if (device in Object.prototype) throw new FormatError("a name that is in every map");
}

export const deviceId: Codec<DeviceId> = plain((value) => {
  const device = name.parse(value);
  requireOwnName(device);
  return device;
});
export const stamp: Codec<Stamp> = object({ count, device: deviceId });
export const counts: Codec<Counts> = plain((value) => {
  const read = countByName.parse(value);
  for (const device in read) requireOwnName(device);
  return read;
});

/** Negative, zero or positive: by count, then by device id. */
export function compareStamps(a: Stamp, b: Stamp): number {
  if (a.count !== b.count) return a.count - b.count;
  if (a.device === b.device) return 0;
  return a.device < b.device ? -1 : 1;
}

/** The later of two stamps, either of which may be missing. */
export function laterStamp(a: Stamp | undefined, b: Stamp | undefined): Stamp | undefined {
  if (!a) return b;
  if (!b) return a;
  return compareStamps(a, b) >= 0 ? a : b;
}

/** Entry-wise maximum; returns `a` itself when `b` adds nothing. */
export function joinCounts(a: Counts, b: Counts): Counts {
  if (covers(a, b)) return a;
  const joined: Record<DeviceId, number> = { ...a };
  for (const [device, count] of Object.entries(b)) joined[device] = Math.max(joined[device] ?? 0, count);
  return joined;
}

/** True when `a` contains everything that `b` contains. */
export function covers(a: Counts, b: Counts): boolean {
  for (const device in b) if ((b[device] ?? 0) > (a[device] ?? 0)) return false;
  return true;
}

/** True when a state with these counts has seen the step of this stamp. */
export function knew(counts: Counts, stamp: Stamp): boolean {
  return (counts[stamp.device] ?? 0) >= stamp.count;
}

/** The Lamport time of a state: its highest count. */
export function lamportTime(counts: Counts): number {
  let highest = 0;
  for (const device in counts) highest = Math.max(highest, counts[device] ?? 0);
  return highest;
}

/** The stamp of the next step of this device. Throws when counts are used up, which only a broken document can cause. */
export function nextStamp(counts: Counts, device: DeviceId): Stamp {
  const count = lamportTime(counts) + 1;
  if (count > highestCount) throw new FormatError("Lamport time is used up");
  return { count, device };
}
