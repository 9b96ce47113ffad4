/** Looks at an open page as different people do: in the dark, enlarged, on a phone, with other words, without motion. */
import axe from "axe-core";
import { sizeOf } from "./browser.ts";
import { axeFindings, lostStates, misfits, movements, spaceOut, stretch, unseenFocus } from "./inspection.ts";
import type { Size, Tab } from "./tab.ts";

/** What a page has to be. */
export const demands = {
  light: "is readable for all",
  dark: "is readable for all in the dark",
  still: "stands still for those who want it so",
  focus: "shows where the focus is",
  forced: "shows focus and states in the colours of the system, too",
  fit: "fits into its window and can be hit",
  phone: "fits on a phone",
  zoomed: "fits when it is twice as large",
  stretched: "fits with longer words and wider letters",
} as const;

export type Demand = keyof typeof demands;

/** What is wrong with a page, by the demand that it does not meet. */
export type Findings = Readonly<Record<Demand, readonly string[]>>;

/** The rules whose findings can differ between two colour schemes of one page. */
const aboutColours = ["color-contrast", "link-in-text-block"];

/**
 * Twice as large, half as many points fit into a window. Browsers let a popup grow until it is 800 by 600 points of the
 * screen; 320 points are the narrowest that WCAG 2.2 (1.4.10) asks for.
 */
const smallWindows: Readonly<Record<"popup" | "options", readonly Size[]>> = {
  popup: [{ width: 400, height: 300 }],
  options: [
    { width: 480, height: 400 },
    { width: 320, height: 256 },
  ],
};

const smallPhone: Size = { width: 320, height: 568 };

/** Keeps a picture of the page as it is at this moment. */
type Keep = (moment: "light" | "dark") => Promise<void>;

/** Runs one of the functions of inspection.ts in the page. */
const run = (tab: Tab, inspect: (...values: never[]) => unknown, ...values: readonly unknown[]) =>
  tab.evaluate(`(${inspect})(...${JSON.stringify(values)})`) as Promise<readonly string[]>;

/** Puts axe into the page: the preview brings it along, the pages of the extension are told it word by word. */
const bringAxe = (tab: Tab, address: string) =>
  tab.evaluate(address.startsWith("http:") ? "import('./axe.js')" : `(() => { ${axe.source} })()`);

/** Looks at the page that is open under this address, and leaves it with other words in it. */
export async function look(tab: Tab, address: string, keep: Keep): Promise<Findings> {
  const isPopup = address.includes("/popup.html");
  const small = smallWindows[isPopup ? "popup" : "options"];
  await bringAxe(tab, address);
  const light = await run(tab, axeFindings, []);
  const fit = await run(tab, misfits);
  await keep("light");
  await tab.showFor({ scheme: "dark", isStill: true });
  const dark = await run(tab, axeFindings, aboutColours);
  const still = await run(tab, movements);
  await keep("dark");
  const focus = await run(tab, unseenFocus);
  await tab.showFor({ scheme: "dark", hasForcedColours: true });
  const forced = [...(await run(tab, lostStates)), ...(await run(tab, unseenFocus))];
  const phone = isPopup ? await misfitsOnPhone(tab) : [];
  await tab.showFor({ scheme: "light" });
  const zoomed = await misfitsIn(tab, small);
  await run(tab, stretch);
  await run(tab, spaceOut);
  const stretched = await misfitsIn(tab, [...small, sizeOf(address)]);
  return { light, dark, still, focus, forced, fit, phone, zoomed, stretched };
}

async function misfitsIn(tab: Tab, windows: readonly Size[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const size of windows) {
    await tab.resize(size);
    found.push(...(await run(tab, misfits)).map((misfit) => `${size.width} by ${size.height}: ${misfit}`));
  }
  return found;
}

async function misfitsOnPhone(tab: Tab): Promise<readonly string[]> {
  await tab.showFor({ scheme: "light", hasOnlyTouch: true });
  return misfitsIn(tab, [smallPhone]);
}
