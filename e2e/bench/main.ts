/** `npm run bench`: figures for people, or with `-- --json` one line for machines (design, section 9). */
import { hasChromium } from "../browser/project.ts";
import { coinChoicePerSecond } from "./coins.ts";
import { cryptoFigures } from "./crypto.ts";
import { historyFigures } from "./history.ts";
import { homesFigures } from "./homes.ts";
import { backupInTown } from "./in-town.ts";
import { backupInChromium } from "./keeping.ts";
import { mergeFigures } from "./merge.ts";
import { popupFigures } from "./popup.ts";
import { yearsFigures } from "./years.ts";

const isJson = process.argv.includes("--json");
const counts = [1000, 10_000, 50_000];

const crypto = await cryptoFigures();
const coinChoice10kPerSecond = await coinChoicePerSecond();
const homes = homesFigures();
const node: Record<string, Awaited<ReturnType<typeof backupInTown>>> = {};
for (const count of counts) node[count] = await backupInTown(count);
const merge = await mergeFigures();
const history = await historyFigures();
const years = await yearsFigures();
// Without the browser these figures are absent; all others do not need it.
const isThere = await hasChromium();
const chromium = isThere ? await backupInChromium(counts) : undefined;
const popup = isThere ? await popupFigures() : undefined;

if (isJson) {
  console.log(
    JSON.stringify({ crypto, coinChoice10kPerSecond, homes, backup: { node, chromium }, merge, history, years, popup }),
  );
} else {
  console.log("Cryptography, per second");
  console.table(crypto);
  console.log(`Choices among 10,000 coins, per second: ${coinChoice10kPerSecond}`);
  console.log("Two devices: of a thousand payments, how many want a coin that is gone, and all fees (KUDOS)");
  console.table(
    Object.fromEntries(
      Object.entries(homes).flatMap(([gap, all]) => Object.entries(all).map(([how, one]) => [`${gap} ${how}`, one])),
    ),
  );
  console.log("Backup in Node, by number of coins (milliseconds, bytes)");
  console.table(node);
  if (chromium) {
    console.log("Backup in Chromium, by number of coins (milliseconds, bytes)");
    console.table(chromium);
  }
  console.log("Merge of 50,000 rows, milliseconds");
  console.table(merge);
  console.log("Story of 10,000 transactions in Node, milliseconds");
  console.table(history);
  for (const [name, { byYear, bytesPerEntry }] of Object.entries(years)) {
    console.log(
      `Document of ${name.replace(" ", ", devices: ")}, year by year (bytes); an entry: ${JSON.stringify(bytesPerEntry)}`,
    );
    console.table(byYear);
  }
  if (popup) {
    console.log("Popup in Chromium, with 10,000 transactions and the background warm (bytes, milliseconds)");
    console.table(popup);
  }
}
process.exit(0);
