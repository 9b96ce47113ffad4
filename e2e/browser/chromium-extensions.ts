/** What people do at chrome://extensions, for tests: see which version runs, load it again, let it into private windows. */
import type { BrowserContext } from "playwright-core";
import { waitUntil } from "./tab.ts";

/** Evaluates an expression in the page for extensions, which may ask the browser for what no other page may. */
async function atDesk<T>(context: BrowserContext, expression: string): Promise<T> {
  const page = await context.newPage();
  await page.goto("chrome://extensions/");
  const result = await page.evaluate<T>(expression);
  await page.close();
  return result;
}

export const versionOf = (context: BrowserContext, id: string): Promise<string> =>
  atDesk(context, `chrome.developerPrivate.getExtensionInfo(${JSON.stringify(id)}).then(({ version }) => version)`);

/** Loads the extension again from its folder; resolves when the new one runs. */
export const loadAgain = (context: BrowserContext, id: string): Promise<void> =>
  changed(context, `chrome.developerPrivate.reload(${JSON.stringify(id)}, { failQuietly: true })`);

/** For which Chromium loads it again, too. */
export function allowInPrivate(context: BrowserContext, id: string): Promise<void> {
  const configuration = JSON.stringify({ extensionId: id, incognitoAccess: true });
  return changed(context, `chrome.developerPrivate.updateExtensionConfiguration(${configuration})`);
}

/** An extension from a folder starts again only for developers. */
async function changed(context: BrowserContext, change: string): Promise<void> {
  const before = context.serviceWorkers();
  const developers = "chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })";
  await atDesk(context, `${developers}.then(() => ${change})`);
  const isThere = async () => context.serviceWorkers().some((worker) => !before.includes(worker));
  await waitUntil("the extension runs again", isThere);
}
