/** How long it takes until the popup of a wallet with a long story shows what one has. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type Chromium, inChromium } from "./in-chromium.ts";
import { median, round } from "./stopwatch.ts";

/** Ten thousand transactions. */
const wealth = { coins: 50_000, coinsPerWithdrawal: 5 };

const openings = 21;

interface Opening {
  /** Milliseconds since the navigation began: something is painted, and the balance is. */
  readonly contentful: number;
  readonly balance: number;
}

declare global {
  /** Resolves once the balance is painted. */
  var opened: Promise<Opening>;
}

/** Runs in the popup before anything of its own. */
function watchForBalance(): void {
  globalThis.opened = new Promise((resolve) => {
    const watcher = new MutationObserver(() => {
      if (!/\d/.test(document.querySelector(".purse .figure")?.textContent ?? "")) return;
      watcher.disconnect();
      const [paint] = performance.getEntriesByName("first-contentful-paint");
      // What is asked for in a frame comes before it is painted, and a message of one's own after that.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          const [late] = performance.getEntriesByName("first-contentful-paint");
          const balance = performance.now();
          resolve({ balance, contentful: (paint ?? late)?.startTime ?? balance });
        };
        port2.postMessage(undefined);
      });
    });
    watcher.observe(document, { childList: true, subtree: true, characterData: true });
  });
}

/** A page of the extension in which the first thing is there without any script: as quick as this browser can be. */
function writeEmptyPage({ folder }: Chromium): void {
  const shell = `<!doctype html><title>Empty</title><section class="purse"><p class="figure">0</p></section>`;
  writeFileSync(join(folder, emptyPage), shell);
}

const emptyPage = "empty.html";

/** Milliseconds until that page is painted. */
async function openEmpty({ context, addressOf }: Chromium): Promise<number> {
  const page = await context.newPage();
  await page.setViewportSize({ width: 360, height: 600 });
  await page.addInitScript(watchForBalance);
  await page.goto(addressOf(emptyPage));
  const { balance } = await page.evaluate(() => globalThis.opened);
  await page.close();
  return balance;
}

async function openOnce({ context, addressOf }: Chromium): Promise<Opening> {
  const popup = await context.newPage();
  await popup.setViewportSize({ width: 360, height: 600 });
  await popup.addInitScript(watchForBalance);
  await popup.goto(addressOf("popup.html"));
  const opening = await popup.evaluate(() => globalThis.opened);
  await popup.close();
  return opening;
}

/** One of the languages is loaded, too. */
const language = "en.js";

const isOfPopup = (name: string): boolean => /^popup.*\.js$/.test(name);

/** The scripts without which the popup shows nothing: what it imports at once, and its language. */
function startOf(folder: string): readonly string[] {
  const names = new Set(["popup.js"]);
  for (const name of names)
    for (const [, next = ""] of readFileSync(join(folder, name), "utf8").matchAll(/(?:from|import)"\.\/([\w-]+\.js)"/g))
      names.add(next);
  return [...names, language];
}

/** Of scripts in this folder, in bytes. */
const sizeOf = (folder: string, names: readonly string[]): number =>
  names.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name)), { level: 9 }).length, 0);

/**
 * The popup's scripts in bytes, and milliseconds, by the median: until the balance is painted with the background warm.
 */
export function popupFigures() {
  return inChromium(async (chromium) => {
    await chromium.page.evaluate((all) => globalThis.bench.fill(all), wealth);
    // Wakes the background, and warms what a browser that is in use has warm.
    for (let warm = 0; warm < 3; warm++) await openOnce(chromium);
    const times: Opening[] = [];
    const floors: number[] = [];
    writeEmptyPage(chromium);
    // In turn, so that whatever else this machine does slows both of them.
    for (let count = 0; count < openings; count++) {
      times.push(await openOnce(chromium));
      floors.push(await openEmpty(chromium));
    }
    return {
      scriptGzBytes: sizeOf(chromium.folder, startOf(chromium.folder)),
      allScriptsGzBytes: sizeOf(chromium.folder, [...readdirSync(chromium.folder).filter(isOfPopup), language]),
      firstPaintMs: round(median(times.map(({ balance }) => balance))),
      emptyPagePaintMs: round(median(floors)),
      firstContentfulPaintMs: round(median(times.map(({ contentful }) => contentful))),
    };
  });
}
