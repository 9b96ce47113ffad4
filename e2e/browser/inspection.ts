/** What is looked for in a page that is open: functions that a browser runs inside it, each sent as text, so it stands alone. */

/** What axe-core finds, one line per element; only by these rules when some are named. axe must be in the page. */
export async function axeFindings(rules: readonly string[]): Promise<readonly string[]> {
  interface Finding {
    readonly id: string;
    readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
  }
  const { axe } = globalThis as unknown as {
    readonly axe: { run(options: object): Promise<{ readonly violations: readonly Finding[] }> };
  };
  const { violations } = await axe.run(rules.length === 0 ? {} : { runOnly: { type: "rule", values: rules } });
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`));
}

/** What stands out of the window, is cut off, or is too small to hit. */
export function misfits(): readonly string[] {
  const nameOf = (element: Element) => {
    const classes = [...element.classList].map((name) => `.${name}`).join("");
    return `${element.localName}${classes} “${element.textContent?.trim().slice(0, 40)}”`;
  };
  const seen = [...document.querySelectorAll("html, body *")].filter((element) => element.checkVisibility());
  /** The innermost elements that stand out of a box. */
  const standingOut = (box: Element) => {
    const edge = box.getBoundingClientRect().left + box.clientLeft + box.clientWidth + 1;
    const out = [...box.querySelectorAll("*")].filter((inner) => inner.getBoundingClientRect().right > edge);
    const innermost = out.filter((inner) => !out.some((other) => other !== inner && inner.contains(other)));
    return innermost.slice(0, 3).map(nameOf);
  };
  const isTooWide = (element: Element) => {
    const { overflowX, textOverflow, clipPath, display } = getComputedStyle(element);
    // An ellipsis says that there is more, and what only screen readers get is cut off on purpose.
    const isMeant = textOverflow === "ellipsis" || clipPath !== "none" || element instanceof HTMLInputElement;
    const isBox = overflowX !== "visible" || element.matches("html, button, .button, .row, .note, .card");
    return isBox && !isMeant && display !== "inline" && element.scrollWidth > element.clientWidth + 1;
  };
  const fields = "input:not([type=checkbox], [type=radio]), select, textarea";
  const targets = `button, .button, ${fields}, .check, .row.option, a.row, nav a, .crumb`;
  const isTooSmall = (element: Element) => {
    const { width, height } = element.getBoundingClientRect();
    return element.matches(targets) && Math.min(width, height) < 43.9;
  };
  return [
    ...seen.filter(isTooWide).map((element) => `${element.localName} is too narrow for ${standingOut(element).join()}`),
    ...seen.filter(isTooSmall).map((element) => `${nameOf(element)} is too small to hit`),
  ];
}

/**
 * Makes all words longer by two fifths, as another language might, and every name as long as 60 letters without a
 * blank. Amounts, codes and what is not words stay as they are.
 */
export function stretch(): void {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  for (const text of texts) {
    if (text.parentElement?.closest(".nowrap, .figure, .row-amount, .mono, .words, .spoken, script")) continue;
    // A name stands in pieces, between which it may break.
    const isName = text.parentElement?.matches(".name") && text.previousSibling === null;
    if (isName) text.data = "Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüssel.";
    else if (/\p{L}{2}/u.test(text.data)) text.data += text.data.slice(0, Math.ceil(text.data.length * 0.4));
  }
}

/** Widens what is between letters, words and lines as far as WCAG 2.2 (1.4.12) says that nothing may get lost. */
export function spaceOut(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    "body * { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.5 !important } p { margin-bottom: 2em !important }",
  );
  document.adoptedStyleSheets = [sheet];
}

/** What moves although the user has asked for stillness. */
export function movements(): readonly string[] {
  const running = document.getAnimations().filter(({ playState }) => playState === "running");
  return running.map(({ effect }) => `${(effect as KeyframeEffect).target?.getAttribute("class")} moves`);
}

/** What takes the focus without showing it by a ring of at least two pixels. */
export function unseenFocus(): readonly string[] {
  const stops = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const stopsHere = [...document.querySelectorAll<HTMLElement>(stops)].filter((stop) => stop.checkVisibility());
  const ringOf = (element: Element | null) => {
    if (element === null) return 0;
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
    return outlineStyle === "none" || /^rgba.* 0\)$/.test(outlineColor) ? 0 : Number.parseFloat(outlineWidth);
  };
  const unseen = stopsHere.filter((stop) => {
    // As if it had been reached by a key.
    const byKey: FocusOptions & { readonly focusVisible: boolean } = { preventScroll: true, focusVisible: true };
    stop.focus(byKey);
    return Math.max(ringOf(stop), ringOf(stop.closest(".check, .option"))) < 2;
  });
  (document.activeElement as HTMLElement | null)?.blur();
  return unseen.map((stop) => `${stop.localName} “${stop.textContent}” does not show that it has the focus`);
}

/** States that are gone where the system chooses the colours and takes away all grounds. */
export function lostStates(): readonly string[] {
  const all = (selector: string) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
  const lineOf = (element: Element) => {
    const { outlineStyle, borderTopStyle, borderTopColor, backgroundColor } = getComputedStyle(element);
    return outlineStyle !== "none" || (borderTopStyle !== "none" && borderTopColor !== backgroundColor);
  };
  const dot = (element: Element) => getComputedStyle(element).backgroundColor;
  const lost = [
    ...all("nav a[aria-current], .note, .bar, .onoff, .group, .input").filter((element) => !lineOf(element)),
    ...all(".button:not(.plain)").filter((element) => !lineOf(element) && dot(element) === dot(document.body)),
    ...all(".dot").filter((element) => dot(element) === dot(document.body)),
  ];
  const [waiting] = all(".button[aria-disabled=true]:not(:has(.spin))");
  const [ready] = all(".button:not([aria-disabled=true], .primary)");
  const isSame = waiting && ready && getComputedStyle(waiting).color === getComputedStyle(ready).color;
  return [
    ...(isSame ? ["a button that is switched off looks like the others"] : []),
    ...lost.map((element) => `${element.localName}.${element.className} cannot be seen`),
  ];
}
