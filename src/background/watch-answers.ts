/** Notices, if the user has allowed it, when a page that is being opened asks for a payment in its head. It only watches. */
import browser, { type Tabs, type WebRequest } from "webextension-polyfill";
import { permits, webPages } from "../api/permits.ts";
import { linkInAnswer } from "./taler-header.ts";

type OnLink = (link: string, tab: Tabs.Tab) => void;

/**
 * What this gives begins to watch, or does nothing while that is not allowed. To be called as soon as the background
 * starts, before anything is awaited, since an answer may be what has started it; and again when the user has agreed.
 */
export function answerWatch(onLink: OnLink): () => void {
  const listener = (details: WebRequest.OnHeadersReceivedDetailsType): undefined => {
    const link = linkInAnswer(details);
    if (link === undefined || details.tabId < 0) return;
    // The tab may be gone by now.
    void tell(link, details.tabId).catch(() => {});
  };
  async function tell(link: string, tabId: number): Promise<void> {
    // Not every browser ends the watch in the moment in which the user takes the permission back.
    if (await browser.permissions.contains(permits.payments.needs)) onLink(link, await browser.tabs.get(tabId));
  }
  return () => {
    // The browser has this only for those who may use it.
    const { webRequest } = browser as Partial<typeof browser>;
    if (webRequest === undefined) return;
    const { onHeadersReceived } = webRequest;
    if (onHeadersReceived.hasListener(listener)) onHeadersReceived.removeListener(listener);
    // What a page fetches is its own business: only a page as such asks for the user's attention.
    onHeadersReceived.addListener(listener, { urls: webPages(), types: ["main_frame"] }, ["responseHeaders"]);
  };
}
