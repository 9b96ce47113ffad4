/** Chromium with the extension in a profile of its own, and what tests do to it from outside. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { chromiumPath } from "./project.ts";

export interface Extension {
  /** Unpacked. */
  readonly folder: string;
  readonly id: string;
}

/** A folder for a browser profile; `remove` throws the profile away. */
export function newProfile(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "satchel-profile-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export interface Browser {
  readonly context: BrowserContext;
  /** A page of the extension in a tab, of the size of a popup when it is the popup. */
  open(path: string): Promise<Page>;
  /** Stops the background worker, as the browser does when it needs the memory; a message or an alarm wakes it. */
  stopWorker(): Promise<void>;
  close(): Promise<void>;
}

export interface LaunchOptions {
  readonly isHeadless: boolean;
  readonly colorScheme?: "light" | "dark";
  readonly locale?: string;
}

/** Starts Chromium on a profile; the same folder again continues where it ended. */
export async function launchChromium(
  profile: string,
  { folder, id }: Extension,
  { isHeadless, colorScheme = "light", locale = "en-US" }: LaunchOptions,
): Promise<Browser> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: await chromiumPath(),
    headless: isHeadless,
    colorScheme,
    locale,
    ...(isHeadless ? {} : { viewport: null }),
    args: [
      `--disable-extensions-except=${folder}`,
      `--load-extension=${folder}`,
      "--no-sandbox",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      `--lang=${locale}`,
    ],
  });
  // The worker runs once the extension is installed.
  if (context.serviceWorkers().length === 0) await context.waitForEvent("serviceworker", { timeout: 30_000 });
  return {
    context,
    open: async (path) => {
      const page = await context.newPage();
      if (path.startsWith("popup")) await page.setViewportSize({ width: 360, height: 600 });
      else await page.setViewportSize({ width: 960, height: 800 });
      await page.goto(`chrome-extension://${id}/${path}`);
      return page;
    },
    stopWorker: () => stopWorkers(context, id),
    close: () => context.close(),
  };
}

async function stopWorkers(context: BrowserContext, id: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(`chrome-extension://${id}/manifest.json`);
  const session = await context.newCDPSession(page);
  await session.send("ServiceWorker.enable");
  await session.send("ServiceWorker.stopAllWorkers");
  await page.close();
}
