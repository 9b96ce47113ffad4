/** A story of ten thousand transactions: few rows are on the page, and yet eyes, keys and screen readers reach all. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { startVisit } from "../preview/visit.mjs";

let visit;

before(async () => {
  visit = await startVisit();
});

after(() => visit?.stop());

/** More rows than this are never on the page: the window and what is kept around it. */
const mostRows = 150;

/** What a screen reader is told of each row on the page: where it stands, and among how many. */
const positions = (page) =>
  page.$$eval("main li", (rows) => rows.map((row) => [Number(row.ariaPosInSet), Number(row.ariaSetSize)]));

/** Scrolls as far down as there is something, and waits until more is there or the end is reached. */
const toTheEnd = (page) =>
  page.evaluate(async () => {
    const main = document.querySelector("main");
    main.scrollTop = main.scrollHeight;
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
  });

const scrolled = (page) => page.$eval("main", (main) => main.scrollTop);

describe("all activity", () => {
  it("has few rows on the page, each at its place, all the way to the first event", async () => {
    const page = await visit.open("popup.html?screen=activity&language=en");
    let isAtEnd = false;
    for (let tries = 0; tries < 2000 && !isAtEnd; tries += 1) {
      await toTheEnd(page);
      const told = await positions(page);
      assert.ok(told.length <= mostRows, `${told.length} rows are on the page`);
      for (const [index, [position, total]] of told.entries()) {
        assert.equal(total, 10_000);
        assert.equal(position, (told[0]?.[0] ?? 0) + index, "rows without a gap");
      }
      isAtEnd = (await page.getByText("That is everything.").count()) > 0 && told.at(-1)?.[0] === 10_000;
    }
    assert.ok(isAtEnd, "the end is never reached");
    await page.$eval("main", (main) => {
      main.scrollTop = 0;
    });
    await page.locator('li[aria-posinset="1"]').waitFor();
    assert.ok((await positions(page)).length <= mostRows);
    await page.close();
  });

  it("is walked through with the Tab key, beyond what was on the page at first", async () => {
    const page = await visit.open("popup.html?screen=activity&language=en");
    await page.locator('li[aria-posinset="1"] a').focus();
    for (let place = 2; place <= 130; place += 1) {
      await page.keyboard.press("Tab");
      const focused = await page.evaluate(() => {
        const { top, bottom } = document.activeElement.getBoundingClientRect();
        return { place: Number(document.activeElement.closest("li")?.ariaPosInSet), top, bottom };
      });
      assert.equal(focused.place, place);
      assert.ok(focused.top >= 0 && focused.bottom <= 600, `row ${place} cannot be seen`);
    }
    await page.close();
  });

  it("parts days by headings, each of which stands once", async () => {
    const page = await visit.open("popup.html?screen=activity&language=en");
    for (let block = 0; block < 4; block += 1) await toTheEnd(page);
    await page.$eval("main", (main) => {
      main.scrollTop = 2000;
    });
    await page.waitForTimeout(200);
    const headings = await page.locator("main h2").allTextContents();
    assert.ok(headings.length > 1);
    assert.equal(new Set(headings).size, headings.length);
    await page.close();
  });

  for (const [screen, heading, id] of [
    ["activity", "Activity", "withdrawal:112"],
    ["home-long", "Satchel", "withdrawal:12"],
  ])
    it(`is found again where it was left, with the focus on what was opened (${screen})`, async () => {
      const page = await visit.open(`popup.html?screen=${screen}&language=en`);
      const link = page.locator(`main li a[href*="${encodeURIComponent(id)}"]`);
      while ((await link.count()) === 0) await toTheEnd(page);
      await link.scrollIntoViewIfNeeded();
      const [before, href] = [await scrolled(page), await link.getAttribute("href")];
      assert.ok(before > 0);
      await link.click();
      await page.getByRole("heading", { name: "Withdrawal", level: 1 }).waitFor();
      await page.getByRole("button", { name: "Back" }).click();
      await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
      await page.waitForFunction((address) => document.activeElement?.getAttribute("href") === address, href);
      // Heights are kept in fractions of pixels, positions in whole ones.
      assert.ok(Math.abs((await scrolled(page)) - before) <= 2);
      await page.close();
    });

  it("is reached from the first screen when there is more than that shows", async () => {
    const page = await visit.open("popup.html?screen=home-long&language=en");
    await page.getByRole("link", { name: "Show all" }).click();
    await page.getByRole("heading", { name: "Activity", level: 1 }).waitFor();
    await page.close();
  });
});

describe("the popup before its script", () => {
  /** Where name, label and figure stand. */
  const places = (page) =>
    page.$$eval(".brand, .purse > :first-child, .purse .figure", (all) =>
      all.map((element) => {
        const { x, y, height } = element.getBoundingClientRect();
        return [x, y, height];
      }),
    );

  it("has the name and the balance where they will be: nothing moves when the answer comes", async () => {
    const page = await visit.open("popup.html?screen=home&language=en");
    const shown = await places(page);
    assert.equal(shown.length, 3);
    const address = page.url().replace(/screen=home/, "screen=home-loading");
    await page.goto(address);
    await page.waitForFunction(() => document.documentElement.dataset.shown !== undefined);
    assert.deepEqual(await places(page), shown, "while it waits for the answer");
    await page.route("**/preview.js", (route) => route.abort());
    await page.goto(address);
    assert.deepEqual(await places(page), shown, "before there is a script");
    await page.close();
  });
});
