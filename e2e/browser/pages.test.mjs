/** What the pages must do beyond looking right: keys alone, a code that scans, hostile documents. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import jsqr from "jsqr";
import { startVisit } from "../preview/visit.mjs";

let visit;

before(async () => {
  visit = await startVisit();
});

after(() => visit?.stop());

const asked = (page) => page.evaluate(() => previewed.asked.map(({ ask }) => ask));

/** Presses Tab until what has the focus is called so; fails after too many. */
async function tabTo(page, name) {
  for (let tabs = 0; tabs < 30; tabs += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      const label = element.getAttribute("aria-label") ?? element.labels?.[0]?.textContent ?? element.textContent;
      return { label, ring: getComputedStyle(element.closest(".check") ?? element).outlineStyle };
    });
    if (focused.label !== name) continue;
    assert.equal(focused.ring, "solid", `the focus on ${name} cannot be seen`);
    return;
  }
  assert.fail(`Tab never reaches ${name}`);
}

describe("a withdrawal", () => {
  it("is accepted with keys alone, and not before its terms", async () => {
    const page = await visit.open("popup.html?screen=withdraw&language=en");
    const button = page.getByRole("button", { name: "Withdraw 50.00 CHF" });
    await button.click({ force: true });
    assert.ok(!(await asked(page)).includes("acceptWithdrawal"));
    await page.locator("body").focus();
    await tabTo(page, "I accept the terms of service");
    await page.keyboard.press("Space");
    await tabTo(page, "Withdraw 50.00\u00a0CHF");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => previewed.asked.some(({ ask }) => ask === "acceptExchangeTos"));
    await page.close();
  });

  it("never puts its link into the address", async () => {
    const page = await visit.open("popup.html?screen=withdraw&language=en");
    assert.equal(new URL(page.url()).hash, "#withdraw");
    await page.close();
  });
});

describe("a transfer to one's own bank account", () => {
  it("is sent as it was typed and shown, and not before", async () => {
    const page = await visit.open("popup.html?screen=deposit&language=en");
    await page.getByLabel("Number of the account").fill("CH56 0483 5012 3456 7800 9");
    await page.getByLabel("Name of its owner").fill("Ida Ammann");
    await page.getByLabel("Amount that arrives, in CHF").fill("50");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Change it" }).click();
    assert.equal(await page.getByLabel("Name of its owner").inputValue(), "Ida Ammann");
    await page.getByRole("button", { name: "Check it" }).click();
    const button = page.getByRole("button", { name: "Send 50.00 CHF" });
    await button.waitFor();
    assert.ok(!(await asked(page)).includes("acceptDeposit"));
    await button.click();
    const [input] = await page.evaluate(() =>
      previewed.asked.filter(({ ask }) => ask === "acceptDeposit").map((envelope) => envelope.input),
    );
    const { begun, ...rest } = input;
    assert.ok(begun > 0);
    assert.deepEqual(rest, {
      exchange: "https://exchange.alpen.example/",
      account: "CH56 0483 5012 3456 7800 9",
      owner: "Ida Ammann",
      amount: "CHF:50",
      arrives: "CHF:50",
      total: "CHF:50.27",
    });
    await page.close();
  });
});

describe("the recovery secret", () => {
  it("is not asked for before a click", async () => {
    const page = await visit.open("options.html?screen=secret-hidden&language=en");
    assert.ok(!(await asked(page)).includes("getRecoverySecret"));
    await page.getByRole("button", { name: "Show the recovery secret" }).click();
    assert.ok((await asked(page)).includes("getRecoverySecret"));
    await page.close();
  });

  it("is one piece of text, scans as a code, and is copied whole", async () => {
    const page = await visit.open("options.html?screen=secret&language=en");
    const uri = (await page.locator(".uri").textContent()) ?? "";
    assert.match(uri, /^taler:\/\/sync\/[a-z.]+#[0-9A-Z]{52}$/);
    const { data, size } = await pixels(page.locator("main > .card .qr"));
    assert.equal(jsqr(new Uint8ClampedArray(data), size, size)?.data, uri);
    await page.getByRole("button", { name: "Copy" }).click();
    assert.deepEqual(await page.evaluate(() => previewed.copied), [uri]);
    await page.close();
  });

  it("leaves nothing behind on another page", async () => {
    const page = await visit.open("options.html?screen=secret-words&language=en");
    await page.getByRole("link", { name: "Exchanges" }).click();
    await page.getByRole("heading", { name: "Exchanges", level: 1 }).waitFor();
    assert.doesNotMatch(await page.content(), /disagree|DGPM/);
    await page.goBack();
    await page.getByRole("button", { name: "Show the recovery secret" }).waitFor();
    await page.close();
  });
});

/** The picture of an SVG as a scanner would see it: RGBA bytes of a square. */
const pixels = (locator) =>
  locator.evaluate(async (svg) => {
    const size = 400;
    const image = new Image(size, size);
    const text = new XMLSerializer().serializeToString(svg).replace("<svg", `<svg width="${size}" height="${size}"`);
    image.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
    await image.decode();
    const canvas = new OffscreenCanvas(size, size).getContext("2d");
    canvas.drawImage(image, 0, 0);
    return { size, data: [...canvas.getImageData(0, 0, size, size).data] };
  });

describe("terms of others", () => {
  it("bring words, and nothing that acts or loads", async () => {
    const complaints = [];
    const page = await visit.open("options.html?screen=terms&language=en", complaints);
    const article = page.getByRole("article");
    assert.match((await article.textContent()) ?? "", /Coins that are lost are gone/);
    assert.equal(await article.locator("img, script, style, iframe, form, input, button, svg, link, table").count(), 0);
    const links = await article.locator("a").evaluateAll((all) => all.map(({ href, rel }) => `${href} ${rel}`));
    assert.deepEqual(links, ["https://exchange.demo.example/more noopener noreferrer"]);
    assert.equal(await page.title(), "Terms of service · Satchel");
    assert.deepEqual(complaints, []);
    await page.close();
  });
});

describe("stopping a service", () => {
  it("names the loss first, and leaves the way back", async () => {
    const page = await visit.open("options.html?screen=service-stop&language=en");
    assert.ok(!(await asked(page)).includes("removeProvider"));
    await page.getByRole("button", { name: "Keep using it" }).click();
    await page.getByRole("button", { name: "Deactivate" }).click();
    await page.getByRole("button", { name: "Deactivate" }).click();
    assert.ok((await asked(page)).includes("removeProvider"));
    await page.close();
  });
});
