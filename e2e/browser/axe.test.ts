/** Everything there is to look at, in both browsers, as different people see it. `npm run look` keeps pictures in out/look. */
import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { type BrowserName, browserNames, newProfile } from "./browser.ts";
import { type Exhibit, pages, screens, type Words } from "./gallery.ts";
import { launch } from "./launch.ts";
import { type Demand, demands, look } from "./look.ts";
import { builtFor, servePreview } from "./project.ts";

interface Wrong {
  readonly demand: Demand | "quiet";
  readonly text: string;
}

const presets = {
  exchanges: ["https://exchange.demo.example/"],
  services: [{ url: "https://backup.hafen.example/", name: "Hafen Backup" }],
};

/** Where pictures are kept; absent when nobody is to look at them. */
const pictures = process.env.LOOK_PICTURES;

/** One browser shows every word. In the other each screen is in one of the languages, since words are laid out alike. */
const wordsIn: Readonly<Record<BrowserName, Words>> = { chromium: "all", firefox: "in turn" };

/** What is wrong with one page. */
async function wrongsOf({ tab, address, name, wrongs }: Exhibit, browser: BrowserName): Promise<readonly Wrong[]> {
  const findings = await look(tab, address, async (moment) => {
    // One browser is enough for the eye.
    if (browser !== "chromium" || pictures === undefined) return;
    writeFileSync(join(pictures, `${name}-${moment}.png`), await tab.picture(!address.includes("/popup.html")));
  });
  return Object.entries({ ...findings, quiet: wrongs }).flatMap(([demand, texts]) =>
    texts.map((text) => ({ demand: demand as Wrong["demand"], text: `${name}: ${text}` })),
  );
}

/** What is wrong in one browser, and how much was looked at. */
async function visit(name: BrowserName, preview: string): Promise<{ readonly wrongs: Wrong[]; readonly seen: number }> {
  const profile = newProfile();
  const browser = await launch(profile.folder, await builtFor(name, "look-test", presets), { isHeadless: true });
  const [wrongs, started]: [Wrong[], number] = [[], performance.now()];
  let seen = 0;
  for (const exhibits of [pages(browser), screens(browser, preview, wordsIn[name])])
    for await (const exhibit of exhibits) {
      seen += 1;
      wrongs.push(...(await wrongsOf(exhibit, name)));
    }
  await browser.close();
  profile.remove();
  console.log(`${name}: looked at ${seen} pages in ${Math.round((performance.now() - started) / 1000)} s`);
  return { wrongs, seen };
}

describe("every page", () => {
  const visits = new Map<BrowserName, Awaited<ReturnType<typeof visit>>>();

  before(async () => {
    if (pictures !== undefined) {
      rmSync(pictures, { recursive: true, force: true });
      mkdirSync(pictures, { recursive: true });
    }
    const preview = await servePreview();
    // Both at once: each tab keeps one core busy.
    await Promise.all(browserNames.map(async (name) => visits.set(name, await visit(name, preview.url))));
    await preview.stop();
  });

  for (const name of browserNames)
    describe(`in ${name}`, () => {
      const all = { quiet: "throws nothing, fetches nothing, and keeps to its policy and its language", ...demands };
      for (const [demand, sentence] of Object.entries(all))
        it(sentence, () => {
          const { wrongs, seen } = visits.get(name) ?? { wrongs: [], seen: 0 };
          assert.ok(seen > 90, `only ${seen} pages`);
          const texts = wrongs.filter((wrong) => wrong.demand === demand).map(({ text }) => text);
          assert.ok(texts.length === 0, texts.join("\n"));
        });
    });
});
