/** What the servers learn of the wallet that asks: nothing by which they could tell it from the next one. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { startSandbox } from "../sandbox/start.ts";
import { acceptInPopup, askForWithdrawal, chooseService, confirmAtBank } from "./acts.ts";
import { type BrowserName, browserNames, newProfile } from "./browser.ts";
import { launch } from "./launch.ts";
import { builtFor } from "./project.ts";

/** Who asks, as the browser writes it into a request of the background; `own` is the address of the extension. */
const originIn: Readonly<Record<BrowserName, (own: string) => string>> = {
  // The id of the extension, which all its users share.
  chromium: (own) => own.replace(/\/$/, ""),
  // That of Firefox is another one in every profile.
  firefox: () => "null",
};

for (const name of browserNames)
  describe(`requests of the wallet in ${name}`, () => {
    it("name nobody, from the first look to the backup", async () => {
      const seen: Request[] = [];
      const ports = { start: 0, bank: 0, exchange: 0, sync: 0, paidSync: 0, merchant: 0 };
      const world = await startSandbox({ ports, overhear: (request) => seen.push(request) });
      const { bank, exchange, sync } = world.addresses;
      const presets = { exchanges: [exchange], services: [{ url: sync, name: "Free" }] };
      const profile = newProfile();
      const browser = await launch(profile.folder, await builtFor(name, "origin-test", presets), { isHeadless: true });
      const atBank = await browser.open(bank);
      await acceptInPopup(await browser.open("popup.html#receive"), await askForWithdrawal(atBank, "5"));
      await confirmAtBank(atBank);
      await chooseService(await browser.open("options.html#backup"));
      await (await browser.open("popup.html#home")).waitForText(/Everything is backed up/);
      const own = browser.addressOf("");
      await browser.close();
      profile.remove();
      await world.close();

      const isOfWallet = ({ headers }: Request) =>
        headers.get("sec-fetch-mode") !== "navigate" && !headers.has("referer");
      const asked = seen.filter(isOfWallet);
      for (const address of [`${bank}taler-integration`, exchange, `${sync}backups/`])
        assert.ok(
          asked.some(({ url }) => url.startsWith(address)),
          `nothing was asked of ${address}`,
        );
      const origins = new Set(asked.map(({ headers }) => headers.get("origin")));
      assert.deepEqual(
        [...origins].filter((origin) => origin !== null),
        [originIn[name](own)],
      );
      const named = seen.filter(
        ({ url, headers }) =>
          headers.has("cookie") || (name === "firefox" && `${url}${[...headers]}`.includes(new URL(own).host)),
      );
      assert.deepEqual(named, []);
    });
  });
