import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Amount, amount, subtract, sum } from "../../src/taler/amount.ts";
import { startSandbox } from "../sandbox/start.ts";
import {
  acceptInPopup,
  askForWithdrawal,
  availableIn,
  confirmAtBank,
  leftIn,
  orderIn,
  payInPopup,
  wantNoBackup,
} from "./acts.ts";
import { browserNames, newProfile } from "./browser.ts";
import { launch } from "./launch.ts";
import { builtFor } from "./project.ts";
import { type Tab, waitUntil } from "./tab.ts";

/** Keeps what the page hands to the browser to be saved, and lets the browser have it all the same. */
const watchFiles = `(() => {
  globalThis.savedFiles = [];
  const make = URL.createObjectURL;
  URL.createObjectURL = (file) => {
    file.text().then((text) => savedFiles.push({ type: file.type, text }));
    return make.call(URL, file);
  };
})()`;

interface SavedFile {
  readonly type: string;
  readonly text: string;
}

/** What the page has saved after a click on this button. */
async function saved(page: Tab, button: string, count: number): Promise<SavedFile> {
  await page.click("button", button);
  let files: readonly SavedFile[] = [];
  await waitUntil(`${button} has saved a file`, async () => {
    files = (await page.evaluate("savedFiles")) as readonly SavedFile[];
    return files.length === count;
  });
  return files[count - 1] ?? assert.fail("no file");
}

/** Rows of a table in which no field needs quotes but texts of shops, by the names in the first line. */
function rowsOf(csv: string): readonly Readonly<Record<string, string>>[] {
  const [names = [], ...rows] = csv
    .replace("\uFEFF", "")
    .trimEnd()
    .split("\r\n")
    .map((line) => [...line.matchAll(/("(?:[^"]|"")*"|[^",]*)(,|$)/g)].map(([, field = ""]) => field));
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? ""])));
}

/** What all events together have brought into the wallet. */
function total(events: readonly { readonly came_in?: string; readonly went_out?: string }[]): Amount {
  const all = (digits: readonly (string | undefined)[]) =>
    sum(
      "KUDOS",
      digits.filter((one) => one !== undefined && one !== "").map((one) => amount.parse(`KUDOS:${one}`)),
    );
  return subtract(all(events.map((one) => one.came_in)), all(events.map((one) => one.went_out)));
}

describe("the history as a file", () => {
  for (const name of browserNames)
    it(`is saved from ${name} as a table and for programs, and its sums are the balance`, async () => {
      const world = await startSandbox({
        ports: { start: 0, bank: 0, exchange: 0, sync: 0, paidSync: 0, merchant: 0 },
      });
      const presets = { exchanges: [world.addresses.exchange], services: [] };
      const extension = await builtFor(name, "export-test", presets);
      const profile = newProfile();
      const browser = await launch(profile.folder, extension, { isHeadless: true });
      try {
        const bank = await browser.open(world.addresses.bank);
        const link = await askForWithdrawal(bank, "8.50");
        await acceptInPopup(await browser.open("popup.html#receive"), link);
        await confirmAtBank(bank);
        const popup = await browser.open("popup.html#home");
        await wantNoBackup(popup);
        await popup.waitForText(/Received/);
        const shop = await browser.open(`${world.addresses.merchant}shop/`);
        await payInPopup(await browser.open("popup.html#send"), await orderIn(shop, "a loaf of bread"));
        const { ledger } = world.sandbox.exchange;
        await waitUntil("the change is there", async () => {
          const { spending } = ledger.books();
          return spending.deposited !== "KUDOS:0" && (await leftIn(popup)) === spending.remaining;
        });
        const page = await browser.open("options.html#money");
        await page.waitForText(/All numbers add up/);
        await page.evaluate(watchFiles);
        const table = await saved(page, "Save as a table (CSV)", 1);
        const program = await saved(page, "Save for programs (JSON)", 2);
        assert.deepEqual([table.type, program.type], ["text/csv;charset=utf-8", "application/json"]);
        const { format, events } = JSON.parse(program.text);
        assert.equal(format, "satchel-history");
        const rows = rowsOf(table.text);
        assert.deepEqual(
          rows.map(({ id }) => id),
          events.map(({ id }: { id: string }) => id),
        );
        assert.deepEqual(
          rows.map(({ kind }) => kind),
          ["payment", "withdrawal"],
        );
        const balance = await availableIn(popup);
        assert.deepEqual([total(rows), total(events)], [balance, balance]);
      } finally {
        await browser.close();
        profile.remove();
        await world.close();
      }
    });
});
