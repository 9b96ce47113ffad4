/** Money that comes in after a question of the exchange and leaves for one's own account again, in both browsers. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { RequestName } from "../../src/api/requests.ts";
import type { Amount } from "../../src/taler/amount.ts";
import { type RunningSandbox, startSandbox } from "../sandbox/start.ts";
import { realWorld, type World } from "../sandbox/world.ts";
import { acceptInPopup, askForWithdrawal, availableIn, confirmAtBank } from "./acts.ts";
import { type Browser, browserNames, newProfile } from "./browser.ts";
import { launch } from "./launch.ts";
import { builtFor } from "./project.ts";
import { type Tab, waitUntil } from "./tab.ts";

/** Longer than coins gather at the exchange before it makes a transfer, in milliseconds. */
const gathering = 16 * 60_000;

/** As if every deposit had been accepted so much earlier than it was. */
const ageDeposits = `new Promise((done, fail) => {
  const opening = indexedDB.open("satchel");
  opening.onerror = fail;
  opening.onsuccess = () => {
    const deed = opening.result.transaction("deposits", "readwrite");
    deed.objectStore("deposits").openCursor().onsuccess = ({ target: { result: cursor } }) => {
      if (cursor === null) return;
      const { facts } = cursor.value;
      cursor.update({ ...cursor.value, facts: { ...facts, wireBy: facts.wireBy - ${gathering / 1000} } });
      cursor.continue();
    };
    deed.oncomplete = () => { opening.result.close(); done(); };
    deed.onerror = fail;
  };
})`;

for (const name of browserNames)
  describe(`one's own money in ${name}`, () => {
    const profile = newProfile();
    /** By how much the clocks of the servers are ahead, in milliseconds. */
    let ahead = 0;
    let world: RunningSandbox;
    let browser: Browser;
    let popup: Tab;

    const ask = (question: RequestName) =>
      popup.evaluate(`chrome.runtime.sendMessage({ ask: "${question}", input: {} })`);

    before(async () => {
      const ports = { start: 0, bank: 0, exchange: 0, sync: 0, paidSync: 0, merchant: 0 };
      const real = realWorld();
      const shifted: World = { ...real, now: () => real.now() + ahead };
      world = await startSandbox({ ports, rsaBits: 1024, world: shifted });
      const presets = { exchanges: [world.addresses.exchange], services: [] };
      browser = await launch(profile.folder, await builtFor(name, "account-test", presets), { isHeadless: true });
      popup = await browser.open("popup.html#receive");
      await ask("declineBackup");
    });

    after(async () => {
      await browser?.close();
      await world?.close();
      profile.remove();
    });

    it("waits until the exchange knows whose it is, leads to its question, and comes in by itself", async () => {
      world.sandbox.exchange.legitimization.limit({ operation: "WITHDRAW", above: "KUDOS:1" as Amount });
      const bank = await browser.open(world.addresses.bank);
      await acceptInPopup(popup, await askForWithdrawal(bank, "8"));
      await confirmAtBank(bank);
      await popup.waitForText(/The exchange has to know who you are/);
      assert.equal(await availableIn(popup), "KUDOS:0");
      await popup.click("button", /^Answer at the exchange/);
      const question = await tabAt(`${world.addresses.exchange}kyc-spa/`);
      await question.click("button", "I am who I am");
      await question.waitForText(/Your wallet goes on by itself/);
      await popup.waitFor("heading", /^Received/);
      assert.match((await availableIn(popup)) ?? "", /^KUDOS:7\.|^KUDOS:8$/);
      await Promise.all([bank.close(), question.close()]);
    });

    it("goes to the account that was typed, and is found on its statement", async () => {
      await popup.goTo(browser.addressOf("popup.html#send"));
      await popup.click("link", /^To my bank account/);
      await popup.click("radio", /^Another account/);
      const { hostname } = new URL(world.addresses.bank);
      await popup.fill("Number of the account", `payto://x-taler-bank/${hostname}/alice`);
      await popup.fill("Name of its owner", "Alice");
      await popup.fill(/^Amount that arrives/, "2.50");
      await popup.click("button", "Check it");
      await popup.waitForText(/Leaves your wallet/);
      await popup.click("button", /^Send /);
      await popup.waitForText(/The exchange has the coins and makes the transfer/);

      // A quarter of an hour later.
      ahead = gathering;
      world.sandbox.exchange.wireDue();
      const bank = await browser.open(`${world.addresses.bank}pages/accounts/alice`);
      await bank.waitForText(/\+2\.5 KUDOS/);

      await popup.evaluate(ageDeposits);
      await browser.stopBackground();
      await ask("getHome");
      await popup.waitFor("heading", "Sent to your bank account");
    });

    async function tabAt(address: string): Promise<Tab> {
      let found: Tab | undefined;
      await waitUntil(`there is a tab at ${address}`, async () => {
        for (const tab of await browser.tabs()) if ((await tab.address()).startsWith(address)) found = tab;
        return found !== undefined;
      });
      return found ?? assert.fail();
    }
  });
