/**
 * Makes the pictures for the stores, from the preview with its invented people and banks, into out/store: five
 * screenshots and a tile for each language, and the icon in the sizes that listings show.
 *
 *   node scripts/store/screenshots.mjs
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { PNG } from "pngjs";
import { servePreview } from "../../e2e/preview/build.mjs";
import { drawIcons } from "../icons.mjs";
import { isMain, root } from "../root.mjs";
import { ensureSetup, findChromium, orSaySo } from "../setup.mjs";
import { items, languages, listing } from "./listing.mjs";
import { fonts, poster, tile } from "./poster.mjs";

/** Both stores want this size; the tile is for the Chrome Web Store alone. */
const screenshot = { width: 1280, height: 800 };
const smallTile = { width: 440, height: 280 };

/** How each view is taken: which screen of the preview, in which window, and how wide it stands in the picture. */
const views = {
  "01-home": { screen: "popup.html?screen=home", kind: "beside", size: [360, 600], width: 432 },
  "02-withdraw": {
    screen: "popup.html?screen=withdraw-ready",
    kind: "beside",
    size: [360, 600],
    width: 432,
    isDark: true,
  },
  "03-backup": { screen: "options.html?screen=backup", kind: "below", size: [960, 540], width: 1104 },
  "04-sheet": {
    screen: "options.html?screen=secret-words",
    kind: "beside sheet",
    size: [794, 1123],
    width: 540,
    isPaper: true,
  },
  "05-devices": { screen: "options.html?screen=devices", kind: "below", size: [960, 540], width: 1104 },
};

/** Stores want pictures without transparency. */
const opaque = (picture) => PNG.sync.write(PNG.sync.read(picture), { colorType: 2 });

const sized = ([width, height]) => ({ width, height });

/** A PNG of a screen of the preview, in twice the resolution. */
async function viewOf(browser, url, language, { screen, size, isDark = false, isPaper = false }) {
  const page = await browser.newPage({
    viewport: sized(size),
    deviceScaleFactor: 2,
    colorScheme: isDark ? "dark" : "light",
    // Or the fonts of the pictures would be refused.
    bypassCSP: true,
  });
  await page.goto(`${url}${screen}&language=${language}`);
  await page.waitForFunction(() => document.documentElement.dataset.shown !== undefined);
  await page.addStyleTag({ content: `:root { ${fonts} }` });
  await page.evaluate(() => document.activeElement?.blur());
  if (isPaper) await page.emulateMedia({ media: "print" });
  const picture = await page.screenshot();
  await page.close();
  return picture;
}

/** Takes a picture of a page of ours. */
async function take(browser, html, size, { isDark = false } = {}) {
  const page = await browser.newPage({ viewport: size, colorScheme: isDark ? "dark" : "light" });
  await page.setContent(html);
  const picture = opaque(await page.screenshot());
  await page.close();
  return picture;
}

/** Makes all pictures into a folder, with one below it for each of these languages, and one for the icons. */
export async function makePictures(folder, wanted) {
  const preview = await servePreview();
  const browser = await chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox"] });
  for (const language of wanted) {
    mkdirSync(join(folder, language), { recursive: true });
    const sentences = items(listing(language).Pictures);
    for (const [name, view] of Object.entries(views)) {
      const taken = await viewOf(browser, preview.url, language, view);
      const html = poster({ ...view, sentence: sentences[name], view: taken });
      writeFileSync(join(folder, language, `${name}.png`), await take(browser, html, screenshot, view));
    }
    writeFileSync(join(folder, language, "tile.png"), await take(browser, tile(sentences.tile), smallTile));
  }
  mkdirSync(join(folder, "icons"), { recursive: true });
  await drawIcons(browser, [64, 128, 256, 512], join(folder, "icons"));
  await browser.close();
  await preview.stop();
}

if (isMain(import.meta.url))
  await orSaySo(async () => {
    ensureSetup({ browsers: ["chromium"] });
    await makePictures(join(root, "out/store"), languages);
    console.log(`Pictures for ${languages.join(" and ")} are in out/store.`);
  });
