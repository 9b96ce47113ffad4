/** What is measured inside a page of the extension: put there by in-chromium.ts, called from outside. */
import { openDatabase } from "../../src/store/open.ts";
import { askBackground } from "../../src/ui/ask.ts";
import { enrich, type Wealth } from "./wealth.ts";

/** Fills the wallet of this profile, beside its own background, which comes first: the wallet is born by it. */
async function fill(wealth: Wealth): Promise<void> {
  await askBackground("getHome", {});
  const db = await openDatabase();
  await enrich({ db, now: () => Date.now() }, wealth);
  db.close();
}

export interface Bench {
  readonly fill: typeof fill;
}

declare global {
  var bench: Bench;
}

globalThis.bench = { fill };
