/** A browser with the extension in a profile of its own, whichever browser it is. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Size, Tab } from "./tab.ts";

export const browserNames = ["chromium", "firefox"] as const;
export type BrowserName = (typeof browserNames)[number];

/** The extension as built for one of the browsers. */
export interface Extension {
  readonly browser: BrowserName;
  /** Unpacked. */
  readonly folder: string;
  /** As the manifest has it for Firefox; Chromium makes one by itself. */
  readonly id: string;
}

export interface Browser {
  /** Opens a page of the extension by its path, or any other by its address, in a new tab. */
  open(address: string): Promise<Tab>;
  /** All tabs that are open now. */
  tabs(): Promise<readonly Tab[]>;
  /** The address of a page of the extension. */
  addressOf(path: string): string;
  isBackgroundRunning(): Promise<boolean>;
  /** Stops the background, as the browser does when it needs the memory; a message or an alarm wakes it. */
  stopBackground(): Promise<void>;
  /** Which version of the extension runs. */
  version(): Promise<string>;
  /**
   * Hands over what lies in the extension's folder now, as an update. Chromium has taken it in the end; Firefox has asked
   * the background when to take it, if that wants to be asked.
   */
  update(): Promise<void>;
  /** Opens a page of the web in a private window of its own. */
  openPrivately(address: string): Promise<Tab>;
  /** Waits until the popup over a private window, or as near to that as the browser lets us come, says this. */
  privatePopupSays(text: RegExp): Promise<void>;
  /** The text that would be pasted now; empty when there is none. */
  clipboard(): Promise<string>;
  /** What the browser holds against the extension's own pages and background: errors, and what their policy forbids. */
  complaints(): Promise<readonly string[]>;
  /** Firefox alone: evaluates an expression in the browser's own window, with all its rights. */
  evaluateInside?(expression: string): Promise<unknown>;
  close(): Promise<void>;
  /** Resolves when the browser has ended, whoever ended it. */
  readonly ended: Promise<void>;
}

export interface LaunchOptions {
  /** Without a window; then light, in English and of a known size. */
  readonly isHeadless: boolean;
  /** A camera that may be used, or that may not; the real ones of this computer when absent. */
  readonly camera?: Camera;
  /** The user lets the extension into private windows. */
  readonly isAllowedInPrivate?: boolean;
}

/** The film is a file (Y4M) that Chromium's camera shows; Firefox's shows colours. */
export type Camera = { readonly film: string } | "refused";

/** Starts a browser on a profile; the same folder again continues where it ended. */
export type Launch = (profile: string, extension: Extension, options: LaunchOptions) => Promise<Browser>;

/** The popup as browsers show it; every other page in a window that is not large. */
export const sizeOf = (address: string): Size =>
  address.includes("/popup.html") ? { width: 360, height: 600 } : { width: 960, height: 800 };

/** A folder for a browser profile; `remove` throws the profile away, and so does the end of this process. */
export function newProfile(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "satchel-profile-"));
  // A browser that has just ended may still be writing its last files.
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  process.once("exit", remove);
  return { folder, remove };
}
