/** What an accepted backup document contains already, computed from sequence numbers alone. */
import type { Enrolment } from "./self.ts";

/** Services that are in use on this device. */
export const inUse = (enrolments: readonly Enrolment[]): Enrolment[] => enrolments.filter(({ isOff }) => !isOff);

/** A change with a number up to this one is in at least one accepted document. */
export function coveredChange(enrolments: readonly Enrolment[]): number {
  return inUse(enrolments).reduce((most, { told, isMember }) => (isMember ? Math.max(most, told) : most), -1);
}

/** Initialized (seed 002): a backup service is in use. */
export const isInitialized = (enrolments: readonly Enrolment[]): boolean => inUse(enrolments).length > 0;
