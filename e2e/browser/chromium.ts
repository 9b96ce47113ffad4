/** Chromium with the extension in a profile of its own, by playwright. */
import { type BrowserContext, type ConsoleMessage, chromium, type Worker } from "playwright-core";
import { type Extension, type Launch, type LaunchOptions, sizeOf } from "./browser.ts";
import { allowInPrivate, loadAgain, versionOf } from "./chromium-extensions.ts";
import { openPrivately, privatePopupSays } from "./chromium-private.ts";
import { chromiumTab } from "./chromium-tab.ts";
import { pathOf } from "./project.ts";
import { patience } from "./tab.ts";

const usualOptions = [
  "--no-sandbox",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Chromium as playwright knows it, with the extension installed and its worker running. */
export async function openContext(
  profile: string,
  { folder }: Extension,
  { isHeadless, camera }: LaunchOptions,
): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: await pathOf("chromium"),
    headless: isHeadless,
    ...(isHeadless ? { colorScheme: "light", locale: "en-US" } : { colorScheme: null, viewport: null }),
    args: [
      `--disable-extensions-except=${folder}`,
      `--load-extension=${folder}`,
      ...usualOptions,
      ...(isHeadless ? ["--lang=en-US"] : []),
      ...cameraOptions(camera),
    ],
  });
  // The worker runs once the extension is installed.
  if (context.serviceWorkers().length === 0) await context.waitForEvent("serviceworker", { timeout: patience });
  return context;
}

export const launchChromium: Launch = async (profile, extension, options) => {
  const { isHeadless, isAllowedInPrivate } = options;
  const context = await openContext(profile, extension, options);
  const ended = new Promise<void>((resolve) => context.once("close", () => resolve()));
  const complaints = complaintsIn(context);
  const [worker] = context.serviceWorkers() as [Worker];
  const { host: id } = new URL(worker.url());
  if (isAllowedInPrivate) await allowInPrivate(context, id);
  const addressOf = (path: string) => new URL(path, `chrome-extension://${id}/`).href;
  return {
    open: async (path) => {
      const page = await context.newPage();
      if (isHeadless) await page.setViewportSize(sizeOf(addressOf(path)));
      await page.goto(addressOf(path));
      return chromiumTab(page);
    },
    tabs: async () => context.pages().map(chromiumTab),
    addressOf,
    isBackgroundRunning: async () => context.serviceWorkers().length > 0,
    stopBackground: () => stopWorkers(context, addressOf("manifest.json")),
    version: () => versionOf(context, id),
    update: () => loadAgain(context, id),
    openPrivately: async (address) => chromiumTab(await openPrivately(context, addressOf("manifest.json"), address)),
    privatePopupSays: (text) => privatePopupSays(context, addressOf("manifest.json"), text),
    clipboard: () => clipboardOf(context, addressOf("manifest.json")),
    complaints: async () => complaints,
    close: () => context.close(),
    ended,
  };
};

/** Everything that is written to a console as an error, or thrown and not caught, from now on. */
function complaintsIn(context: BrowserContext): readonly string[] {
  const complaints: string[] = [];
  const hear = (message: ConsoleMessage) => {
    if (message.type() === "error") complaints.push(`${message.location().url}: ${message.text()}`);
  };
  context.on("console", hear);
  context.on("weberror", (error) => complaints.push(String(error.error())));
  context.on("serviceworker", (worker) => worker.on("console", hear));
  for (const worker of context.serviceWorkers()) worker.on("console", hear);
  return complaints;
}

function cameraOptions(camera: LaunchOptions["camera"]): readonly string[] {
  if (camera === undefined) return [];
  const device = "--use-fake-device-for-media-stream";
  if (camera === "refused") return [device, "--deny-permission-prompts"];
  return [device, "--use-fake-ui-for-media-stream", `--use-file-for-fake-video-capture=${camera.film}`];
}

/** By the protocol of the developer tools, which wants a page of the extension to be open. */
async function stopWorkers(context: BrowserContext, address: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(address);
  const session = await context.newCDPSession(page);
  await session.send("ServiceWorker.enable");
  await session.send("ServiceWorker.stopAllWorkers");
  await page.close();
}

/** Only a page in front may read it, and only where the user has agreed: this one is there for nothing else. */
async function clipboardOf(context: BrowserContext, address: string): Promise<string> {
  const page = await context.newPage();
  await page.goto(address);
  await context.grantPermissions(["clipboard-read"]);
  await page.bringToFront();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  await page.close();
  await context.clearPermissions();
  return text;
}
