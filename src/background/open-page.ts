/** Opening a page of ours unasked: never in a private window, and never out of nowhere. */
import browser from "webextension-polyfill";

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

/** Opens a page by its path; false when there was no window to open it in. */
export async function openPage(path: string): Promise<boolean> {
  const url = browser.runtime.getURL(path);
  const place = hasWindows() ? windowFor(await browser.windows.getAll({ windowTypes: ["normal"] })) : "anywhere";
  if (place === undefined) return false;
  if (place === "new") await browser.windows.create({ url, incognito: false });
  else await browser.tabs.create({ url, ...(place !== "anywhere" && { windowId: place.id }) });
  return true;
}

/** Firefox on Android has tabs, but no windows. */
const hasWindows = (): boolean => "windows" in browser;
