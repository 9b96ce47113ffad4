/** A tab of Firefox, by WebDriver BiDi. */
import type { Bidi, Found } from "./bidi.ts";
import {
  expectClick,
  fileFieldOf,
  findVisible,
  isReady,
  isSeenInTime,
  isTextThere,
  isTicked,
  replaceText,
  wasClicked,
} from "./find-in-page.ts";
import { type Name, type Paper, type Role, type Size, type Tab, type Taste, waitUntil } from "./tab.ts";

const centimetres: Readonly<Record<Paper, Size>> = {
  A4: { width: 21, height: 29.7 },
  Letter: { width: 21.59, height: 27.94 },
};

export class FirefoxTab implements Tab {
  readonly #bidi: Bidi;
  readonly #context: string;

  constructor(bidi: Bidi, context: string) {
    this.#bidi = bidi;
    this.#context = context;
  }

  async address(): Promise<string> {
    return String(await this.#poll("it has an address", () => this.#bidi.evaluate(this.#context, "location.href")));
  }

  /** For pages of extensions the command itself never ends, so we look until the page is there. */
  async goTo(address: string): Promise<void> {
    const wait = address.startsWith("moz-extension:") ? "none" : "complete";
    await this.#bidi.send("browsingContext.navigate", { context: this.#context, url: address, wait });
    const isThere = "location.href !== 'about:blank' && document.readyState === 'complete'";
    await this.#until(`${address} is loaded`, () => this.#bidi.evaluate(this.#context, isThere));
  }

  async waitFor(role: Role, name: Name): Promise<void> {
    await this.#found(role, name);
  }

  async waitForText(wanted: RegExp): Promise<void> {
    await this.toFront();
    const { source, flags } = wanted;
    await this.#until(`it says ${wanted}`, () => this.#bidi.call(this.#context, isTextThere, source, flags));
  }

  async isVisible(role: Role, name: Name): Promise<boolean> {
    return (await this.#look(role, name)) !== undefined;
  }

  async click(role: Role, name: Name): Promise<void> {
    await this.toFront();
    const found = await this.#poll(`${role} ${name} can be clicked`, async () => {
      const seen = await this.#look(role, name);
      return seen && (await this.#bidi.call(this.#context, isReady, seen)) === true ? seen : undefined;
    });
    // It may have been moved or replaced at the last moment; then no click has happened.
    if (!(await this.#press(found))) await this.click(role, name);
  }

  async check(name: Name): Promise<void> {
    const isOn = async () =>
      (await this.#bidi.call(this.#context, isTicked, await this.#found("checkbox", name))) === true;
    if (!(await isOn())) await this.click("checkbox", name);
    await waitUntil(`${name} is ticked`, isOn);
  }

  async fill(name: Name, value: string): Promise<void> {
    const found = await this.#found("textbox", name);
    await this.#until(`${name} can be filled`, () => this.#bidi.call(this.#context, replaceText, found, value));
  }

  /** The dialog of the browser cannot be answered from outside: the field behind the button gets the file. */
  async choose(name: Name, file: string): Promise<void> {
    const button = await this.#found("button", name);
    const element = await this.#bidi.call(this.#context, fileFieldOf, button);
    await this.#bidi.send("input.setFiles", { context: this.#context, element, files: [file] });
  }

  async textOf(id: string): Promise<string> {
    const expression = `document.getElementById(${JSON.stringify(id)})?.innerText`;
    return String(await this.#poll(`there is an element ${id}`, () => this.#bidi.evaluate(this.#context, expression)));
  }

  async evaluate(expression: string): Promise<unknown> {
    const json = await this.#bidi.evaluate(this.#context, `Promise.resolve(${expression}).then(JSON.stringify)`);
    return typeof json === "string" ? JSON.parse(json) : undefined;
  }

  picture(isWhole = false): Promise<Uint8Array> {
    return this.#capture({ origin: isWhole ? "document" : "viewport" });
  }

  async pictureOf(role: Role, name: Name): Promise<Uint8Array> {
    const element = await this.#found(role, name);
    await this.#bidi.call(this.#context, isReady, element);
    return this.#capture({ clip: { type: "element", element } });
  }

  async print(paper: Paper): Promise<Uint8Array> {
    // The page itself leaves room at its edges.
    const margin = { top: 0, right: 0, bottom: 0, left: 0 };
    const wanted = { context: this.#context, page: centimetres[paper], margin, shrinkToFit: false };
    const { data } = await this.#bidi.send<{ readonly data: string }>("browsingContext.print", wanted);
    return Buffer.from(data, "base64");
  }

  /** What is behind is painted seldom. */
  async toFront(): Promise<void> {
    await this.#bidi.send("browsingContext.activate", { context: this.#context });
  }

  async resize(viewport: Size): Promise<void> {
    await this.#bidi.send("browsingContext.setViewport", { context: this.#context, viewport });
  }

  async showFor({ scheme, isStill = false, hasForcedColours = false, hasOnlyTouch = false }: Taste): Promise<void> {
    const settings = {
      "layout.css.prefers-color-scheme.content-override": scheme === "light" ? 1 : 0,
      "ui.prefersReducedMotion": Number(isStill),
      "browser.display.document_color_use": hasForcedColours ? 2 : 0,
      // 1 is a coarse pointer, 2 a fine one, 4 one that can hover.
      "ui.primaryPointerCapabilities": hasOnlyTouch ? 1 : 6,
    };
    const setAll = ([name, value]: [string, number]) => `Services.prefs.setIntPref("${name}", ${value})`;
    await this.#bidi.evaluateInside(Object.entries(settings).map(setAll).join());
    // The page hears of it with one of its next frames.
    const seen = [
      // With the colours of the system comes its scheme.
      hasForcedColours ? "(forced-colors: active)" : `(forced-colors: none) and (prefers-color-scheme: ${scheme})`,
      `(prefers-reduced-motion: ${isStill ? "reduce" : "no-preference"})`,
      hasOnlyTouch ? "(pointer: coarse)" : "(not (pointer: coarse))",
    ];
    await this.#until("the page has heard what it is like", () =>
      this.#bidi.call(this.#context, isSeenInTime, seen.join(" and ")),
    );
  }

  async close(): Promise<void> {
    await this.#bidi.send("browsingContext.close", { context: this.#context });
  }

  async #look(role: Role, name: Name): Promise<Found | undefined> {
    const [wanted, flags] = typeof name === "string" ? [name, null] : [name.source, name.flags];
    const found = await this.#bidi.call(this.#context, findVisible, role, wanted, flags);
    return (found ?? undefined) as Found | undefined;
  }

  async #found(role: Role, name: Name): Promise<Found> {
    await this.toFront();
    return this.#poll(`there is a ${role} ${name}`, () => this.#look(role, name));
  }

  /** Looks again and again until there is something. While a page comes or goes, looking may fail. */
  async #poll<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
    let found: T | undefined;
    let failure: unknown;
    const isThere = async () => {
      found = await look().catch((error: unknown) => {
        failure = error;
        return undefined;
      });
      return found !== undefined;
    };
    await waitUntil(what, isThere).catch(({ message }: Error) => {
      throw new Error(message, { cause: failure });
    });
    return found as T;
  }

  /** Asks again and again until the answer is true. */
  async #until(what: string, ask: () => Promise<unknown>): Promise<void> {
    await this.#poll(what, async () => ((await ask()) === true ? true : undefined));
  }

  /** A click in the middle of the element; false when that has not reached it, as it had moved or left the page. */
  async #press(element: Found): Promise<boolean> {
    const origin = { type: "element", element };
    const actions = [
      { type: "pointerMove", x: 0, y: 0, origin },
      { type: "pointerDown", button: 0 },
      { type: "pointerUp", button: 0 },
    ];
    const mouse = { type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions };
    try {
      await this.#bidi.call(this.#context, expectClick, element);
      await this.#bidi.send("input.performActions", { context: this.#context, actions: [mouse] });
    } catch (error) {
      if (error instanceof Error && /no such (element|node)|stale element/.test(error.message)) return false;
      throw error;
    }
    // A page that was left by the click cannot tell any more.
    return this.#bidi.call(this.#context, wasClicked, element).then(
      (was) => was === true,
      () => true,
    );
  }

  async #capture(parameters: object): Promise<Uint8Array> {
    await this.toFront();
    const wanted = { context: this.#context, ...parameters };
    const { data } = await this.#bidi.send<{ readonly data: string }>("browsingContext.captureScreenshot", wanted);
    return Buffer.from(data, "base64");
  }
}
