/** An update of the extension while one of its pages is open. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Browser, type BrowserName, browserNames, type Extension, newProfile } from "./browser.ts";
import { launch } from "./launch.ts";
import { builtFor, setVersion } from "./project.ts";
import { type Tab, waitUntil } from "./tab.ts";

/** What tells one wallet from all others. */
const wordsIn = (page: Tab): Promise<unknown> =>
  page.evaluate(
    "chrome.runtime.sendMessage({ ask: 'getRecoverySecret', input: {} }).then(({ answer }) => answer.words)",
  );

async function isOpen(browser: Browser, path: string): Promise<boolean> {
  const addresses = await Promise.all((await browser.tabs()).map((tab) => tab.address()));
  return addresses.includes(browser.addressOf(path));
}

const page = "options.html#restore";

/** How each browser goes about it while the page is open. */
const take: Readonly<Record<BrowserName, (browser: Browser, open: Tab) => Promise<void>>> = {
  // A developer has it loaded again: nobody is asked, the page goes.
  async chromium(browser) {
    await browser.update();
    assert.equal(await isOpen(browser, page), false);
  },
  // The background is asked, and lets it wait for the page.
  async firefox(browser, open) {
    await browser.update();
    await open.fill("Recovery secret", "abandon");
    assert.equal(await browser.version(), "1.0");
    assert.ok(await wordsIn(open));
    await open.close();
  },
};

for (const name of browserNames)
  describe(`an update in ${name}`, () => {
    const profile = newProfile();
    let extension: Extension;
    let browser: Browser;

    before(async () => {
      extension = await builtFor(name, "update-test", { exchanges: [], services: [] });
      setVersion(extension, "1.0");
      browser = await launch(profile.folder, extension, { isHeadless: true });
    });

    after(async () => {
      await browser?.close();
      profile.remove();
    });

    it("breaks into nothing that is open, and finds the wallet as it was", async () => {
      const open = await browser.open(page);
      const words = await wordsIn(open);
      assert.equal((words as string[]).length, 24);
      setVersion(extension, "1.1");
      await take[name](browser, open);
      await waitUntil("the update is taken", async () => (await browser.version()) === "1.1");
      assert.deepEqual(await wordsIn(await browser.open(page)), words);
    });
  });
