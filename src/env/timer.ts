/** Ringing once after a while, as long as this worker lives; what must outlive it is an alarm. */

/** Rings once, so many milliseconds from now, unless the returned function is called before. */
export type Timer = (milliseconds: number, ring: () => void) => () => void;

/** The browser's own. */
export const timer: Timer = (milliseconds, ring) => {
  const handle = setTimeout(ring, milliseconds);
  return () => clearTimeout(handle);
};
