/** How soon it is worth asking a server again that had no news. */

/** Milliseconds until it is worth asking a server again that had no news, by the age of what is waited for. */
export function patience(age: number): number {
  const minute = 60_000;
  if (age < 15 * minute) return 1000;
  if (age < 2 * 60 * minute) return minute;
  if (age < 2 * 24 * 60 * minute) return 15 * minute;
  return 6 * 60 * minute;
}
