/** What the user has allowed beyond the least, as a page sees it. */
import type { PermitName } from "../api/permits.ts";

/** The real one is in browser-permits.ts. */
export interface Permits {
  readonly has: (name: PermitName) => Promise<boolean>;
  /** Lets the browser ask the user, which it does only in a click: nothing may be awaited before. False when the user says no. */
  readonly ask: (name: PermitName) => Promise<boolean>;
  readonly leave: (name: PermitName) => Promise<void>;
  /** Calls `hear` when the user has allowed or taken back something, here or in the browser; the result ends that. */
  readonly onChange: (hear: () => void) => () => void;
  /** Whether the user has let this extension into private windows, which only the browser's own pages can do. */
  readonly isInPrivateWindows: () => Promise<boolean>;
}
