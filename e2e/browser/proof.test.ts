/** The recovery secret in the hands of its owner: copied and taken off the clipboard again, and proved to be there. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { secretOfWords } from "../../src/backup/recovery-words.ts";
import { textOf } from "../../src/taler/crockford.ts";
import { type Browser, browserNames, newProfile } from "./browser.ts";
import { writePicture } from "./film.ts";
import { launch } from "./launch.ts";
import { builtFor } from "./project.ts";
import { type Tab, waitUntil } from "./tab.ts";

/** From now on this page waits for no minute: it is over when the test says so. */
const holdMinute = `(() => {
  const wait = setTimeout;
  globalThis.setTimeout = (run, time) => (time === 60_000 ? ((globalThis.endMinute = run), 0) : wait(run, time));
})()`;

/** For how long Firefox lets a page at the clipboard after a click; milliseconds. Chromium does not ask for one. */
const setGrace = (browser: Browser, time: number) =>
  browser.evaluateInside?.(`Services.prefs.setIntPref("dom.user_activation.transient.timeout", ${time})`);

/** Longer than any of these tests. */
const always = 10 * 60_000;

for (const name of browserNames)
  describe(`the recovery secret in ${name}`, () => {
    const profile = newProfile();
    let browser: Browser;
    let words: readonly string[];

    before(async () => {
      const extension = await builtFor(name, "proof-test", { exchanges: [], services: [] });
      browser = await launch(profile.folder, extension, { isHeadless: true });
      await setGrace(browser, always);
      const page = await revealed();
      words = (await page.evaluate(
        "[...document.querySelectorAll('main > .secret .words li')].map((word) => word.textContent)",
      )) as readonly string[];
      assert.equal(words.length, 24);
      await page.close();
    });

    after(async () => {
      await browser?.close();
      profile.remove();
    });

    async function revealed(): Promise<Tab> {
      const page = await browser.open("options.html#secret");
      await page.click("button", "Show the recovery secret");
      await page.waitFor("button", "Copy");
      return page;
    }

    async function copied(): Promise<Tab> {
      const page = await revealed();
      await page.evaluate(holdMinute);
      await page.click("button", "Copy");
      await page.waitForText(/in a minute Satchel empties the clipboard/);
      assert.equal(await browser.clipboard(), words.join(" "));
      return page;
    }

    const isEmptied = () => waitUntil("the clipboard is empty", async () => (await browser.clipboard()) === "");

    /** The places of the words that are asked for. */
    async function places(page: Tab): Promise<readonly number[]> {
      await page.waitFor("textbox", /^Word/);
      const labels = "[...document.querySelectorAll('.asked-words label')].map(({ textContent }) => textContent)";
      return ((await page.evaluate(labels)) as readonly string[]).map((label) => Number(/\d+/.exec(label)));
    }

    it("is taken off the clipboard at a click", async () => {
      const page = await copied();
      await page.click("button", "Empty it now");
      await page.waitForText(/The clipboard is empty again/);
      await isEmptied();
      await page.close();
    });

    it("is taken off the clipboard after a minute, on whatever page of the settings one is", async () => {
      const page = await copied();
      await page.click("link", "About");
      await page.evaluate("endMinute()");
      await isEmptied();
      await page.close();
    });

    it("is taken off the clipboard when the page is left in time", async () => {
      const page = await copied();
      await page.goTo(browser.addressOf("popup.html"));
      await isEmptied();
      await page.close();
    });

    if (name === "firefox")
      it("is taken off at the next click where the browser forbids it before, and that is said", async () => {
        const page = await copied();
        await setGrace(browser, 1);
        await page.evaluate("endMinute()");
        await page.waitForText(/It is done at your next click here/);
        assert.equal(await browser.clipboard(), words.join(" "));
        await setGrace(browser, always);
        await page.click("heading", "Your recovery secret");
        await page.waitForText(/The clipboard is empty again/);
        await isEmptied();
        await page.close();
      });

    it("is proved by three of its words; a wrong one is named, and never the right one", async () => {
      const page = await browser.open("options.html#proof");
      const asked = await places(page);
      const right = asked.map((place) => words[place - 1] ?? "");
      for (const [index, place] of asked.entries())
        await page.fill(`Word ${place}`, index === 1 ? "zoo" : (right[index] ?? ""));
      await page.click("button", "Check the words");
      await page.waitForText(new RegExp(`Word ${asked[1]} of this wallet is another one`));
      const told = String(await page.evaluate("document.querySelector('main').innerText"));
      assert.ok(right.every((word) => !new RegExp(`\\b${word}\\b`).test(told)));
      await page.fill(`Word ${asked[1]}`, right[1] ?? "");
      await page.click("button", "Check the words");
      await page.waitFor("heading", "This sheet brings your wallet back");
      await page.waitForText(/Satchel asks for it again on/);
      await page.close();
    });

    it("is proved by a picture of its code, and not by that of another wallet", async () => {
      const [own, other] = [join(profile.folder, "own.png"), join(profile.folder, "other.png")];
      const linkOf = (secret: Uint8Array) => `taler://sync/backup.example.org/v1#${textOf(secret)}`;
      writePicture(own, linkOf(secretOfWords(words)));
      writePicture(other, linkOf(new Uint8Array(32).fill(7)));
      const page = await browser.open("options.html#proof");
      await page.choose("Open a picture", other);
      await page.waitForText(/This is the secret of another wallet/);
      await page.choose("Open a picture", own);
      await page.waitFor("heading", "This is the right secret");
      await page.waitForText(/leads to a service that you do not use any more/);
      assert.match(await page.address(), /options\.html#proof$/);
      await page.close();
    });

    it("is known as tested, in the checklist and after the browser's background was stopped", async () => {
      await browser.stopBackground();
      const page = await revealed();
      await page.waitForText(/Tested on/);
      await page.close();
    });
  });
