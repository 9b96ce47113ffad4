/**
 * Every screen of the preview in Chromium, in both languages and both colour schemes: no axe finding, nothing that runs
 * over the edge, nothing fetched from elsewhere, nothing against the policy of the extension. Pictures go to out/look.
 */
import assert from "node:assert/strict";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import axe from "axe-core";
import { root } from "../../scripts/root.mjs";
import { startVisit } from "../preview/visit.mjs";

const pictures = join(root, "out/look");

let visit;

before(async () => {
  rmSync(pictures, { recursive: true, force: true });
  mkdirSync(pictures, { recursive: true });
  visit = await startVisit();
});

after(() => visit?.stop());

/** The rules whose findings can differ between two colour schemes of one page. */
const aboutColours = { runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] } };

/** What axe finds, one line per element. */
const findings = async (page, options) => {
  const { violations } = await page.evaluate((chosen) => window.axe.run(chosen), options);
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
    const targets =
      "button, .button, input:not([type=checkbox], [type=radio]), select, textarea, .check, .row.option, a.row";
    const small = [...document.querySelectorAll(targets)].filter(
      (element) => element.checkVisibility() && element.getBoundingClientRect().height < 43.9,
    );
    return [
      ...wide.map((element) => `${element.tagName} runs over the edge`),
      ...small.map((element) => `${element.textContent || element.tagName} is too small to hit`),
    ];
  });

/** Looks at one screen in both colour schemes; resolves to what is wrong with it. */
async function look(path) {
  const complaints = [];
  const page = await visit.open(path, complaints);
  const query = new URLSearchParams(path.split("?")[1]);
  await page.evaluate(axe.source);
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    complaints.push(
      ...(await findings(page, colorScheme === "light" ? {} : aboutColours)).map(
        (finding) => `${colorScheme}: ${finding}`,
      ),
    );
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
    const links = await visit.allScreens();
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
