/** Devices that were in each other's way do not go on at the same moment; pure. */

/**
 * How long to wait before the next round (counted from 0) of a sync in which another device was faster, from one random
 * byte; milliseconds. From round to round it is twice as long at most.
 */
export const pauseBefore = (round: number, [chance = 0]: Uint8Array): number =>
  Math.round(((chance + 1) / 256) * 250 * 2 ** round);
