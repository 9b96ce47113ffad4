/** The toolbar icon: its dot, and what it says in words. */
import browser from "webextension-polyfill";
import { words } from "../i18n/words.ts";
import type { Signal } from "./signal.ts";
import { titleOf } from "./title.ts";

/** The pages' colours for "needs you" and "would be lost"; no dot at all when all is well. */
const colourByUrgency: Readonly<Record<Signal["urgency"], string | undefined>> = {
  calm: undefined,
  needsUser: "#c26a00",
  atRisk: "#a4261b",
};

export async function showToolbar(signal: Signal): Promise<void> {
  const color = colourByUrgency[signal.urgency];
  if (color !== undefined) await browser.action.setBadgeBackgroundColor({ color });
  await browser.action.setBadgeText({ text: color === undefined ? "" : "•" });
  const { t } = words([browser.i18n.getUILanguage(), ...navigator.languages]);
  await browser.action.setTitle({ title: titleOf(signal, t) });
}
