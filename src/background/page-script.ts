/** Puts the content script where the user has allowed it, and takes it away again. What is allowed is stored nowhere else. */
import browser from "webextension-polyfill";
import { permits, webPages } from "../api/permits.ts";

const id = "find-taler-uri";
const files = ["page.js"];

const isAllowed = (): Promise<boolean> => browser.permissions.contains(permits.links.needs);

/** One at a time: two that see the script missing would both add it. */
let turn: Promise<void> = Promise.resolve();

/**
 * Pages that are opened from now on get the script if it is allowed, and so do those that are open already when it is
 * new. Harmless to repeat; never rejects.
 */
export function arrangePageScript(): Promise<void> {
  // The browser refuses when the user takes the permission back at this very moment, or closes it.
  turn = turn.then(arrange).catch(() => {});
  return turn;
}

async function arrange(): Promise<void> {
  const [script] = await browser.scripting.getRegisteredContentScripts({ ids: [id] });
  const wanted = await isAllowed();
  if (wanted === (script !== undefined)) return;
  if (!wanted) return browser.scripting.unregisterContentScripts({ ids: [id] });
  const where = { matches: webPages(), allFrames: true, runAt: "document_end" } as const;
  await browser.scripting.registerContentScripts([{ id, js: files, ...where }]);
  await injectPageScript();
}

/**
 * Pages that are open get the script: those from before the user agreed, and those where an update has left the older
 * one behind, which cannot speak any more. A page that has it already notices.
 */
export async function injectPageScript(): Promise<void> {
  // Tabs that sleep are loaded when they wake, and get it then.
  const isOpen = { url: webPages(), discarded: false };
  for (const { id: tabId } of (await isAllowed()) ? await browser.tabs.query(isOpen) : []) {
    if (tabId === undefined) continue;
    // Not waited for: a page may take for ever to load. Some are out of bounds, such as the browser's own shop.
    browser.scripting.executeScript({ target: { tabId, allFrames: true }, files }).catch(() => {});
  }
}
