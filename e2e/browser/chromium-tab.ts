/** A tab of Chromium, by playwright. */
import type { Locator, Page } from "playwright-core";
import { type Name, patience, type Role, type Tab } from "./tab.ts";

const inTime = { timeout: patience };

/** The first that can be seen. */
const firstOf = (locator: Locator) => locator.filter({ visible: true }).first();

export function chromiumTab(page: Page): Tab {
  const find = (role: Role, name: Name) => firstOf(page.getByRole(role, { name, exact: true }));
  return {
    address: async () => page.url(),
    waitFor: (role, name) => find(role, name).waitFor(inTime),
    waitForText: (text) => firstOf(page.getByText(text)).waitFor(inTime),
    isVisible: (role, name) => find(role, name).isVisible(),
    click: (role, name) => find(role, name).click(inTime),
    check: (name) => find("checkbox", name).check(inTime),
    fill: (name, text) => find("textbox", name).fill(text, inTime),
    textOf: (id) => page.locator(`#${id}`).innerText(inTime),
    evaluate: (expression) => page.evaluate<unknown>(expression),
    picture: () => page.screenshot(),
    pictureOf: (role, name) => find(role, name).screenshot(inTime),
    resize: (size) => page.setViewportSize(size),
    close: () => page.close(),
  };
}
