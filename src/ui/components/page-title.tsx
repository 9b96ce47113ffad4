/** The first heading of a screen. It takes the focus on arrival, so that keyboard and screen reader start there. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface PageTitleProps {
  readonly children: ComponentChildren;
  /** For the window's title; the heading's own words unless given. */
  readonly windowTitle?: string;
}

/** The first screen of a page leaves the focus where the browser has put it. */
let hasArrivedBefore = false;

export function PageTitle({ children, windowTitle }: PageTitleProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Who comes back to a list finds the focus where it was (use-kept-place.ts).
    const isFocused = document.querySelector("main")?.contains(document.activeElement) === true;
    if (hasArrivedBefore && !isFocused) heading.current?.focus();
    hasArrivedBefore = true;
  }, []);
  useEffect(() => {
    document.title = `${windowTitle ?? heading.current?.textContent ?? ""} · Satchel`;
  });
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
