import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { askForWithdrawal } from "./acts.ts";
import { browserNames } from "./browser.ts";
import { type LinkScene, sleep, startLinkScene } from "./link-scene.ts";
import { waitUntil } from "./tab.ts";

for (const name of browserNames)
  describe(`what shops and other pages ask for by themselves in ${name}`, () => {
    let scene: LinkScene;
    let essay: string;
    /** A link to a withdrawal of 5. */
    let link: string;

    before(async () => {
      scene = await startLinkScene(name);
      essay = `${scene.world.addresses.merchant}shop/articles/essay`;
      const bank = await scene.browser.open(scene.world.addresses.bank);
      link = await askForWithdrawal(bank, "5");
      await bank.close();
    });

    after(() => scene?.close());

    /** Both ways in which a page speaks for itself. */
    const asking = () => ({ status: 402, header: link, support: "uri", uri: link });

    it("opens nothing before the user has agreed", async () => {
      const shop = await scene.browser.open(essay);
      await shop.waitFor("heading", "Please pay");
      await scene.opensNothing();
      await shop.close();
      await scene.allow();
    });

    it("shows the offer of a shop that answers 402, once", async () => {
      const shop = await scene.browser.open(essay);
      await shop.waitFor("heading", "Please pay");
      await scene.offers("An essay about coins");
      await shop.evaluate("void location.reload()");
      await shop.waitFor("heading", "Please pay");
      await scene.opensNothing();
      await shop.close();
    });

    it("leaves the user in peace for a tab in the background, until it is looked at", async () => {
      // The browser starts again what it has learned about the tabs of before.
      await scene.browser.stopBackground();
      const address = JSON.stringify(scene.site.addressOf(asking()));
      await scene.own.evaluate(
        `chrome.tabs.create({ url: ${address}, active: false }).then(({ id }) => void (behind = id))`,
      );
      await waitUntil("the page is there", async () => scene.site.requests.includes("/"));
      await scene.opensNothing();
      await scene.own.evaluate("chrome.tabs.update(behind, { active: true }).then(() => {})");
      // A Chromium that is driven tells each of its pages all the time that it is looked at.
      if (name === "firefox") await scene.offers("Withdraw 5.00 KUDOS");
      await scene.own.evaluate("chrome.tabs.remove(behind)");
    });

    it("leaves the user in peace for what a page frames", async () => {
      await scene.browser.stopBackground();
      const page = await scene.show({ frame: scene.site.addressOf(asking()) });
      await scene.opensNothing();
      await page.close();
    });

    it("hears a page that changes its mind all the time only now and then", async () => {
      await scene.browser.stopBackground();
      await scene.listen();
      const page = await scene.show({ support: "uri", uri: link, isRestless: true });
      await waitUntil("it is heard", scene.isOpen);
      await sleep(4000);
      const told = Number(await scene.handedOver());
      assert.ok(told > 0 && told <= 3, `${told} links in some seconds`);
      await page.close();
      await scene.closePopup();
    });

    it("opens nothing for what is no link, no link of a page, or longer than links are", async () => {
      await scene.browser.stopBackground();
      for (const uri of [
        "taler://pay/",
        `taler://sync/backup.example#${"0".repeat(52)}`,
        "taler://withdraw/%zz/%",
        `${link}/${"x".repeat(5000)}`,
        `taler://pay-push/exchange.example/${"0".repeat(52)}`,
      ]) {
        const page = await scene.show({ status: 402, header: uri, support: "uri", uri });
        await page.waitFor("link", "Open the wallet");
        await page.close();
      }
      await scene.opensNothing();
    });
  });
