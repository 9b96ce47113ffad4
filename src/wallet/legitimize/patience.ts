/** How soon it is worth asking a server again that had no news. */

/** Servers hold most of such questions for so long before they say that there is none; milliseconds. */
const held = 20_000;

const minute = 60_000;

/**
 * Milliseconds until it is worth asking a server again that had no news, by the age of what is waited for: about
 * twenty-five questions in the first hour. As many as wait for the same server share them.
 */
export function patience(age: number, sharing = 1): number {
  if (age >= 2 * 24 * 60 * minute) return 6 * 60 * minute;
  const alone = Math.min(Math.max((age - minute) / 6, 1000), 15 * minute);
  return Math.round(alone * sharing + held * (sharing - 1));
}
