/** Where a page may open that nobody has asked for: never in a private window, and never out of nowhere. */

/** What the browser tells of a window. */
export interface Seen {
  readonly id?: number | undefined;
  readonly focused: boolean;
  readonly incognito: boolean;
}

/**
 * The window in which a page may open: the normal one that is looked at, else any normal one; a new one where all are
 * private; undefined, for later, where there is none at all.
 */
export function windowFor(windows: readonly Seen[]): { readonly id: number } | "new" | undefined {
  const normal = windows.filter(({ incognito }) => !incognito);
  const { id } = normal.find(({ focused }) => focused) ?? normal[0] ?? {};
  if (id !== undefined) return { id };
  return windows.length > 0 ? "new" : undefined;
}
