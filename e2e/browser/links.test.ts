import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { ExchangeView } from "../../src/api/exchange-views.ts";
import { askForWithdrawal } from "./acts.ts";
import { browserNames } from "./browser.ts";
import { type LinkScene, sleep, startLinkScene } from "./link-scene.ts";
import { waitUntil } from "./tab.ts";

/** A tab hands over one link in so many milliseconds. */
const pause = 3000;

/** In the window of Firefox: answers whether this site may open the wallet. */
const sayYes = `document.querySelectorAll("browser.dialogFrame").forEach(({ contentDocument }) =>
  contentDocument?.querySelector("dialog")?.shadowRoot?.querySelector("[dlgtype=accept]")?.click())`;

for (const name of browserNames)
  describe(`taler links on web pages in ${name}`, () => {
    let scene: LinkScene;
    /** Links to withdrawals of 5 and of 7. */
    let link: string;
    let other: string;

    before(async () => {
      scene = await startLinkScene(name);
      link = await withdrawal("5");
      other = await withdrawal("7");
    });

    after(() => scene?.close());

    async function withdrawal(amount: string): Promise<string> {
      const bank = await scene.browser.open(scene.world.addresses.bank);
      const made = await askForWithdrawal(bank, amount);
      await bank.close();
      return made;
    }

    /** How the wallet sees an exchange, without asking it anything. */
    async function knownExchange(wanted: string): Promise<ExchangeView | undefined> {
      const reply = await scene.own.evaluate("chrome.runtime.sendMessage({ ask: 'listExchanges', input: {} })");
      return (reply as { readonly answer: readonly ExchangeView[] }).answer.find(({ url }) => url === wanted);
    }

    if (name === "firefox")
      it("takes over links with ext+taler from Firefox, without being allowed anything, and makes room again", async () => {
        const shown = { link: link.replace(/^taler\+http/, "ext+taler") };
        const page = await scene.show(shown);
        await scene.click(page);
        // The user is asked first, by a dialog that takes no answer in its first moments.
        await waitUntil("Firefox has been told yes", async () => {
          await scene.browser.evaluateInside?.(sayYes);
          return scene.isOpen();
        });
        // It says https, which this bank does not speak.
        await scene.offers("The server does not answer");
        await waitUntil("the page is back", async () => (await page.address()) === scene.site.addressOf(shown));
        await page.close();
      });

    it("opens nothing before the user has agreed, and the page sees nothing", async () => {
      const page = await scene.show({ link, support: "uri,api,hijack", uri: link });
      await scene.click(page);
      await scene.opensNothing();
      assert.deepEqual(await page.evaluate("seen.clicks"), [false]);
      await page.close();
      await scene.allow();
    });

    it("asks before an exchange is added that a link names", async () => {
      const { exchange } = scene.world.addresses;
      const page = await scene.show({ link: exchange.replace(/^http:\/\//, "taler+http://add-exchange/") });
      await scene.clickUntilHeard(page);
      await scene.offers("Add this exchange?");
      const { update } = (await knownExchange(exchange)) ?? {};
      assert.equal(update, "initial");
      await page.close();
    });

    it("shows the offer of a link that is clicked, and leaves no trace in the page", async () => {
      const page = await scene.show({ link });
      await scene.clickUntilHeard(page);
      await scene.offers("Withdraw 5.00 KUDOS");
      assert.deepEqual(await page.evaluate("[seen.globals(), seen.resources(), seen.changes]"), [[], [], 0]);
      assert.equal(await page.address(), scene.site.addressOf({ link }));
      await page.close();
    });

    it("looks at the page in front when it is asked to, whatever its policy", async () => {
      const page = await scene.show({ link, policy: "default-src 'none'" });
      await page.toFront();
      await scene.look();
      await scene.offers("Withdraw 5.00 KUDOS");
      await page.close();
    });

    it("hears clicks in a page whose policy forbids every script but its own", async () => {
      const page = await scene.show({ link, policy: "default-src 'none'; script-src 'unsafe-inline'" });
      await scene.clickUntilHeard(page);
      await scene.offers("Withdraw 5.00 KUDOS");
      await page.close();
    });

    it("opens what a page offers, and leaves the clicks to a page that wants them", async () => {
      const page = await scene.show({ link, support: "uri", uri: other });
      await scene.offers("Withdraw 7.00 KUDOS");
      await sleep(pause);
      await scene.click(page);
      await scene.opensNothing();
      assert.deepEqual(await page.evaluate("seen.clicks"), [false]);
      await page.close();
    });

    it("does not hear a page that clicks by itself, nor one that has not said whom its link is for", async () => {
      const page = await scene.show({ link, uri: link });
      await page.evaluate("document.querySelector('a').click()");
      await scene.opensNothing();
      await page.close();
    });

    it("takes no recovery secret from a page", async () => {
      const page = await scene.show({ link: `taler://sync/backup.example#${"0".repeat(52)}` });
      await scene.click(page);
      await scene.opensNothing();
      await page.close();
    });

    it("notices that a server asks for a payment", async () => {
      const page = await scene.show({ status: 402, header: link });
      await scene.offers("Withdraw 5.00 KUDOS");
      await page.close();
      const denied = await scene.show({ status: 403, header: link });
      await scene.opensNothing();
      await denied.close();
    });

    it("goes on when the background was stopped, and in pages that are older than the extension", async () => {
      const page = await scene.show({ link });
      await scene.browser.stopBackground();
      await scene.clickUntilHeard(page);
      await scene.offers("Withdraw 5.00 KUDOS");
      if (name === "chromium") await scene.browser.update();
      else await scene.own.evaluate("void chrome.runtime.reload()").catch(() => {});
      await scene.openOwn();
      await scene.listen();
      await scene.clickUntilHeard(page);
      await scene.offers("Withdraw 5.00 KUDOS");
      assert.equal(await scene.handedOver(), 1, "the older script keeps silent");
      await page.close();
    });

    // Older versions open no popup by themselves.
    if (name === "firefox")
      it("shows the offer in a tab of the same window where the browser opens no popup by itself", async () => {
        const mayOpen = (may: boolean) =>
          scene.browser.evaluateInside?.(
            `Services.prefs.setBoolPref("extensions.openPopupWithoutUserGesture.enabled", ${may})`,
          );
        await mayOpen(false);
        const page = await scene.show({ link });
        const shown = await scene.clickUntilInTab(page);
        await shown.waitFor("button", /^Withdraw/);
        const place = "chrome.tabs.getCurrent().then(({ windowId }) => windowId)";
        assert.equal(await shown.evaluate(place), await scene.own.evaluate(place));
        await shown.close();
        await page.close();
        await mayOpen(true);
      });

    // Nobody can take anything back in a Chromium without a window.
    if (name === "firefox")
      it("opens nothing any more when the user has taken the permission back, not even in pages that are open", async () => {
        const page = await scene.show({ link });
        await scene.clickUntilHeard(page);
        await scene.offers("Withdraw 5.00 KUDOS");
        await scene.own.click("switch", /^Notice requests/);
        await scene.switchesAre("true,false");
        const asking = await scene.show({ status: 402, header: other });
        await scene.opensNothing();
        await asking.close();
        await scene.own.click("switch", /^Open Taler links/);
        await scene.switchesAre("false,false");
        await sleep(pause);
        await scene.click(page);
        await scene.opensNothing();
        await page.close();
      });
  });
