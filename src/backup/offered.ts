/** What this device has told for certain, and what of it another copy of its disk may have told. */
import type { Enrolment, Self } from "../store/self.ts";
import type { Served } from "./served.ts";

/**
 * What this device ever told. An upload that was refused by a document which does not descend from it told nobody
 * anything: were it counted, a disk that was put back would take what its lost future told for its own words.
 */
export function offeredBefore(self: Self, enrolments: readonly Enrolment[], { doc, refused }: Served): number {
  const { device, offered, accepted = 0 } = self;
  if (!doc || refused === undefined || doc.previous.includes(refused)) return offered;
  const inFlight = enrolments.flatMap(({ offer }) => (offer && offer.hash !== refused ? [offer.counts] : []));
  return inFlight.reduce((most, counts) => Math.max(most, counts[device] ?? 0), accepted);
}

/** Up to this count everything under our name is ours, whichever copy of this disk told more. */
export const surelyOurs = ({ device, accepted = 0 }: Self, { hash, counts }: Enrolment): number =>
  hash === undefined ? accepted : (counts[device] ?? 0);
