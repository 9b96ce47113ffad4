/** A wallet without any service: saved as a file, its profile lost, restored from the file and the words. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { startSandbox } from "../sandbox/start.ts";
import { acceptInPopup, askForWithdrawal, availableIn, confirmAtBank, wantNoBackup } from "./acts.ts";
import { type Browser, browserNames, newProfile } from "./browser.ts";
import { launch } from "./launch.ts";
import { builtFor } from "./project.ts";
import { type Tab, waitUntil } from "./tab.ts";

/** Keeps the name and the bytes of what the page hands to the browser to be saved. */
const watchFiles = `(() => {
  globalThis.savedFiles = [];
  const make = URL.createObjectURL;
  URL.createObjectURL = (file) => {
    file.arrayBuffer().then((bytes) => savedFiles.push([...new Uint8Array(bytes)]));
    return make.call(URL, file);
  };
  const click = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function () {
    globalThis.savedName = this.download;
    click.call(this);
  };
})()`;

async function savedFile(page: Tab): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  await page.waitForText(/Not saved as a file yet/);
  await page.evaluate(watchFiles);
  await page.click("button", "Save an encrypted copy as a file");
  await page.waitForText(/The file is in your downloads/);
  await waitUntil("the file is there", async () => (await page.evaluate("savedFiles.length")) === 1);
  const bytes = Uint8Array.from((await page.evaluate("savedFiles[0]")) as number[]);
  return { name: String(await page.evaluate("savedName")), bytes };
}

/** The 24 words, as the page shows them. */
async function words(page: Tab): Promise<string> {
  await page.click("button", "Show the recovery secret");
  await page.waitForText(/The same secret in 24 words/);
  const listed = await page.evaluate(
    `[...document.querySelectorAll(".secret .words li")].map((one) => one.textContent)`,
  );
  return (listed as string[]).join(" ");
}

/** A test that fails leaves no browser open. */
async function during<T>(browser: Browser, use: (browser: Browser) => Promise<T>): Promise<T> {
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

describe("a wallet in a file", () => {
  for (const name of browserNames)
    it(`survives the loss of a profile of ${name} with its words, and no service at all`, async () => {
      const world = await startSandbox({
        ports: { start: 0, bank: 0, exchange: 0, sync: 0, paidSync: 0, merchant: 0 },
      });
      const presets = { exchanges: [world.addresses.exchange], services: [] };
      const extension = await builtFor(name, "file-test", presets);
      const folder = mkdtempSync(join(tmpdir(), "satchel-file-"));
      const profiles = [newProfile(), newProfile()] as const;
      const headless = { isHeadless: true };
      /** A wallet with money and no service: what it has, its file and its words. */
      async function fillAndSave(browser: Browser) {
        const bank = await browser.open(world.addresses.bank);
        const link = await askForWithdrawal(bank, "8.50");
        const popup = await browser.open("popup.html#receive");
        await wantNoBackup(popup);
        await acceptInPopup(popup, link);
        await confirmAtBank(bank);
        await popup.goTo(browser.addressOf("popup.html#home"));
        await popup.waitForText(/Received/);
        const before = await availableIn(popup);
        const file = await savedFile(await browser.open("options.html#backup"));
        return { before, file, text: await words(await browser.open("options.html#secret")) };
      }
      try {
        const { before, file, text } = await during(await launch(profiles[0].folder, extension, headless), fillAndSave);
        assert.match(file.name, /^satchel-backup-\d{4}-\d\d-\d\d\.taler-backup$/);
        assert.equal(text.split(" ").length, 24);
        const path = join(folder, file.name);
        writeFileSync(path, file.bytes);
        await during(await launch(profiles[1].folder, extension, headless), async (other) => {
          const page = await other.open("options.html#restore");
          await page.fill("Recovery secret", text);
          await page.choose("Choose a saved file", path);
          await page.waitForText(/16 KiB/);
          await page.click("button", "Restore");
          await page.waitForText(/Your wallet is back/);
          assert.equal(await availableIn(await other.open("popup.html#home")), before);
        });
      } finally {
        for (const profile of profiles) profile.remove();
        rmSync(folder, { recursive: true });
        await world.close();
      }
    });
});
