/** Removing an exchange by its page, in both browsers: not by the wrong amount, and with all of its money by the right one. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type RunningSandbox, startSandbox } from "../sandbox/start.ts";
import { acceptInPopup, askForWithdrawal, availableIn, confirmAtBank, wantNoBackup } from "./acts.ts";
import { type Browser, browserNames, newProfile } from "./browser.ts";
import { launch } from "./launch.ts";
import { builtFor } from "./project.ts";
import { waitUntil } from "./tab.ts";

for (const name of browserNames)
  describe(`removing an exchange in ${name}`, () => {
    const profile = newProfile();
    let world: RunningSandbox;
    let browser: Browser;

    before(async () => {
      world = await startSandbox({ ports: { start: 0, bank: 0, exchange: 0, sync: 0, paidSync: 0, merchant: 0 } });
      const presets = { exchanges: [world.addresses.exchange], services: [] };
      browser = await launch(profile.folder, await builtFor(name, "removal-test", presets), { isHeadless: true });
    });

    after(async () => {
      await browser?.close();
      await world?.close();
      profile.remove();
    });

    it("destroys exactly what was typed, and nothing by a wrong amount", async () => {
      const bank = await browser.open(world.addresses.bank);
      const link = await askForWithdrawal(bank, "5");
      const popup = await browser.open("popup.html#receive");
      await wantNoBackup(popup);
      await acceptInPopup(popup, link);
      await confirmAtBank(bank);
      const page = await browser.open("options.html#exchanges");
      await waitUntil("the money is here", async () => /^KUDOS:4/.test((await availableIn(page)) ?? ""));
      const held = (await availableIn(page)) ?? "";
      await page.goTo(browser.addressOf(`options.html#exchange?url=${encodeURIComponent(world.addresses.exchange)}`));
      await page.click("button", "Remove with its money");
      const typed = /^To destroy them, type the amount/;
      await page.fill(typed, "1");
      await page.click("button", /^Destroy/);
      await page.waitForText(/That is not the amount/);
      assert.equal(await availableIn(page), held);
      await page.fill(typed, held.replace("KUDOS:", ""));
      await page.click("button", /^Destroy/);
      await page.waitFor("heading", "Exchanges");
      await waitUntil("the money is gone", async () => (await availableIn(page)) === undefined);
    });
  });
