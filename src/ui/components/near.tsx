/** A part of something long that is on the page only while it is near the window; otherwise a gap of its height is. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** How far beyond the window something is near, so that who scrolls quickly or moves on by keys finds it there. */
const margin = "800px 0px";

interface NearProps {
  readonly isNear: boolean;
  /** Of the gap, in pixels. */
  readonly height: number | undefined;
  /** Called when it comes near, and when it has gone far, with its height. */
  readonly onMove: (isNear: boolean, height: number) => void;
  readonly children: ComponentChildren;
}

export function Near({ isNear, height, onMove, children }: NearProps) {
  const place = useRef<HTMLDivElement>(null);
  const newest = useRef(onMove);
  newest.current = onMove;
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const watcher = new IntersectionObserver(
      (entries) => {
        // Of several the last is how it is now.
        const entry = entries.at(-1);
        // What has the focus stays, wherever it is: otherwise the next key would begin at the top again.
        if (entry !== undefined && (entry.isIntersecting || !element.contains(document.activeElement)))
          newest.current(entry.isIntersecting, entry.boundingClientRect.height);
      },
      { root: scrollerOf(element), rootMargin: margin },
    );
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  return (
    <div ref={place} style={isNear || height === undefined ? undefined : { height: `${height}px` }}>
      {isNear && children}
    </div>
  );
}

/** What scrolls the element; null for the window. */
function scrollerOf(element: Element): Element | null {
  for (let outer = element.parentElement; outer !== null && outer !== document.body; outer = outer.parentElement)
    if (/auto|scroll/.test(getComputedStyle(outer).overflowY)) return outer;
  return null;
}
