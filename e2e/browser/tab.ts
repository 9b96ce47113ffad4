/** A tab of a browser, and what people do there: they find things by role and name, as a screen reader says them. */

/** Milliseconds to wait for anything that happens by itself. */
export const patience = 30_000;

export type Role = "button" | "checkbox" | "heading" | "img" | "link" | "radio" | "switch" | "textbox";

/** A whole accessible name, white space aside, or something that is found in one. */
export type Name = string | RegExp;

export interface Size {
  readonly width: number;
  readonly height: number;
}

export type Paper = "A4" | "Letter";

/** How somebody wants to see pages, as the settings of a system say it. */
export interface Taste {
  readonly scheme: "light" | "dark";
  /** Nothing shall move. */
  readonly isStill?: boolean;
  /** The few colours of a system that is set to high contrast. */
  readonly hasForcedColours?: boolean;
  /** A finger, and no mouse. */
  readonly hasOnlyTouch?: boolean;
}

/**
 * The same in every browser. Of several things that match, the first that can be seen is meant. What is not there yet
 * is waited for; after {@link patience} the promise is rejected.
 */
export interface Tab {
  address(): Promise<string>;
  /** Loads another page. */
  goTo(address: string): Promise<void>;
  waitFor(role: Role, name: Name): Promise<void>;
  waitForText(text: RegExp): Promise<void>;
  /** Whether it can be seen now. */
  isVisible(role: Role, name: Name): Promise<boolean>;
  click(role: Role, name: Name): Promise<void>;
  /** Ticks a checkbox that is not ticked yet. */
  check(name: Name): Promise<void>;
  /** Puts this text into a text field, instead of what is there. */
  fill(name: Name, text: string): Promise<void>;
  /** Chooses a file of this computer where the button asks for one. */
  choose(name: Name, file: string): Promise<void>;
  /** The text of the element with this id. */
  textOf(id: string): Promise<string>;
  /** What the expression, or the promise it makes, evaluates to in the page; any JSON. */
  evaluate(expression: string): Promise<unknown>;
  /** What can be seen of the page, or the whole of it, as PNG. */
  picture(isWhole?: boolean): Promise<Uint8Array>;
  pictureOf(role: Role, name: Name): Promise<Uint8Array>;
  /** The page as it is printed on paper of this size, as PDF. */
  print(paper: Paper): Promise<Uint8Array>;
  /** Brings the tab to the front, as a click on it does. */
  toFront(): Promise<void>;
  resize(size: Size): Promise<void>;
  /** Shows pages as somebody wants them; in Firefox this is so in all tabs. */
  showFor(taste: Taste): Promise<void>;
  close(): Promise<void>;
}

/** Waits until it is so, asking again and again. Throws after {@link patience}, naming what was waited for. */
export async function waitUntil(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + patience;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`waited too long until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
