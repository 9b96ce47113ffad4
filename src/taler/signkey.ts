/** The keys with which an exchange signs its answers, and whether one of them signed a statement in its time. */

/** A signing key of an exchange, vouched for by its master key. Times in whole seconds. */
export interface Signkey {
  readonly key: string;
  readonly start: number;
  readonly expire: number;
  /** Until then its signatures count as evidence. */
  readonly end: number;
}

/** Clocks differ by so many seconds. */
const tolerance = 3600;

/** The key named `key` if it is one of these and was in use at `time` (seconds), give or take an hour. */
export function signkeyAt(signkeys: readonly Signkey[], key: string, time: number): Signkey | undefined {
  return signkeyBetween(signkeys, key, time, time);
}

/** The key named `key` if it is one of these and was in use at some moment from `since` to `until`, give or take an hour. */
export function signkeyBetween(
  signkeys: readonly Signkey[],
  key: string,
  since: number,
  until: number,
): Signkey | undefined {
  return signkeys.find((one) => one.key === key && one.start - tolerance <= until && since <= one.expire + tolerance);
}
