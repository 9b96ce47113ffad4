/** Everything a page needs that is not in the page: the background, the clock, the browser. Comes in by context. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Ask } from "../api/client.ts";
import type { Permits } from "./permits.ts";

/** The real one is in browser-outside.ts; tests and the preview bring their own. */
export interface Outside {
  readonly ask: Ask;
  /** Calls `hear` whenever something changed in the wallet; the result ends that. */
  readonly onNews: (hear: () => void) => () => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** False when the browser is sure that it has no connection. */
  readonly isOnline: () => boolean;
  /** Calls `hear` whenever the connection comes or goes; the result ends that. */
  readonly onConnection: (hear: () => void) => () => void;
  /** What the user reads, best first (BCP 47). */
  readonly languages: readonly string[];
  /** Opens the settings at a route such as "backup"; from the popup this is a new tab. */
  readonly openPage: (route: string) => void;
  /** Shows a page of the web: where the user is, if that is the same site, else in a new tab. */
  readonly openWeb: (url: string) => void;
  /** Puts text on the clipboard; rejects when the browser does not allow it. */
  readonly copy: (text: string) => Promise<void>;
  /** Takes off the clipboard whatever is there, if possible before it returns; rejects when the browser does not allow it. */
  readonly emptyClipboard: () => Promise<void>;
  /** Has the browser save a text, or bytes, as a file of this name and type. */
  readonly saveFile: (name: string, type: string, content: string | Blob) => void;
  readonly print: () => void;
  /** Loads this page again. */
  readonly reload: () => void;
  /**
   * The picture of a camera, preferably of one that looks away from the user. Rejects as the browser does: with
   * NotAllowedError, NotFoundError (also where there are no cameras at all) or NotReadableError.
   */
  readonly openCamera: () => Promise<MediaStream>;
  /** Has the browser promise not to throw away what is stored; false when it does not. Harmless to repeat; never rejects. */
  readonly keepStorage: () => Promise<boolean>;
  /**
   * The taler links of the page that the user looks at, each checked by nobody yet. Rejects where the browser forbids
   * extensions to look. Absent outside of the popup: then nobody looks at a page.
   */
  readonly lookOnPage: (() => Promise<readonly string[]>) | undefined;
  readonly permits: Permits;
}

export const OutsideContext = createContext<Outside | undefined>(undefined);

/** Throws when no {@link OutsideContext} surrounds the component. */
export function useOutside(): Outside {
  const outside = useContext(OutsideContext);
  if (outside === undefined) throw new Error("a component outside of mount()");
  return outside;
}
