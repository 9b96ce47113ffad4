/** Draws the PNG icons that browsers want from static/icons/satchel.svg; run it after changing the drawing. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { root } from "./root.mjs";
import { findChromium } from "./setup.mjs";

const folder = join(root, "static/icons");
const drawing = readFileSync(join(folder, "satchel.svg"), "base64");
const browser = await chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox"] });
const page = await browser.newPage();
for (const size of [16, 32, 48, 96, 128]) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<body style="margin:0"><img width="${size}" height="${size}" src="data:image/svg+xml;base64,${drawing}">`,
  );
  await page.screenshot({ path: join(folder, `${size}.png`), omitBackground: true });
}
await browser.close();
