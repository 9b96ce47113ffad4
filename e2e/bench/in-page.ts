/** What is measured inside a page of the extension: put there by in-chromium.ts, called from outside. */
import { type Fetch, httpOver } from "../../src/env/fetch.ts";
import { timer } from "../../src/env/timer.ts";
import { ensureSelf } from "../../src/store/birth.ts";
import { openDatabase } from "../../src/store/open.ts";
import { askBackground } from "../../src/ui/ask.ts";
import { backupFigures, type Customer } from "./backup.ts";
import { enrich, type Wealth } from "./wealth.ts";

/** Fills the wallet of this profile, beside its own background, which comes first: the wallet is born by it. */
async function fill(wealth: Wealth): Promise<void> {
  await askBackground("getHome", {});
  const db = await openDatabase();
  await enrich({ db, now: () => Date.now() }, wealth);
  db.close();
}

/** Wallets beside the one of this profile, each with a database of its own, and no background. */
function keep(service: string, coins: number): ReturnType<typeof backupFigures> {
  let count = 0;
  const wallet = (over: (fetch: Fetch) => Fetch) => {
    count += 1;
    return customer(`wallet ${count}`, over);
  };
  return backupFigures({ service, wallet }, coins);
}

async function customer(name: string, over: (fetch: Fetch) => Fetch): Promise<Customer> {
  const db = await openDatabase(name);
  const env: Customer = {
    db,
    http: httpOver(
      over((request) => fetch(request)),
      timer,
    ),
    now: () => Date.now(),
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    pause: (milliseconds) => new Promise((resolve) => void timer(milliseconds, resolve)),
    setAlarm: async () => {},
    lock: (_, work) => work(),
    publish: () => {},
    showPopup: async () => {},
    isPopupOpen: async () => false,
    mayFindLinks: async () => false,
    presets: { exchanges: [], services: [] },
    deviceName: async () => name,
    version: "0.0.0",
    close: () => db.close(),
  };
  await ensureSelf(db, env);
  return env;
}

export interface Bench {
  readonly fill: typeof fill;
  readonly keep: typeof keep;
}

declare global {
  var bench: Bench;
}

globalThis.bench = { fill, keep };
