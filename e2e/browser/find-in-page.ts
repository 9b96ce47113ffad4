/**
 * Functions that Firefox runs inside a page: each is sent as text, so it stands alone. Roles and names are computed as
 * WAI-ARIA and HTML have it, as far as our pages need; in Chromium the same is done by playwright.
 */
import type { Role } from "./tab.ts";

/**
 * The first visible element of this role whose name is `name`, or, with `flags`, matches it as a regular expression.
 */
export function findVisible(role: Role, name: string, flags: string | null): Element | null {
  const implied: Readonly<Record<Role, string>> = {
    button: "button, input[type=submit]",
    checkbox: "input[type=checkbox]",
    heading: "h1, h2, h3, h4, h5, h6",
    img: "img, svg",
    link: "a[href]",
    radio: "input[type=radio]",
    switch: "[role=switch]",
    textbox: "textarea, input:not([type]), input:is([type=text], [type=url], [type=email], [type=tel])",
  };
  const words = (text: string | null | undefined) => (text ?? "").replace(/\s+/g, " ").trim();
  const textOf = (element: Element) => words(element instanceof HTMLElement ? element.innerText : element.textContent);
  const namesOf = function* (element: Element): Generator<string> {
    const ids = words(element.getAttribute("aria-labelledby")).split(" ");
    yield words(ids.map((id) => document.getElementById(id)?.textContent).join(" "));
    yield words(element.getAttribute("aria-label"));
    if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)
      yield words([...(element.labels ?? [])].map(textOf).join(" "));
    yield words(element.getAttribute("alt"));
    yield words(element.querySelector(":scope > title")?.textContent);
    yield textOf(element);
    yield words(element.getAttribute("title"));
  };
  const isNamed = (element: Element) => {
    const own = [...namesOf(element)].find((one) => one !== "") ?? "";
    return flags === null ? own === words(name) : new RegExp(name, flags).test(own);
  };
  const isSeen = (element: Element) =>
    element.checkVisibility({ visibilityProperty: true }) && element.closest("[aria-hidden=true]") === null;
  const all = document.querySelectorAll(`:is(${implied[role]}):not([role]), [role=${role}]`);
  return [...all].find((element) => isSeen(element) && isNamed(element)) ?? null;
}

/** Brings the element into view; resolves to whether a click in its middle would reach it and do something. */
export async function isReady(element: Element): Promise<boolean> {
  const place = () => Object.values(element.getBoundingClientRect().toJSON()).join();
  element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  const before = place();
  // What still moves would be missed.
  await new Promise((resolve) => setTimeout(resolve, 50));
  const { x, y, width, height } = element.getBoundingClientRect();
  const isUncovered = element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
  const isDead = element.matches(":disabled, [aria-disabled=true]");
  return document.readyState === "complete" && before === place() && isUncovered && !isDead;
}

/** From now on {@link wasClicked} tells whether a click has reached the element. The page itself is not changed. */
export function expectClick(element: Element): void {
  const note = () => Reflect.set(element, "wasClickedByTest", true);
  Reflect.set(element, "wasClickedByTest", false);
  // Of the click itself an extension may let the page hear nothing.
  element.addEventListener("pointerdown", note, { capture: true, once: true });
}

/** Whether a click has reached the element. */
export async function wasClicked(element: Element): Promise<boolean> {
  const isSo = () => Reflect.get(element, "wasClickedByTest") === true;
  for (let look = 0; look < 20 && !isSo(); look += 1) await new Promise((resolve) => setTimeout(resolve, 25));
  return isSo();
}

/** Replaces what stands in a text field, as if it had been pasted there; false when the field takes nothing. */
export function replaceText(field: HTMLInputElement | HTMLTextAreaElement, text: string): boolean {
  field.focus();
  field.select();
  return document.execCommand("insertText", false, text);
}

/** The field for files that a button stands for. */
export const fileFieldOf = (button: Element): Element | null =>
  button.parentElement?.querySelector("input[type=file]") ?? null;

export const isTicked = (box: HTMLInputElement): boolean => box.checked;

export const isTextThere = (text: string, flags: string): boolean =>
  new RegExp(text, flags).test((document.body?.innerText ?? "").replace(/\s+/g, " "));

/** Whether what a media query asks for is so with one of the next frames. */
export async function isSeenInTime(query: string): Promise<boolean> {
  const isSo = () => matchMedia(query).matches;
  for (let frame = 0; frame < 60 && !isSo(); frame += 1) await new Promise((next) => requestAnimationFrame(next));
  return isSo();
}
