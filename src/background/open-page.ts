/** Opening a page of ours unasked, in a window that is fit for it. */
import browser from "webextension-polyfill";
import { windowFor } from "./page-window.ts";

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
