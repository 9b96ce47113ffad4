/** `npm start`: a wallet with play money in one command; with `-- --tour`, or without a display, played by itself. */
import { parseArgs } from "node:util";
import type { Env } from "../../src/env/env.ts";
import { type BrowserName, browserNames, newProfile } from "../browser/browser.ts";
import { launch } from "../browser/launch.ts";
import { builtFor } from "../browser/project.ts";
import { type RunningSandbox, startSandbox } from "../sandbox/start.ts";
import { Tour } from "./tour.ts";

const hasDisplay = ["darwin", "win32"].includes(process.platform) || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;

const presetsOf = ({ addresses }: RunningSandbox): Env["presets"] => ({
  exchanges: [addresses.exchange, ...(addresses.rival === undefined ? [] : [addresses.rival])],
  services: [
    { url: addresses.sync, name: "Free sandbox backup" },
    { url: addresses.paidSync, name: "Paid sandbox backup" },
  ],
});

async function tour(browser: BrowserName): Promise<void> {
  const anyPort = { start: 0, bank: 0, exchange: 0, sync: 0, paidSync: 0, merchant: 0 };
  const world = await startSandbox({ ports: anyPort });
  const extension = await builtFor(browser, "tour", presetsOf(world));
  const result = await new Tour(world, extension).play();
  await world.close();
  const isWhole = result.steps.every(({ ok }) => ok) && /^[A-Z]+:0$/.test(result.lost);
  console.log(JSON.stringify(result));
  process.exit(isWhole ? 0 : 1);
}

async function show(name: BrowserName): Promise<void> {
  const world = await startSandbox({ hasRival: true });
  const extension = await builtFor(name, "demo", presetsOf(world));
  const profile = newProfile();
  const browser = await launch(profile.folder, extension, { isHeadless: false });
  await browser.open(world.addresses.start);
  console.log(`The sandbox begins at ${world.addresses.start}; close the browser to end it.`);
  await browser.ended;
  profile.remove();
  await world.close();
  process.exit(0);
}

const usage = `npm start                        a wallet and a whole play-money world, in a browser of its own
npm start -- --tour              the main job plays itself, without a display; pictures in out/tour
npm start -- --browser firefox   in Firefox instead of Chromium; also with --tour`;

/** What was asked for; undefined when that makes no sense. */
function chosen() {
  const browser = { type: "string", default: "chromium" } as const;
  const no = { type: "boolean", default: false } as const;
  try {
    return parseArgs({ options: { tour: no, help: { ...no, short: "h" }, browser } }).values;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return undefined;
  }
}

const values = chosen();
if (values === undefined || values.help) {
  console.log(usage);
  process.exit(values === undefined ? 1 : 0);
}
const browser = browserNames.find((name) => name === values.browser);
if (browser === undefined) {
  console.error(`There is no browser ${values.browser} here; choose ${browserNames.join(" or ")}.`);
  process.exit(1);
}
await (values.tour || !hasDisplay ? tour(browser) : show(browser));
