/**
 * Every screen of the preview in Chromium, in both languages and both colour schemes: no axe finding, nothing that runs
 * over the edge, nothing fetched from elsewhere, nothing against the policy of the extension. Pictures go to out/look.
 */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { chromium } from "playwright-core";
import { root } from "../../scripts/root.mjs";
import { findChromium } from "../../scripts/setup.mjs";
import { servePreview } from "../preview/build.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pictures = join(root, "out/look");

/** The popup as browsers show it, the settings in a window that is not large. */
const sizes = { popup: { width: 360, height: 600 }, options: { width: 960, height: 800 } };

let served;
let browser;

before(async () => {
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
  served = await servePreview();
  browser = await chromium.launch({ executablePath: findChromium(), headless: true });
});

after(async () => {
  await browser?.close();
  await served?.stop();
});

/** Opens one screen; `complaints` collects whatever the page should not do. */
async function open(path, complaints = [], context = {}) {
  const page = await browser.newPage({ viewport: sizes[path.split(".")[0]], ...context });
  page.on("pageerror", (error) => complaints.push(`threw ${error.message}`));
  // Reading a hostile document makes the browser say what it did not do in it; on any other screen that is our fault.
  const isExpected = (text) =>
    /screen=(withdraw-hostile|terms)&/.test(path) && text.includes("Content Security Policy");
  page.on("console", (message) => {
    if (message.type() === "error" && !isExpected(message.text())) complaints.push(message.text());
  });
  page.on("request", (request) => request.url().startsWith(served.url) || complaints.push(`fetched ${request.url()}`));
  await page.goto(new URL(path, served.url).href);
  await page.waitForFunction(() => document.documentElement.dataset.shown !== undefined);
  return page;
}

/** What axe finds, one line per element. */
const findings = async (page) => {
  const { violations } = await page.evaluate(() => window.axe.run());
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target} ${node.failureSummary ?? ""}`),
  );
};

/** What stands out of the window, or is too small to hit. */
const misfits = (page) =>
  page.evaluate(() => {
    const wide = [document.scrollingElement, ...document.querySelectorAll("main, footer")].filter(
      (element) => element.scrollWidth > element.clientWidth + 1,
    );
    const targets = document.querySelectorAll(
      "button, input:not([type=checkbox], [type=radio]), select, textarea, .check, .row.option, a.row",
    );
    const small = [...targets].filter(
      (element) => element.checkVisibility() && element.getBoundingClientRect().height < 43.9,
    );
    return [
      ...wide.map((element) => `${element.tagName} runs over the edge`),
      ...small.map((element) => `${element.textContent || element.tagName} is too small to hit`),
    ];
  });

async function allScreens() {
  const page = await browser.newPage();
  await page.goto(`${served.url}index.html`);
  await page.waitForSelector("a[data-screen]");
  const links = await page.$$eval("a[data-screen]", (all) => all.map((link) => link.getAttribute("href")));
  await page.close();
  return links;
}

/** Looks at one screen in both colour schemes; resolves to what is wrong with it. */
async function look(path) {
  const complaints = [];
  const page = await open(path, complaints);
  const query = new URL(path, served.url).searchParams;
  await page.evaluate(axe);
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    complaints.push(...(await findings(page)).map((finding) => `${colorScheme}: ${finding}`));
    const name = `${query.get("screen")}-${query.get("language")}-${colorScheme}.png`;
    await page.screenshot({ path: join(pictures, name), fullPage: !path.startsWith("popup") });
  }
  complaints.push(...(await misfits(page)));
  if ((await page.getAttribute("html", "lang")) !== query.get("language")) complaints.push("names another language");
  await page.close();
  return complaints.map((complaint) => `${path}: ${complaint}`);
}

describe("every screen", () => {
  it("is readable for all, fits, and keeps to itself", async () => {
    const links = await allScreens();
    assert.ok(links.length > 80, `only ${links.length} screens`);
    const wrong = [];
    const rest = links.values();
    // Two at a time: what one waits for, the other uses.
    const worker = async () => {
      for (const path of rest) wrong.push(...(await look(path)));
    };
    await Promise.all([worker(), worker()]);
    assert.equal(wrong.join("\n"), "");
  });
});
