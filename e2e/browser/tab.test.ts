/** Tabs show pages as different people want them: without this, looking at them would prove little. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { browserNames, newProfile } from "./browser.ts";
import { launch } from "./launch.ts";
import { builtFor } from "./project.ts";

/** What a page must see of each taste. */
const tastes = [
  [{ scheme: "light" }, "(prefers-color-scheme: light) and (forced-colors: none)"],
  [{ scheme: "dark", isStill: true }, "(prefers-color-scheme: dark) and (prefers-reduced-motion: reduce)"],
  [{ scheme: "light", hasForcedColours: true }, "(forced-colors: active) and (prefers-reduced-motion: no-preference)"],
  [{ scheme: "light", hasOnlyTouch: true }, "(hover: none) and (pointer: coarse) and (forced-colors: none)"],
  [{ scheme: "light" }, "(prefers-color-scheme: light) and (not (pointer: coarse))"],
] as const;

describe("a tab", () => {
  for (const name of browserNames)
    it(`shows pages in ${name} as somebody wants them`, async () => {
      const profile = newProfile();
      const extension = await builtFor(name, "tab-test", { exchanges: [], services: [] });
      const browser = await launch(profile.folder, extension, { isHeadless: true });
      try {
        const tab = await browser.open("popup.html");
        for (const [taste, seen] of tastes) {
          await tab.showFor(taste);
          assert.equal(await tab.evaluate(`matchMedia("${seen}").matches`), true, seen);
        }
      } finally {
        await browser.close();
        profile.remove();
      }
    });
});
