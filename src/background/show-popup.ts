/** Showing the popup unasked, in the window where somebody has found a link. */
import browser from "webextension-polyfill";
import { isPopupOpen } from "../env/browser.ts";
import { openPage } from "./open-page.ts";

/** In this window, or else in a tab with the screen of this route, where the browser does not open popups by itself. */
export async function showPopup(route: string, windowId?: number): Promise<void> {
  // Whoever is deciding something there is not interrupted.
  if (await isPopupOpen()) return;
  try {
    await browser.action.openPopup(windowId === undefined ? {} : { windowId });
  } catch {
    // This browser opens it for a click on our own icon only, or is too old, or something else is open over the window.
    await openTab(`popup.html#${route}`, windowId);
  }
}

/** In this window, a private one too: what was found there is for nobody to see anywhere else. */
async function openTab(path: string, windowId?: number): Promise<void> {
  if (windowId === undefined) await openPage(path);
  else await browser.tabs.create({ url: browser.runtime.getURL(path), windowId });
}
