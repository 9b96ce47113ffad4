/** Private windows of Chromium. Playwright knows none, so the extension itself is asked for them. */
import type { BrowserContext, Page } from "playwright-core";
import { waitUntil } from "./tab.ts";

/** Opens a page of the web in a private window; `own` is a page of the extension that shows nothing. */
export async function openPrivately(context: BrowserContext, own: string, address: string): Promise<Page> {
  const before = context.pages();
  const window = JSON.stringify({ url: address, incognito: true });
  await asExtension(context, own, (page) => page.evaluate(`chrome.windows.create(${window}).then(() => {})`));
  const isNew = (page: Page) => !before.includes(page) && page.url().startsWith(address);
  await waitUntil("the private window is open", async () => context.pages().some(isNew));
  return context.pages().find(isNew) as Page;
}

/** Waits until the popup says this; it belongs to no tab, but pages of the same extension may look into it. */
export async function privatePopupSays(context: BrowserContext, own: string, text: RegExp): Promise<void> {
  const open = `chrome.windows.getAll()
    .then((windows) => windows.find(({ incognito }) => incognito))
    .then(({ id }) => chrome.action.openPopup({ windowId: id }))`;
  const read = "chrome.extension.getViews({ type: 'popup' })[0]?.document.body.innerText ?? ''";
  await asExtension(context, own, async (page) => {
    await page.evaluate(open);
    await waitUntil(`the popup says ${text}`, async () => text.test(await page.evaluate<string>(read)));
  });
}

async function asExtension(context: BrowserContext, own: string, act: (page: Page) => Promise<unknown>): Promise<void> {
  const page = await context.newPage();
  await page.goto(own);
  await act(page);
  await page.close();
}
