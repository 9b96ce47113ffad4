/**
 * Draws the PNG icons that browsers want from static/icons/satchel.svg; run it after changing the drawing. The smallest
 * has a drawing of its own, scripts/satchel-16.svg, whose lines lie between pixels.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { isMain, root } from "./root.mjs";
import { findChromium } from "./setup.mjs";

const drawing = (size) =>
  readFileSync(join(root, size === 16 ? "scripts/satchel-16.svg" : "static/icons/satchel.svg"), "base64");

/** The Chrome Web Store wants its icon of 128 pixels to keep a distance of 16 to every edge. */
const marginOf = (size) => (size === 128 ? 16 : 0);

/** Draws the icon in these sizes into a folder that exists, as SIZE.png. */
export async function drawIcons(browser, sizes, folder) {
  const page = await browser.newPage();
  for (const size of sizes) {
    const style = `display:block; box-sizing:border-box; width:${size}px; height:${size}px; padding:${marginOf(size)}px`;
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<body style="margin:0"><img style="${style}" src="data:image/svg+xml;base64,${drawing(size)}">`,
    );
    await page.screenshot({ path: join(folder, `${size}.png`), omitBackground: true });
  }
  await page.close();
}

if (isMain(import.meta.url)) {
  const browser = await chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox"] });
  await drawIcons(browser, [16, 32, 48, 96, 128], join(root, "static/icons"));
  await browser.close();
}
