/** The Escape key as a way back. */
import { useEffect, useRef } from "preact/hooks";

/** Calls the newest `leave` when Escape is pressed and nothing on the screen has a use for it. */
export function useEscape(leave: () => void): void {
  const newest = useRef(leave);
  newest.current = leave;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
      // Left to itself the browser would close the whole popup.
      event.preventDefault();
      newest.current();
    };
    addEventListener("keydown", listen);
    return () => removeEventListener("keydown", listen);
  }, []);
}
