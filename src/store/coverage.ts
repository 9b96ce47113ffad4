/** What an accepted backup document contains already, computed from sequence numbers and counts alone. */
import { knew, type Stamp } from "./clock.ts";
import type { Enrolment, Self } from "./self.ts";

/** Services that are in use on this device. */
export const inUse = (enrolments: readonly Enrolment[]): Enrolment[] => enrolments.filter(({ isOff }) => !isOff);

/** A change with a number up to this one is in at least one accepted document. */
export function coveredChange(enrolments: readonly Enrolment[]): number {
  return inUse(enrolments).reduce((most, { told, isMember }) => (isMember ? Math.max(most, told) : most), -1);
}

/** Initialized (seed 002): a backup service is in use. */
export const isInitialized = (enrolments: readonly Enrolment[]): boolean => inUse(enrolments).length > 0;

/**
 * The private setting: when the next upload is planned, so that waiting for it is no failure. Undefined in the prompt
 * setting, and once the moment has passed. Milliseconds.
 */
export function plannedUpload(enrolments: readonly Enrolment[], now: number): number | undefined {
  const planned = inUse(enrolments).flatMap(({ uploadAt = 0 }) => (uploadAt > now ? uploadAt : []));
  return planned.length === 0 ? undefined : Math.min(...planned);
}

/**
 * True when nobody can contest the slot that was claimed at `at`: in a wallet that was born here nobody ever can, in
 * any other once one service has accepted a document with the claim (merge rules, section 8).
 */
export function isSlotSafe(
  { isRootOwn, slotsAfter = -1 }: Pick<Self, "isRootOwn" | "slotsAfter">,
  at: Stamp,
  enrolments: readonly Enrolment[],
): boolean {
  if (isRootOwn) return true;
  // What a service has accepted once stays true when it is switched off.
  return at.count > slotsAfter && enrolments.some(({ isMember, counts }) => isMember && knew(counts, at));
}
