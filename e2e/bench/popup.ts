/** How long it takes until the popup of a wallet with a long story shows what one has. */
import { readFileSync } from "node:fs";
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
  /** The scripts that were loaded for that, and all of them once what comes later is there, too. */
  readonly scripts: readonly string[];
  readonly allScripts: readonly string[];
}

declare global {
  /** Resolves once the balance is painted. */
  var opened: Promise<Omit<Opening, "allScripts">>;
  var scriptsSoFar: () => readonly string[];
}

/** Runs in the popup before anything of its own. */
function watchForBalance(): void {
  globalThis.scriptsSoFar = () => {
    const names = performance.getEntriesByType("resource").map(({ name }) => name.split("/").pop() ?? "");
    return [...new Set(names.filter((name) => name.endsWith(".js")))];
  };
  globalThis.opened = new Promise((resolve) => {
    const watcher = new MutationObserver(() => {
      if (!/\d/.test(document.querySelector(".purse .figure")?.textContent ?? "")) return;
      watcher.disconnect();
      const scripts = globalThis.scriptsSoFar();
      const [paint] = performance.getEntriesByName("first-contentful-paint");
      // What is asked for in a frame comes before it is painted, and a message of one's own after that.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          const [late] = performance.getEntriesByName("first-contentful-paint");
          const balance = performance.now();
          resolve({ balance, contentful: (paint ?? late)?.startTime ?? balance, scripts });
        };
        port2.postMessage(undefined);
      });
    });
    watcher.observe(document, { childList: true, subtree: true, characterData: true });
  });
}

async function openOnce({ context, addressOf }: Chromium): Promise<Opening> {
  const popup = await context.newPage();
  await popup.setViewportSize({ width: 360, height: 600 });
  await popup.addInitScript(watchForBalance);
  await popup.goto(addressOf("popup.html"));
  const opening = await popup.evaluate(() => globalThis.opened);
  await popup.waitForFunction((count) => globalThis.scriptsSoFar().length > count, opening.scripts.length);
  const allScripts = await popup.evaluate(() => globalThis.scriptsSoFar());
  await popup.close();
  return { ...opening, allScripts };
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
    for (let count = 0; count < openings; count++) times.push(await openOnce(chromium));
    const { scripts = [], allScripts = [] } = times.at(-1) ?? {};
    return {
      scriptGzBytes: sizeOf(chromium.folder, scripts),
      allScriptsGzBytes: sizeOf(chromium.folder, allScripts),
      firstPaintMs: round(median(times.map(({ balance }) => balance))),
      firstContentfulPaintMs: round(median(times.map(({ contentful }) => contentful))),
    };
  });
}
