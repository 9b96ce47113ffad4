/** The dot on the toolbar icon. */
import browser from "webextension-polyfill";
import type { Signal } from "./signal.ts";

/** The pages' colours for "needs you" and "would be lost"; no dot at all when all is well. */
const colourBySignal: Readonly<Record<Signal, string | undefined>> = {
  calm: undefined,
  needsUser: "#c26a00",
  atRisk: "#a4261b",
};

export async function showBadge(signal: Signal): Promise<void> {
  const color = colourBySignal[signal];
  if (color !== undefined) await browser.action.setBadgeBackgroundColor({ color });
  await browser.action.setBadgeText({ text: color === undefined ? "" : "•" });
}
