/** An exchange in trouble, in both browsers: what the user is told, and what goes on all the same. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Question, RequestName } from "../../src/api/requests.ts";
import { textOf } from "../../src/taler/crockford.ts";
import { type RunningSandbox, startSandbox } from "../sandbox/start.ts";
import { acceptInPopup, askForWithdrawal, availableIn, confirmAtBank, orderIn, payInPopup } from "./acts.ts";
import { type Browser, browserNames, newProfile } from "./browser.ts";
import { launch } from "./launch.ts";
import { builtFor } from "./project.ts";
import { type Tab, waitUntil } from "./tab.ts";

/** As long ago as if nobody had asked for two days. */
const ageTheKeys = (url: string) => `new Promise((done, fail) => {
  const opening = indexedDB.open("satchel");
  opening.onerror = fail;
  opening.onsuccess = () => {
    const deed = opening.result.transaction("offers", "readwrite");
    const offers = deed.objectStore("offers");
    const before = Date.now() - 2 * 86400000;
    offers.get(${JSON.stringify(url)}).onsuccess = ({ target }) =>
      offers.put({ ...target.result, fetchedAt: before, expiresAt: before + 86400000 });
    deed.oncomplete = () => { opening.result.close(); done(); };
    deed.onerror = fail;
  };
})`;

for (const name of browserNames)
  describe(`an exchange in trouble in ${name}`, () => {
    const profile = newProfile();
    /** Every request that has come to the exchange. */
    const heard: string[] = [];
    let world: RunningSandbox;
    let browser: Browser;
    let page: Tab;
    let url: string;

    const ask = <N extends RequestName>(question: N, input: Question<N>) =>
      page.evaluate(`chrome.runtime.sendMessage(${JSON.stringify({ ask: question, input })})`);

    before(async () => {
      const ports = { start: 0, bank: 0, exchange: 0, sync: 0, paidSync: 0, merchant: 0 };
      world = await startSandbox({ ports, overhear: (request) => void heard.push(request.url) });
      url = world.addresses.exchange;
      const extension = await builtFor(name, "exchanges-test", { exchanges: [url], services: [] });
      browser = await launch(profile.folder, extension, { isHeadless: true });
      page = await browser.open(`options.html#exchange?${new URLSearchParams({ url })}`);
    });

    after(async () => {
      await browser?.close();
      await world?.close();
      profile.remove();
    });

    it("is not asked anything before it is chosen, and is in use when money comes from it", async () => {
      await page.waitForText(/Not asked anything until you choose it/);
      assert.deepEqual(
        heard.filter((request) => request.startsWith(url)),
        [],
      );
      await ask("declineBackup", {});
      const bank = await browser.open(world.addresses.bank);
      const link = await askForWithdrawal(bank, "20");
      const popup = await browser.open("popup.html#receive");
      await acceptInPopup(popup, link);
      await confirmAtBank(bank);
      await waitUntil("the money is here", async () => !/^(undefined|KUDOS:0)$/.test(String(await availableIn(popup))));
      await Promise.all([bank.close(), popup.close()]);
      await page.waitForText(/Ready/);
    });

    it("shows both master keys when it has another one, and is ready again with the old one", async () => {
      const { exchange } = world.sandbox;
      const trusted = textOf(exchange.keys.master.pub);
      exchange.showKeysOf("somebody else");
      await page.click("button", "Ask now");
      await page.waitFor("heading", "Its main key has changed");
      const shown = String(await page.evaluate("document.querySelector('main').textContent"));
      assert.ok(shown.includes(trusted));
      assert.match(shown, /The key it shows now[0-9A-Z]{52}/);
      exchange.showKeysOf();
      await page.click("button", "Ask now");
      await page.waitForText(/You can withdraw here and spend what you have\./);
      assert.equal(await page.isVisible("heading", "Its main key has changed"), false);
    });

    it("lets spend what is there while it does not answer, and warns", async () => {
      const end = world.sandbox.faults.exchange.add({
        fault: { kind: "status", status: 502 },
        times: Number.POSITIVE_INFINITY,
        matches: (request) => request.url.endsWith("/keys"),
      });
      await page.evaluate(ageTheKeys(url));
      // Nobody has told the background of that. It looks again once something of the exchange is told, tries by itself,
      // and each try wakes the page.
      await ask("suspendExchange", { exchangeUrl: url });
      await ask("resumeExchange", { exchangeUrl: url });
      await page.waitForText(/it has not answered for a while/);
      await page.waitFor("heading", "Trouble with its data");
      const shop = await browser.open(`${world.addresses.merchant}shop/`);
      const link = await orderIn(shop, "a loaf of bread");
      const popup = await browser.open("popup.html#send");
      await payInPopup(popup, link);
      await popup.waitForText(/^Paid|Paid /);
      await Promise.all([shop.close(), popup.close()]);
      end();
      await page.click("button", "Ask now");
      await page.waitForText(/You can withdraw here and spend what you have\./);
    });

    it("hears nothing when it is switched off, and goes on when it is switched on", async () => {
      await page.click("switch", "Contact with this exchange");
      await page.waitForText(/Switched off by you/);
      const before = heard.filter((request) => request.startsWith(url)).length;
      const reply = await ask("lookAtWithdrawal", { exchange: url, amount: "KUDOS:1" });
      assert.equal((reply as { problem?: { code: string } }).problem?.code, "exchangeSuspended");
      await ask("checkExchange", { exchangeUrl: url });
      assert.equal(heard.filter((request) => request.startsWith(url)).length, before);
      await page.click("switch", "Contact with this exchange");
      await page.waitForText(/You can withdraw here and spend what you have\./);
      await page.click("button", "Ask now");
      await waitUntil("it is asked again", async () => heard.filter((one) => one.startsWith(url)).length > before);
    });
  });
