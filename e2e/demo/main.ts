/** `npm start`: a wallet with play money in one command; with `-- --tour`, or without a display, played by itself. */
import type { Env } from "../../src/env/env.ts";
import { launchChromium, newProfile } from "../browser/chromium.ts";
import { builtFor } from "../browser/project.ts";
import { type RunningSandbox, startSandbox } from "../sandbox/start.ts";
import { Tour } from "./tour.ts";

const parameters = process.argv.slice(2);
const hasDisplay = ["darwin", "win32"].includes(process.platform) || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;

const presetsOf = ({ addresses }: RunningSandbox): Env["presets"] => ({
  exchanges: [addresses.exchange],
  services: [
    { url: addresses.sync, name: "Free sandbox backup" },
    { url: addresses.paidSync, name: "Paid sandbox backup" },
  ],
});

async function tour(): Promise<void> {
  const anyPort = { start: 0, bank: 0, exchange: 0, sync: 0, paidSync: 0 };
  const world = await startSandbox({ ports: anyPort });
  const extension = await builtFor("tour-chrome", presetsOf(world));
  const result = await new Tour(world, extension).play();
  await world.close();
  const isWhole = result.steps.every(({ ok }) => ok) && /^[A-Z]+:0$/.test(result.lost);
  console.log(JSON.stringify(result));
  process.exit(isWhole ? 0 : 1);
}

async function show(): Promise<void> {
  const world = await startSandbox();
  const extension = await builtFor("demo-chrome", presetsOf(world));
  const profile = newProfile();
  const browser = await launchChromium(profile.folder, extension, { isHeadless: false });
  const start = await browser.context.newPage();
  await start.goto(world.addresses.start);
  console.log(`The sandbox begins at ${world.addresses.start}; close the browser to end it.`);
  await browser.context.waitForEvent("close", { timeout: 0 });
  profile.remove();
  await world.close();
  process.exit(0);
}

await (parameters.includes("--tour") || !hasDisplay ? tour() : show());
