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
  readSecret,
  restoreIn,
  wantNoBackup,
} from "./acts.ts";
import { type Browser, browserNames, type Extension, newProfile } from "./browser.ts";
import { launch } from "./launch.ts";
import { builtFor } from "./project.ts";
import { waitUntil } from "./tab.ts";

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

for (const name of browserNames)
  describe(`the background in ${name}`, () => {
    const profile = newProfile();
    let world: RunningSandbox;
    let extension: Extension;
    let browser: Browser;

    before(async () => {
      world = await startSandbox({ ports: { start: 0, bank: 0, exchange: 0, sync: 0, paidSync: 0, merchant: 0 } });
      const { exchange, sync } = world.addresses;
      const presets: Env["presets"] = { exchanges: [exchange], services: [{ url: sync, name: "Free" }] };
      extension = await builtFor(name, "worker-test", presets);
      await start();
    });

    after(async () => {
      await browser?.close();
      await world?.close();
      profile.remove();
    });

    async function start(): Promise<void> {
      browser = await launch(profile.folder, extension, { isHeadless: true });
    }

    async function withdraw(amount: string): Promise<void> {
      const bank = await browser.open(world.addresses.bank);
      const link = await askForWithdrawal(bank, amount);
      const popup = await browser.open("popup.html#receive");
      await wantNoBackup(popup);
      await acceptInPopup(popup, link);
      await confirmAtBank(bank);
      await popup.close();
      await bank.close();
    }

    /** Waits until the wallet has to the cent what the exchange has issued. */
    async function hasEverything(): Promise<void> {
      const popup = await browser.open("popup.html#home");
      const { ledger } = world.sandbox.exchange;
      await waitUntil("the money is there", async () => (await availableIn(popup)) === ledger.books().issued);
      assert.notEqual(ledger.books().issued, zero("KUDOS"));
      await popup.close();
    }

    /** Stops it although the exchange's answer is on its way; says so when it was not even running. */
    async function stopBefore({ release }: { readonly release: () => void }): Promise<void> {
      assert.equal(await browser.isBackgroundRunning(), true);
      await browser.stopBackground();
      release();
    }

    it("is stopped in the middle of a withdrawal, is woken by a message, and no coin is lost", async () => {
      const held = heldAnswer(world, "exchange", "batch-withdraw");
      await withdraw("5");
      await held.asked;
      await stopBefore(held);
      await hasEverything();
    });

    it("finds its money again after a restart of the browser", async () => {
      await browser.close();
      await start();
      await hasEverything();
    });

    it("is stopped in the middle of a backup, and what was sent is what is restored", async () => {
      const held = heldAnswer(world, "sync", "backups/");
      const page = await browser.open("options.html#backup");
      await chooseService(page);
      await held.asked;
      await stopBefore(held);
      const popup = await browser.open("popup.html#home");
      await popup.waitForText(/Everything is backed up/);
      const secret = await readSecret(page);
      await browser.close();
      profile.remove();
      await start();
      const restored = await restoreIn(browser, secret);
      assert.equal(await availableIn(restored), world.sandbox.exchange.ledger.books().issued);
    });

    it("goes on by its alarm alone when it is stopped and no page is open", async () => {
      const held = heldAnswer(world, "exchange", "batch-withdraw");
      await withdraw("3");
      await held.asked;
      for (const tab of await browser.tabs())
        if ((await tab.address()).startsWith(browser.addressOf(""))) await tab.close();
      await stopBefore(held);
      // Nobody calls it now: only its alarm makes it ask again.
      const again = heldAnswer(world, "exchange", "batch-withdraw");
      again.release();
      await again.asked;
      await hasEverything();
    });
  });
