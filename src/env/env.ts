/** Everything outside the wallet, by name: time, chance, network, disk, alarms. Nothing else is outside. */
import type { Database } from "../store/db.ts";

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Milliseconds until the request is given up; at most 25 s, below the half minute after which workers die. */
  readonly timeout: number;
  /** Bytes of the answer read at most. */
  readonly maxBytes: number;
  /** With this ETag (unquoted) in the answer's head the body is not read and the status given as 304. */
  readonly knownEtag?: string;
}

export interface HttpAnswer {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface Env {
  readonly db: Database;
  /** Sends one request. Rejects only with a WalletError: unreachable or answerTooLarge. */
  readonly http: (request: HttpRequest) => Promise<HttpAnswer>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  /** Waits a moment, in milliseconds, in this life of the worker; for what is longer there are alarms. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Wakes the background at this time (milliseconds) even if it has died; replaces the previous alarm. */
  readonly setAlarm: (at: number | undefined) => Promise<void>;
  /** Runs `work` unless another worker holds the lock; then returns undefined. */
  readonly lock: <T>(name: string, work: () => Promise<T>) => Promise<T | undefined>;
  /** Tells open pages what changed. */
  readonly publish: (what: readonly string[]) => void;
  /** Shows the popup at a screen, in this window; in a tab where the browser does not open popups by itself. */
  readonly showPopup: (route: string, windowId?: number) => Promise<void>;
  /** Whether the popup is open, in any window. */
  readonly isPopupOpen: () => Promise<boolean>;
  /** Whether the user lets us find links in pages of the web. */
  readonly mayFindLinks: () => Promise<boolean>;
  /** Services offered without being asked for: presets of this build. */
  readonly presets: { readonly exchanges: readonly string[]; readonly services: readonly Preset[] };
  /** "Firefox on Linux" */
  readonly deviceName: () => Promise<string>;
  readonly version: string;
}

export interface Preset {
  readonly url: string;
  readonly name: string;
}
