/** A browser that looks at the preview and notes whatever a page does that it should not. */
import { chromium } from "playwright-core";
import { findChromium } from "../../scripts/setup.mjs";
import { servePreview } from "./build.mjs";

/** The popup as browsers show it, the settings in a window that is not large. */
const sizes = { popup: { width: 360, height: 600 }, options: { width: 960, height: 800 } };

/** Builds, serves and starts a browser; `open` shows a screen, `stop` ends everything. */
export async function startVisit() {
  const served = await servePreview();
  const browser = await chromium.launch({ executablePath: findChromium(), headless: true });

  /** Opens one screen and waits until it has come to rest; `complaints` collects what it should not have done. */
  async function open(path, complaints = []) {
    const page = await browser.newPage({ viewport: sizes[path.split(".")[0]] });
    // Reading a hostile document makes the browser say what it did not do in it; on any other screen that is our fault.
    const isExpected = (text) =>
      /screen=(withdraw-hostile|terms)&/.test(path) && text.includes("Content Security Policy");
    page.on("pageerror", (error) => complaints.push(`threw ${error.message}`));
    page.on(
      "request",
      (request) => request.url().startsWith(served.url) || complaints.push(`fetched ${request.url()}`),
    );
    page.on("console", (message) => {
      if (message.type() === "error" && !isExpected(message.text())) complaints.push(message.text());
    });
    await page.goto(new URL(path, served.url).href);
    await page.waitForFunction(() => document.documentElement.dataset.shown !== undefined);
    return page;
  }

  async function stop() {
    await browser.close();
    await served.stop();
  }

  return { open, stop };
}
