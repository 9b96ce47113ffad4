/** A browser with the wallet, a bank, a shop and a page of the web, and somebody who sees whether the popup opens. */
import assert from "node:assert/strict";
import type { Env } from "../../src/env/env.ts";
import { type RunningSandbox, startSandbox } from "../sandbox/start.ts";
import { type Browser, type BrowserName, newProfile } from "./browser.ts";
import { launch } from "./launch.ts";
import { builtFor } from "./project.ts";
import { type Tab, waitUntil } from "./tab.ts";
import { startWebSite, type WebPage, type WebSite } from "./web-page.ts";

/** Long enough for a popup that shall not come, in milliseconds. */
const quiet = 1500;

export const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const popup = "chrome.extension.getViews({ type: 'popup' })[0]";
const switches = "[...document.querySelectorAll('[role=switch]')].map((one) => one.ariaChecked).join()";

/** The wallet has been allowed nothing at the start. */
export async function startLinkScene(name: BrowserName): Promise<LinkScene> {
  const ports = { start: 0, bank: 0, exchange: 0, sync: 0, paidSync: 0, merchant: 0 };
  const scene = new LinkScene(name, await startSandbox({ ports }), await startWebSite());
  await scene.start(false);
  return scene;
}

export class LinkScene {
  readonly world: RunningSandbox;
  readonly site: WebSite;
  readonly #name: BrowserName;
  readonly #presets: Env["presets"];
  readonly #profile = newProfile();
  #running: { readonly browser: Browser; own: Tab } | undefined;

  constructor(name: BrowserName, world: RunningSandbox, site: WebSite) {
    this.#name = name;
    this.world = world;
    this.site = site;
    this.#presets = { exchanges: [world.addresses.exchange], services: [] };
  }

  get browser(): Browser {
    assert.ok(this.#running);
    return this.#running.browser;
  }

  /** A page of ours, behind all others: from there one sees the popup. */
  get own(): Tab {
    assert.ok(this.#running);
    return this.#running.own;
  }

  async start(isGranted: boolean): Promise<void> {
    const extension = await builtFor(this.#name, `links-test-${process.pid}`, this.#presets, isGranted);
    const browser = await launch(this.#profile.folder, extension, { isHeadless: true });
    this.#running = { browser, own: await browser.open("options.html#general") };
  }

  /** Opens the page of ours again, after it was closed by an update. */
  async openOwn(): Promise<void> {
    assert.ok(this.#running);
    this.#running.own = await this.browser.open("options.html#general");
  }

  /** Lets the extension do everything that it may ask for. */
  async allow(): Promise<void> {
    if (this.#name === "firefox") {
      await this.own.click("switch", /^Notice requests/);
      await this.switchesAre("true,true");
      return;
    }
    await this.browser.close();
    await this.start(true);
  }

  /** Waits until the switches of the page of ours are "true" or "false", one after the other. */
  async switchesAre(wanted: string): Promise<void> {
    await waitUntil(`the switches are ${wanted}`, async () => (await this.own.evaluate(switches)) === wanted);
  }

  async close(): Promise<void> {
    await this.#running?.browser.close();
    await this.site.close();
    await this.world.close();
    this.#profile.remove();
  }

  /** What the popup shows; nothing while it is closed. */
  async shown(): Promise<string> {
    const text = await this.own.evaluate(`String(${popup}?.document.body?.innerText ?? "").replace(/\\s+/g, " ")`);
    return String(text ?? "");
  }

  readonly isOpen = async (): Promise<boolean> => (await this.shown()) !== "";

  /** Waits until the popup says this, then closes it. */
  async offers(words: string): Promise<void> {
    await waitUntil(`the popup says ${words}`, async () => (await this.shown()).includes(words));
    await this.closePopup();
  }

  async closePopup(): Promise<void> {
    await this.own.evaluate(`${popup}?.close()`);
    await waitUntil("the popup is closed", async () => !(await this.isOpen()));
  }

  async opensNothing(): Promise<void> {
    await sleep(quiet);
    assert.equal(await this.shown(), "");
  }

  readonly show = (page: WebPage): Promise<Tab> => this.browser.open(this.site.addressOf(page));

  async click(page: Tab): Promise<void> {
    await page.toFront();
    await page.click("link", "Open the wallet");
  }

  /** Just after a start the script may not be in the page yet, or the background may not be awake. */
  async clickUntilHeard(page: Tab, isHeard: () => Promise<boolean> = this.isOpen): Promise<void> {
    await waitUntil("a click is heard", async () => {
      await this.click(page);
      await sleep(quiet);
      return isHeard();
    });
  }

  /** Clicks until the popup is shown in a tab, and returns that one. */
  async clickUntilInTab(page: Tab): Promise<Tab> {
    const found = async () => {
      for (const tab of await this.browser.tabs()) if ((await tab.address()).includes("/popup.html")) return tab;
      return undefined;
    };
    await this.clickUntilHeard(page, async () => (await found()) !== undefined);
    return (await found()) as Tab;
  }

  /** Opens the popup over the page in front and asks it to look there. */
  async look(): Promise<void> {
    await this.own.evaluate("chrome.action.openPopup().then(() => {})");
    await waitUntil("the popup is open", this.isOpen);
    await this.own.evaluate(`void (${popup}.location.hash = "look")`);
  }

  /** From now on {@link handedOver} counts what scripts in pages say. */
  async listen(): Promise<void> {
    const hear = "({ ask }) => { if (ask === 'openLink') seen += 1; }";
    await this.own.evaluate(`void (seen = 0, chrome.runtime.onMessage.addListener(${hear}))`);
  }

  readonly handedOver = (): Promise<unknown> => this.own.evaluate("seen");
}
