/** A tab of Chromium, by playwright. */
import type { CDPSession, Locator, Page } from "playwright-core";
import { type Name, patience, type Role, type Tab, type Taste } from "./tab.ts";

const inTime = { timeout: patience };

/** The first that can be seen. */
const firstOf = (locator: Locator) => locator.filter({ visible: true }).first();

export function chromiumTab(page: Page): Tab {
  let session: CDPSession | undefined;
  const find = (role: Role, name: Name) => firstOf(page.getByRole(role, { name, exact: true }));
  return {
    address: async () => page.url(),
    goTo: async (address) => void (await page.goto(address)),
    waitFor: (role, name) => find(role, name).waitFor(inTime),
    waitForText: (text) => firstOf(page.getByText(text)).waitFor(inTime),
    isVisible: (role, name) => find(role, name).isVisible(),
    click: (role, name) => find(role, name).click(inTime),
    check: (name) => find("checkbox", name).check(inTime),
    fill: (name, text) => find("textbox", name).fill(text, inTime),
    choose: async (name, file) => {
      const asking = page.waitForEvent("filechooser", inTime);
      await find("button", name).click(inTime);
      await (await asking).setFiles(file);
    },
    textOf: (id) => page.locator(`#${id}`).innerText(inTime),
    evaluate: (expression) => page.evaluate<unknown>(expression),
    picture: (isWhole = false) => page.screenshot({ fullPage: isWhole }),
    pictureOf: (role, name) => find(role, name).screenshot(inTime),
    print: (format) => page.pdf({ format }),
    toFront: () => page.bringToFront(),
    resize: (size) => page.setViewportSize(size),
    showFor: async (taste) => {
      // What is emulated ends with its session.
      session ??= await page.context().newCDPSession(page);
      await showFor(page, session, taste);
    },
    close: () => page.close(),
  };
}

async function showFor(page: Page, session: CDPSession, taste: Taste): Promise<void> {
  const { scheme, isStill = false, hasForcedColours = false, hasOnlyTouch = false } = taste;
  await page.emulateMedia({
    colorScheme: scheme,
    reducedMotion: isStill ? "reduce" : "no-preference",
    forcedColors: hasForcedColours ? "active" : "none",
  });
  await session.send("Emulation.setTouchEmulationEnabled", { enabled: hasOnlyTouch });
}
