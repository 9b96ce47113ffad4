/** Something that a button opens in its place, and that gives the button the focus back when it closes. */
import { useState } from "preact/hooks";

export interface Opened {
  readonly isOpen: boolean;
  /** It was open, so that the button is what the user comes back to. */
  readonly wasOpen: boolean;
  readonly open: () => void;
  readonly close: () => void;
}

export function useOpened(): Opened {
  const [state, setState] = useState<"untouched" | "open" | "closed">("untouched");
  return {
    isOpen: state === "open",
    wasOpen: state === "closed",
    open: () => setState("open"),
    close: () => setState("closed"),
  };
}
