/** The wallet and private windows: one wallet for all windows, which remembers nothing of the private ones. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type RunningSandbox, startSandbox } from "../sandbox/start.ts";
import { acceptInPopup, askForWithdrawal, confirmAtBank } from "./acts.ts";
import { type Browser, browserNames, newProfile } from "./browser.ts";
import { launch } from "./launch.ts";
import { builtFor } from "./project.ts";
import { type Tab, waitUntil } from "./tab.ts";

/** Everything the extension has stored, as one text. */
const everythingStored = `(async () => {
  const promised = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const rows = [];
  for (const { name } of await indexedDB.databases()) {
    const db = await promised(indexedDB.open(name));
    for (const store of db.objectStoreNames)
      rows.push(store, await promised(db.transaction(store).objectStore(store).getAll()));
    db.close();
  }
  return JSON.stringify([rows, { ...localStorage }]);
})()`;

async function tabAt(browser: Browser, path: string): Promise<Tab | undefined> {
  for (const tab of await browser.tabs()) if ((await tab.address()) === browser.addressOf(path)) return tab;
  return undefined;
}

async function closeNormalWindows(browser: Browser, kept: readonly string[]): Promise<void> {
  for (const tab of await browser.tabs()) {
    const address = await tab.address();
    if (!kept.some((start) => address.startsWith(start))) await tab.close();
  }
}

for (const name of browserNames)
  describe(`private windows in ${name}`, () => {
    const profile = newProfile();
    let world: RunningSandbox;
    let browser: Browser;

    before(async () => {
      world = await startSandbox({ ports: { start: 0, bank: 0, exchange: 0, sync: 0, paidSync: 0, merchant: 0 } });
      const presets = { exchanges: [world.addresses.exchange], services: [] };
      const extension = await builtFor(name, "private-test", presets);
      browser = await launch(profile.folder, extension, { isHeadless: true, isAllowedInPrivate: true });
    });

    after(async () => {
      await browser?.close();
      await world?.close();
      profile.remove();
    });

    it("show the same wallet, leave nothing in it, and never hold what opens by itself", async () => {
      const { start, bank, exchange } = world.addresses;
      await browser.openPrivately(`${start}?nobody-knows-that-I-am-here`);
      const atBank = await browser.openPrivately(bank);
      const link = await askForWithdrawal(atBank, "5");
      await acceptInPopup(await browser.open("popup.html#receive"), link);
      await browser.privatePopupSays(/Confirm at your bank/);

      await closeNormalWindows(browser, [start, bank]);
      await confirmAtBank(atBank);
      const onboarding = "options.html#onboarding";
      await waitUntil("the onboarding page is open", async () => (await tabAt(browser, onboarding)) !== undefined);
      const page = (await tabAt(browser, onboarding)) as Tab;
      assert.equal(await page.evaluate("chrome.tabs.getCurrent().then(({ incognito }) => incognito)"), false);

      const stored = String(await page.evaluate(everythingStored));
      assert.ok(stored.includes(new URL(exchange).host));
      assert.equal(stored.includes("nobody-knows"), false);
    });
  });
