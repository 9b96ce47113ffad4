/** Where an event stands in the story of the money: index columns that run from the newest to the oldest. */

/** Seconds since 1970; whatever claims to be later stands here. */
const farthest = 10 ** 15 - 1;

/** Digits before the key, and the blank between. */
const lead = 16;

/**
 * The place of an event of this moment (whole seconds; 0 when unknown): smaller for newer ones, since reading an index
 * forwards is what databases do fastest. No two events have one place.
 */
export const storyPlace = (at: number | undefined, key: string): string =>
  `${String(farthest - Math.min(at ?? 0, farthest)).padStart(lead - 1, "0")} ${key}`;

/** The moment of an event that stands there, in seconds. */
export const momentAt = (place: string): number => farthest - Number(place.slice(0, lead));

/** The key of the row that stands there. */
export const keyAt = (place: string): string => place.slice(lead);
