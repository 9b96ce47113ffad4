/** The packages that are released, to the byte: no key, no permission, no preset but what everybody gets. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type RunningSandbox, startSandbox } from "../sandbox/start.ts";
import { acceptInPopup, askForWithdrawal, availableIn, confirmAtBank } from "./acts.ts";
import { type Browser, type BrowserName, browserNames, newProfile } from "./browser.ts";
import { launch } from "./launch.ts";
import { released } from "./project.ts";
import { waitUntil } from "./tab.ts";

/** Notes in the page what the browser says when it is asked to keep what is stored. */
const listenToPersist = `(() => {
  const persist = navigator.storage.persist.bind(navigator.storage);
  navigator.storage.persist = async () => (window.isKept = await persist());
})()`;

/** Chromium says no to everybody it does not know well, but spares extensions whose storage is unlimited. */
const isKept: Readonly<Record<BrowserName, boolean>> = { chromium: false, firefox: true };

for (const name of browserNames)
  describe(`the released package in ${name}`, () => {
    const profile = newProfile();
    let world: RunningSandbox;
    let browser: Browser;

    before(async () => {
      world = await startSandbox({ ports: { start: 0, bank: 0, exchange: 0, sync: 0, paidSync: 0 } });
      browser = await launch(profile.folder, await released(name), { isHeadless: true });
    });

    after(async () => {
      await browser?.close();
      await world?.close();
      profile.remove();
    });

    it("brings money from a pasted link into the wallet, and the browser has nothing against it", async () => {
      const popup = await browser.open("popup.html");
      await popup.waitFor("heading", /Welcome/);
      await popup.evaluate(listenToPersist);
      const bank = await browser.open(world.addresses.bank);
      const link = await askForWithdrawal(bank, "5");
      await popup.evaluate("location.hash = 'receive'");
      await acceptInPopup(popup, link);
      await confirmAtBank(bank);
      // Without a backup the wallet first asks for one.
      const onboarding = "options.html#onboarding";
      const addresses = async () => Promise.all((await browser.tabs()).map((tab) => tab.address()));
      const isAsked = async () => (await addresses()).includes(browser.addressOf(onboarding));
      await waitUntil("the onboarding page is open", isAsked);
      const options = await browser.open("options.html#onboarding");
      await options.click("button", "Not now");
      const { ledger } = world.sandbox.exchange;
      await waitUntil("the money is there", async () => {
        const available = await availableIn(popup);
        return available !== undefined && available !== "KUDOS:0" && available === ledger.books().issued;
      });
      assert.equal(await popup.evaluate("window.isKept"), isKept[name]);
      assert.deepEqual(await browser.complaints(), []);
    });
  });
