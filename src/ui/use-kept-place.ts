/** Finding a list again as one left it: scrolled to where it was, with the focus on what was opened. */
import { useLayoutEffect, useRef } from "preact/hooks";

/** Where somebody was in a list; kept in memory by whoever outlives the list. */
export interface Place {
  top: number;
  /** The link that led away. */
  link?: string | undefined;
}

/** Props for the element that scrolls and holds the links. */
export function useKeptPlace(place: Place | undefined) {
  const ref = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    if (place === undefined || element === null) return;
    // Where nothing was scrolled, setting it would only make the browser lay everything out twice.
    if (place.top > 0) element.scrollTop = place.top;
    if (place.link === undefined) return;
    element.querySelector<HTMLElement>(`a[href="${CSS.escape(place.link)}"]`)?.focus({ preventScroll: true });
    place.link = undefined;
  }, [place]);
  return {
    ref,
    onScroll: () => {
      if (place !== undefined && ref.current !== null) place.top = ref.current.scrollTop;
    },
    onClick: ({ target }: Event) => {
      const link = target instanceof Element ? target.closest("a")?.getAttribute("href") : undefined;
      if (place !== undefined) place.link = link ?? undefined;
    },
  };
}
