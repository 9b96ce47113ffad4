/** What screens say while they wait, when they fail and without a connection; and the keys that lead away from them. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { startVisit } from "../preview/visit.mjs";

let visit;

before(async () => {
  visit = await startVisit();
});

after(() => visit?.stop());

const timesAsked = (page, name) =>
  page.evaluate((wanted) => previewed.asked.filter(({ ask }) => ask === wanted).length, name);

describe("without a connection", () => {
  it("every page says so, and takes it back", async () => {
    for (const screen of ["popup.html?screen=home", "options.html?screen=exchanges"]) {
      const page = await visit.open(`${screen}&language=en`);
      const told = page.getByText("You are offline.");
      assert.equal(await told.count(), 0);
      await page.evaluate(() => previewed.connect(false));
      await told.waitFor();
      await page.evaluate(() => previewed.connect(true));
      await told.waitFor({ state: "detached" });
      await page.close();
    }
  });

  it("what failed for want of it is asked again as soon as it is back, and only then", async () => {
    const page = await visit.open("options.html?screen=offline-service&language=en");
    await page.getByText("This needs an answer from a server.").waitFor();
    assert.equal(await timesAsked(page, "lookAtProvider"), 1);
    await page.evaluate(() => previewed.connect(true));
    await page.getByText("The server does not answer.").waitFor();
    assert.equal(await timesAsked(page, "lookAtProvider"), 2);
    await page.close();
  });
});

describe("waiting", () => {
  it("is told after a moment, not at once, and in other words when it takes long", async () => {
    const page = await visit.open("popup.html?screen=waiting-event&language=en");
    const words = page.getByText("One moment…");
    assert.equal(await words.evaluate((element) => getComputedStyle(element.parentElement).animationDelay), "0.3s");
    await words.waitFor({ state: "detached", timeout: 15_000 });
    await page.getByText(/takes longer than usual/).waitFor();
    await page.close();
  });
});

describe("a problem", () => {
  it("offers another try only where that may help", async () => {
    const [mayHelp, mayNot] = await Promise.all([
      visit.open("popup.html?screen=failed-manual&language=en"),
      visit.open("popup.html?screen=failed-event&language=en"),
    ]);
    await mayHelp.getByRole("button", { name: "Try again" }).click();
    assert.equal(await timesAsked(mayHelp, "compareExchanges"), 2);
    await mayNot.getByText("Satchel does not know this entry any more.").waitFor();
    assert.equal(await mayNot.getByRole("button", { name: "Try again" }).count(), 0);
    await mayHelp.close();
    await mayNot.close();
  });

  it("leaves the ways to backup and settings open", async () => {
    const page = await visit.open("popup.html?screen=failed-home&language=en");
    for (const name of ["Backup", "Settings"]) await page.getByRole("button", { name }).waitFor();
    await page.close();
  });
});

describe("the Escape key", () => {
  it("goes back screen by screen, with the focus on each title", async () => {
    const page = await visit.open("popup.html?screen=withdraw-read&language=en");
    // A screen hears keys from the moment it has taken the focus.
    const hasFocus = async (shown) => {
      await shown.waitFor();
      await page.waitForFunction((element) => element === document.activeElement, await shown.elementHandle());
    };
    const arrivesAt = async (name) => {
      await page.keyboard.press("Escape");
      await hasFocus(page.getByRole("heading", { name, level: 1 }));
    };
    await arrivesAt("Withdraw");
    await page.keyboard.press("Escape");
    // Here the field has the focus: it is what one came for.
    await hasFocus(page.getByRole("textbox", { name: "Link from your bank" }));
    await arrivesAt("Satchel");
    await page.close();
  });
});
