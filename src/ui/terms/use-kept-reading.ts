/** Keeps the reader at the same place of a text while it is exchanged for its translation. */
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { edgeFor, type PlaceInText, placeAt } from "./place-in-text.ts";

/** What scrolls the text: itself, something around it, or the page. */
function scrollerOf(text: HTMLElement): Element {
  for (let one: HTMLElement | null = text; one !== null; one = one.parentElement) {
    const { overflowY } = getComputedStyle(one);
    if ((overflowY === "auto" || overflowY === "scroll") && one.scrollHeight > one.clientHeight) return one;
  }
  return document.scrollingElement ?? text;
}

/** In pixels from the beginning of the text: the upper edge of what is in sight, and the lower ends of its parts. */
function layoutOf(text: HTMLElement, scroller: Element) {
  const parts = [...text.children].map((part) => part.getBoundingClientRect());
  const start = parts[0]?.top ?? 0;
  const sight = scroller === document.scrollingElement ? 0 : scroller.getBoundingClientRect().top;
  return { edge: sight - start, ends: parts.map(({ bottom }) => bottom - start) };
}

/** `which` tells one text from another. Who has not scrolled into the text stays where they are. */
export function useKeptReading(text: RefObject<HTMLElement | null>, which: unknown): void {
  const place = useRef<PlaceInText | undefined>(undefined);
  const shown = useRef(which);
  useLayoutEffect(() => {
    const isOther = shown.current !== which;
    shown.current = which;
    if (!isOther || text.current === null || place.current === undefined) return;
    const scroller = scrollerOf(text.current);
    const { edge, ends } = layoutOf(text.current, scroller);
    scroller.scrollTop += edgeFor(place.current, ends) - edge;
  }, [which]);
  useEffect(() => {
    const note = () => {
      if (text.current === null) return;
      const { edge, ends } = layoutOf(text.current, scrollerOf(text.current));
      place.current = edge > 0 ? placeAt(edge, ends) : undefined;
    };
    // Scrolling does not bubble: it is heard on its way down, whichever element scrolls.
    document.addEventListener("scroll", note, { capture: true, passive: true });
    return () => document.removeEventListener("scroll", note, { capture: true });
  }, []);
}
