/** Starts the browser for which an extension was built. */
import type { BrowserName, Launch } from "./browser.ts";
import { launchChromium } from "./chromium.ts";
import { launchFirefox } from "./firefox.ts";

const launchByName: Readonly<Record<BrowserName, Launch>> = { chromium: launchChromium, firefox: launchFirefox };

export const launch: Launch = (profile, extension, options) =>
  launchByName[extension.browser](profile, extension, options);
