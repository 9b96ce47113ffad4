/** The world of a real browser: its network, clock, chance, disk, alarms and locks. */
import browser from "webextension-polyfill";
import type { News } from "../api/news.ts";
import { permits } from "../api/permits.ts";
import { deviceNameOf } from "./device-name.ts";
import { openDisk } from "./disk.ts";
import type { Env } from "./env.ts";
import { httpOver } from "./fetch.ts";
import { httpThrough, wireToFrame } from "./nameless.ts";
import { presets } from "./presets.ts";
import { timer } from "./timer.ts";

/** The one alarm there is. */
export const alarmName = "wake";

/** Chrome rings no sooner, and complains when asked to. Milliseconds. */
const soonestAlarm = 30_000;

/**
 * The background of Firefox is a page, and asks through a frame that has no name (nameless.ts). Chrome's is a worker
 * that can have no frame, and needs none: `Origin: chrome-extension://…` is the same for everybody who has Satchel.
 */
const http: Env["http"] =
  "document" in globalThis
    ? httpThrough(wireToFrame(document, browser.runtime.getURL("net.html")), timer)
    : httpOver((request) => fetch(request), timer);

/** The popup is shown by `showPopup`. Opens the disk. Throws `databaseTooNew` when a newer version of the wallet wrote there. */
export async function browserEnv(showPopup: Env["showPopup"]): Promise<Env> {
  const db = await openDisk();
  db.onChange = publish;
  return {
    db,
    http,
    now: () => Date.now(),
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    pause: (milliseconds) => new Promise((resolve) => void timer(milliseconds, resolve)),
    setAlarm,
    lock: (name, work) =>
      navigator.locks.request(name, { ifAvailable: true }, async (lock) => (lock ? work() : undefined)),
    publish,
    showPopup,
    isPopupOpen,
    mayFindLinks: () => browser.permissions.contains(permits.links.needs),
    presets,
    deviceName,
    version: browser.runtime.getManifest().version,
  };
}

/** Whether the popup or a tab of ours is open, in any window. */
export const hasOpenPages = (): Promise<boolean> => hasAny("POPUP", "TAB");

/** Whether the popup is open, in any window. */
export const isPopupOpen = (): Promise<boolean> => hasAny("POPUP");

async function hasAny(...contextTypes: ("POPUP" | "TAB")[]): Promise<boolean> {
  return (await browser.runtime.getContexts({ contextTypes })).length > 0;
}

function publish(what: readonly string[]): void {
  const news: News = { news: "changed", what };
  // Rejected whenever no page is open to hear it.
  browser.runtime.sendMessage(news).catch(() => {});
}

async function setAlarm(at: number | undefined): Promise<void> {
  if (at === undefined) await browser.alarms.clear(alarmName);
  else await browser.alarms.create(alarmName, { when: Math.max(at, Date.now() + soonestAlarm) });
}

async function deviceName(): Promise<string> {
  const { os } = await browser.runtime.getPlatformInfo();
  // Chrome has no such question, whatever the types say.
  const told = "getBrowserInfo" in browser.runtime ? (await browser.runtime.getBrowserInfo()).name : undefined;
  return deviceNameOf(told, navigator.userAgent, os);
}
