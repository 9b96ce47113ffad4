/** Typing the 24 words: what the keyboard completes, what is suggested for a slip, and that nothing is told too early. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { startVisit } from "../preview/visit.mjs";

let visit;

before(async () => {
  visit = await startVisit();
});

after(() => visit?.stop());

const asked = (page) =>
  page.evaluate(() =>
    previewed.asked.filter(({ input }) => JSON.stringify(input).includes("text")).map(({ ask }) => ask),
  );

async function form() {
  const page = await visit.open("options.html?screen=restore&language=en");
  const field = page.getByRole("textbox", { name: "Recovery secret", exact: true });
  await field.click();
  return { page, field };
}

const value = (field) => field.evaluate((element) => element.value);

describe("the words of a secret", () => {
  it("are completed by Tab once four letters decide", async () => {
    const { page, field } = await form();
    await field.pressSequentially("hist");
    await page.getByRole("option", { name: "history", selected: true }).waitFor();
    await page.keyboard.press("Tab");
    assert.equal(await value(field), "history ");
    await page.keyboard.press("Tab");
    assert.equal(await field.evaluate((element) => element === document.activeElement), false);
    await page.close();
  });

  it("are chosen by arrows and Enter, or put away by Escape", async () => {
    const { page, field } = await form();
    await field.pressSequentially("me");
    assert.equal(await page.getByRole("option").count(), 6);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const chosen = page.getByRole("option", { selected: true });
    assert.equal(await chosen.getAttribute("id"), await field.getAttribute("aria-activedescendant"));
    await page.keyboard.press("Enter");
    assert.equal(await value(field), "mean ");
    await field.pressSequentially("se");
    await page.getByRole("option").first().waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await page.getByRole("option").count(), 0);
    await page.keyboard.press("Enter");
    assert.equal(await value(field), "mean se\n");
    await page.close();
  });

  it("are chosen by a click, and typing goes on behind them", async () => {
    const { page, field } = await form();
    await field.pressSequentially("oth");
    await page.getByRole("option", { name: "other" }).click();
    await page.keyboard.type("zon");
    assert.equal(await value(field), "other zon");
    await page.close();
  });

  it("get suggestions where they are misspelled, which replace them in their place", async () => {
    const { page, field } = await form();
    await field.pressSequentially("history buttre word ");
    await page.getByText("Word 2, “buttre”, is not one of the words.").waitFor();
    await page.getByRole("button", { name: "butter instead of buttre" }).click();
    assert.equal(await value(field), "history butter word ");
    assert.equal(await page.getByText("is not one of the words").count(), 0);
    await page.getByText("3 of 24 words").waitFor();
    await page.close();
  });

  it("are told to nobody while they are typed, and what is missing is said here", async () => {
    const { page, field } = await form();
    await field.pressSequentially("history heart word");
    await page.getByRole("button", { name: "Restore", exact: true }).click();
    await page.getByText("21 are missing").waitFor();
    assert.equal(await field.getAttribute("aria-invalid"), "true");
    assert.deepEqual(await asked(page), []);
    await page.close();
  });

  it("are judged by the wallet itself once all 24 are there", async () => {
    const page = await visit.open("options.html?screen=restore-words-swapped&language=en");
    await page.getByText("they do not belong together").waitFor();
    assert.deepEqual(await asked(page), ["readRecoveryText"]);
    await page.close();
  });
});
