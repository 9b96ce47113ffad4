/** What the user has allowed, asked of the browser each time: it is stored nowhere else. */
import browser from "webextension-polyfill";
import { permits } from "../api/permits.ts";
import type { Permits } from "./permits.ts";

export const browserPermits: Permits = {
  has: (name) => browser.permissions.contains(permits[name].needs),
  ask: (name) => browser.permissions.request(permits[name].needs),
  leave: async (name) => {
    await browser.permissions.remove(permits[name].leaves);
  },
  onChange(hear) {
    const listener = () => hear();
    const { onAdded, onRemoved } = browser.permissions;
    onAdded.addListener(listener);
    onRemoved.addListener(listener);
    return () => {
      onAdded.removeListener(listener);
      onRemoved.removeListener(listener);
    };
  },
  isInPrivateWindows: () => browser.extension.isAllowedIncognitoAccess(),
};
