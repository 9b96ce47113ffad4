import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Env } from "../../src/env/env.ts";
import { type RunningSandbox, startSandbox } from "../sandbox/start.ts";
import { askForWithdrawal } from "./acts.ts";
import { type Browser, browserNames, type Extension, newProfile } from "./browser.ts";
import { launch } from "./launch.ts";
import { builtFor } from "./project.ts";
import { type Tab, waitUntil } from "./tab.ts";
import { startWebSite, type WebPage, type WebSite } from "./web-page.ts";

/** Long enough for a popup that shall not come, in milliseconds. */
const quiet = 1500;

/** A tab hands over one link in so many milliseconds. */
const pause = 3000;

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

for (const name of browserNames)
  describe(`taler links on web pages in ${name}`, () => {
    const profile = newProfile();
    let world: RunningSandbox;
    let site: WebSite;
    let presets: Env["presets"];
    let extension: Extension;
    let browser: Browser;
    /** A page of ours, behind all others: from there one sees the popup. */
    let own: Tab;
    /** Links to withdrawals of 5 and of 7. */
    let link: string;
    let other: string;

    before(async () => {
      world = await startSandbox({ ports: { start: 0, bank: 0, exchange: 0, sync: 0, paidSync: 0 } });
      site = await startWebSite();
      presets = { exchanges: [world.addresses.exchange], services: [] };
      await start(false);
      const bank = await browser.open(world.addresses.bank);
      link = await askForWithdrawal(bank, "5");
      await bank.close();
      const again = await browser.open(world.addresses.bank);
      other = await askForWithdrawal(again, "7");
      await again.close();
    });

    after(async () => {
      await browser?.close();
      await site?.close();
      await world?.close();
      profile.remove();
    });

    async function start(isGranted: boolean): Promise<void> {
      extension = await builtFor(name, "links-test", presets, isGranted);
      browser = await launch(profile.folder, extension, { isHeadless: true });
      own = await browser.open("options.html#general");
    }

    const popup = "chrome.extension.getViews({ type: 'popup' })[0]";

    /** What the popup shows; nothing while it is closed. */
    const shown = async () =>
      String((await own.evaluate(`String(${popup}?.document.body?.innerText ?? "").replace(/\\s+/g, " ")`)) ?? "");

    const isOpen = async () => (await shown()) !== "";

    /** Waits until the popup offers this much, then closes it. */
    async function offers(amount: string): Promise<void> {
      await waitUntil(`the popup offers ${amount}`, async () => (await shown()).includes(`Withdraw ${amount}`));
      await closePopup();
    }

    async function closePopup(): Promise<void> {
      await own.evaluate(`${popup}?.close()`);
      await waitUntil("the popup is closed", async () => !(await isOpen()));
    }

    async function opensNothing(): Promise<void> {
      await sleep(quiet);
      assert.equal(await isOpen(), false);
    }

    const show = (page: WebPage) => browser.open(site.addressOf(page));

    async function click(page: Tab): Promise<void> {
      await page.toFront();
      await page.click("link", "Open the wallet");
    }

    /** Just after a start the script may not be in the page yet. */
    async function clickUntilHeard(page: Tab): Promise<void> {
      await waitUntil("a click is heard", async () => {
        await click(page);
        await sleep(quiet);
        return isOpen();
      });
    }

    /** Lets the extension do everything that it may ask for. */
    async function allow(): Promise<void> {
      if (name === "firefox") {
        await own.click("switch", /^Notice requests/);
        await waitUntil("both are on", async () => (await own.evaluate(`${switches}.join()`)) === "true,true");
        return;
      }
      await browser.close();
      await start(true);
    }

    const switches = "[...document.querySelectorAll('[role=switch]')].map((one) => one.ariaChecked)";

    it("opens nothing before the user has agreed, and the page sees nothing", async () => {
      const page = await show({ link, support: "uri,api,hijack", uri: link });
      await click(page);
      await opensNothing();
      assert.deepEqual(await page.evaluate("seen.clicks"), [false]);
      await page.close();
      await allow();
    });

    it("shows the offer of a link that is clicked, and leaves no trace in the page", async () => {
      const page = await show({ link });
      await clickUntilHeard(page);
      await offers("5.00 KUDOS");
      assert.deepEqual(await page.evaluate("[seen.globals(), seen.resources(), seen.changes]"), [[], [], 0]);
      assert.equal(await page.address(), site.addressOf({ link }));
      await page.close();
    });

    it("opens what a page offers, and leaves the clicks to a page that wants them", async () => {
      const page = await show({ link, support: "uri", uri: other });
      await offers("7.00 KUDOS");
      await sleep(pause);
      await click(page);
      await opensNothing();
      assert.deepEqual(await page.evaluate("seen.clicks"), [false]);
      await page.close();
    });

    it("does not hear a page that clicks by itself, nor one that has not said whom its link is for", async () => {
      const page = await show({ link, uri: link });
      await page.evaluate("document.querySelector('a').click()");
      await opensNothing();
      await page.close();
    });

    it("takes no recovery secret from a page", async () => {
      const page = await show({ link: `taler://sync/backup.example#${"0".repeat(52)}` });
      await click(page);
      await opensNothing();
      await page.close();
    });

    it("notices that a server asks for a payment", async () => {
      const page = await show({ status: 402, header: link });
      await offers("5.00 KUDOS");
      await page.close();
      const denied = await show({ status: 403, header: link });
      await opensNothing();
      await denied.close();
    });

    it("goes on when the background was stopped, and in pages that are older than the extension", async () => {
      const page = await show({ link });
      await browser.stopBackground();
      await click(page);
      await offers("5.00 KUDOS");
      if (name === "chromium") await browser.update();
      else await own.evaluate("void chrome.runtime.reload()").catch(() => {});
      own = await browser.open("options.html#general");
      await own.evaluate(
        "void (seen = 0, chrome.runtime.onMessage.addListener(({ ask }) => { if (ask === 'openLink') seen += 1; }))",
      );
      await clickUntilHeard(page);
      await offers("5.00 KUDOS");
      assert.equal(await own.evaluate("seen"), 1, "the older script keeps silent");
      await page.close();
    });
  });
