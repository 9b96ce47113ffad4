import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Env } from "../../src/env/env.ts";
import { zero } from "../../src/taler/amount.ts";
import type { Service } from "../sandbox/sandbox.ts";
import { type RunningSandbox, startSandbox } from "../sandbox/start.ts";
import {
  acceptInPopup,
  askForWithdrawal,
  availableIn,
  chooseService,
  confirmAtBank,
  openAccount,
  patience,
  waitUntil,
} from "./acts.ts";
import { type Browser, type Extension, launchChromium, newProfile } from "./chromium.ts";
import { builtFor } from "./project.ts";
import { qrTextIn } from "./qr.ts";

/** Holds back the next answer to a request like this: the server has done the deed, the wallet does not know. */
function heldAnswer({ sandbox }: RunningSandbox, service: Service, part: string) {
  let hit = () => {};
  let release = () => {};
  const asked = new Promise<void>((resolve) => {
    hit = resolve;
  });
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  sandbox.faults[service].add({
    matches: (request) => request.method === "POST" && request.url.includes(part),
    fault: {
      kind: "rewrite",
      rewrite: async (response) => {
        hit();
        await released;
        return response;
      },
    },
  });
  return { asked, release };
}

describe("the background worker in Chromium", () => {
  const profile = newProfile();
  let world: RunningSandbox;
  let extension: Extension;
  let browser: Browser;

  before(async () => {
    world = await startSandbox({ ports: { start: 0, bank: 0, exchange: 0, sync: 0, paidSync: 0 } });
    const { exchange, sync } = world.addresses;
    const presets: Env["presets"] = { exchanges: [exchange], services: [{ url: sync, name: "Free" }] };
    const built = await builtFor("worker-test-chrome", presets);
    extension = built;
    browser = await launchChromium(profile.folder, extension, { isHeadless: true });
  });

  after(async () => {
    await browser.close();
    await world.close();
    profile.remove();
  });

  async function withdraw(amount: string): Promise<void> {
    const bank = await browser.context.newPage();
    await bank.goto(world.addresses.bank);
    await openAccount(bank);
    const link = await askForWithdrawal(bank, amount);
    const popup = await browser.open("popup.html#receive");
    await acceptInPopup(popup, link);
    await confirmAtBank(bank);
    await popup.close();
    await bank.close();
  }

  it("is stopped in the middle of a withdrawal, is woken by a message, and no coin is lost", async () => {
    const held = heldAnswer(world, "exchange", "batch-withdraw");
    await withdraw("5");
    await held.asked;
    assert.equal(browser.context.serviceWorkers().length, 1);
    await browser.stopWorker();
    held.release();
    const popup = await browser.open("popup.html#home");
    await waitUntil(async () => (await availableIn(popup)) === world.sandbox.exchange.ledger.books().issued);
    assert.notEqual(await availableIn(popup), zero("KUDOS"));
    await popup.close();
  });

  it("is stopped in the middle of a backup, and what was sent is what is restored", async () => {
    const held = heldAnswer(world, "sync", "backups/");
    const page = await browser.open("options.html#backup");
    await chooseService(page);
    await held.asked;
    await browser.stopWorker();
    held.release();
    const popup = await browser.open("popup.html#home");
    await popup.getByText(/Everything is backed up/).waitFor({ timeout: patience });
    await page.getByRole("button", { name: "Show the recovery secret" }).click({ timeout: patience });
    const code = page.getByRole("img", { name: /QR/ });
    await code.waitFor({ timeout: patience });
    const secret = await qrTextIn(code);
    await browser.close();
    profile.remove();
    browser = await launchChromium(profile.folder, extension, { isHeadless: true });
    const restore = await browser.open("options.html#restore");
    await restore.getByRole("textbox", { name: "Recovery secret" }).fill(secret);
    await restore.getByRole("button", { name: "Restore" }).click();
    await restore.getByText("Your wallet is back").waitFor({ timeout: patience });
    assert.equal(await availableIn(restore), world.sandbox.exchange.ledger.books().issued);
  });

  it("goes on by its alarm alone when it is stopped and no page is open", async () => {
    const held = heldAnswer(world, "exchange", "batch-withdraw");
    await withdraw("3");
    await held.asked;
    for (const page of browser.context.pages().slice(1)) await page.close();
    await browser.stopWorker();
    held.release();
    // Nobody calls the worker now: only its alarm makes it ask again.
    const again = heldAnswer(world, "exchange", "batch-withdraw");
    again.release();
    await again.asked;
    const popup = await browser.open("popup.html#home");
    await waitUntil(async () => (await availableIn(popup)) === world.sandbox.exchange.ledger.books().issued);
  });
});
