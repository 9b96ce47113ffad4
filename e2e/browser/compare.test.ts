/** Whoever has the choice of an exchange compares what they cost and withdraws from the cheaper one, in both browsers. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startSandbox } from "../sandbox/start.ts";
import { askForWithdrawal, availableIn, confirmAtBank, wantNoBackup } from "./acts.ts";
import { browserNames, newProfile } from "./browser.ts";
import { launch } from "./launch.ts";
import { builtFor } from "./project.ts";
import { waitUntil } from "./tab.ts";

for (const name of browserNames)
  describe(`the comparison of exchanges in ${name}`, () => {
    it("leads to the cheaper one, whose coins arrive", async () => {
      const ports = { start: 0, bank: 0, exchange: 0, sync: 0, paidSync: 0, merchant: 0, rival: 0 };
      const asked: string[] = [];
      const world = await startSandbox({
        ports,
        hasRival: true,
        rsaBits: 1024,
        overhear: ({ url }) => asked.push(url),
      });
      const { bank, exchange, rival = "" } = world.addresses;
      const profile = newProfile();
      const presets = { exchanges: [exchange, rival], services: [] };
      const browser = await launch(profile.folder, await builtFor(name, "compare-test", presets), { isHeadless: true });

      const popup = await browser.open("popup.html#manual");
      const place = new URL(rival).host;
      await popup.waitFor("button", `Look at its fees: ${place}`);
      assert.deepEqual(asked, [], "nobody is asked before one looks");

      const atBank = await browser.open(bank);
      const link = await askForWithdrawal(atBank, "8.50");
      await popup.goTo(browser.addressOf("popup.html#receive"));
      await popup.fill(/^Link/, link);
      await popup.click("button", "Continue");
      await popup.click("button", "Compare exchanges");
      await popup.click("button", `Look at its fees: ${place}`);
      await popup.waitForText(/cheapest/);
      await popup.click("radio", new RegExp(place));
      await popup.click("button", `Continue with ${place}`);
      await popup.check("I accept the terms of service");
      await popup.click("button", /^Withdraw/);
      await popup.waitForText(/Confirm/);
      await confirmAtBank(atBank);

      const home = await browser.open("popup.html#home");
      await wantNoBackup(home);
      await waitUntil("the money is there", async () => (await availableIn(home)) === "KUDOS:8.5");
      assert.equal(world.sandbox.rival?.ledger.books().issued, "KUDOS:8.5");
      assert.equal(world.sandbox.exchange.ledger.books().issued, "KUDOS:0");
      await browser.close();
      profile.remove();
      await world.close();
    });
  });
