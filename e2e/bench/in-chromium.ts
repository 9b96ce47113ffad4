/** The extension in Chromium, as it is built for everybody, with a page in which things can be measured. */
import type { BrowserContext, Page } from "playwright-core";
import { newProfile } from "../browser/browser.ts";
import { openContext } from "../browser/chromium.ts";
import { builtFor, scriptOf } from "../browser/project.ts";

export interface Chromium {
  readonly context: BrowserContext;
  /** The folder of the unpacked extension. */
  readonly folder: string;
  readonly addressOf: (path: string) => string;
  /** A page of the extension that shows nothing and has `bench`. */
  readonly page: Page;
}

/** Starts it on a fresh profile, without services of any kind, and ends it when the work is done. */
export async function inChromium<T>(work: (chromium: Chromium) => Promise<T>): Promise<T> {
  const profile = newProfile();
  const extension = await builtFor("chromium", "bench", { exchanges: [], services: [] });
  const context = await openContext(profile.folder, extension, { isHeadless: true });
  try {
    const addressOf = (path: string) => new URL(path, `chrome-extension://${extension.id}/`).href;
    const page = await context.newPage();
    await page.goto(addressOf("licences.txt"));
    // Evaluated from outside, since the policy of the extension lets no page run a script that it did not bring.
    await page.evaluate(await scriptOf("e2e/bench/in-page.ts"));
    return await work({ context, folder: extension.folder, addressOf, page });
  } finally {
    await context.close();
    profile.remove();
  }
}
