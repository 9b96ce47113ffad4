/** The newest taler link that was handed over, until the popup takes it: in memory only, once, and not for long. */
import { WalletError } from "../api/problems.ts";
import type { Sender } from "./caller.ts";
import { readLink } from "./recognise-link.ts";

/** A link that nobody took is forgotten after so many milliseconds. */
const lifetime = 5 * 60_000;

/** One tab may hand over a link only every so many milliseconds: a page cannot flood the user with popups. */
const pause = 3_000;

/** Links that carry the recovery secret. They are typed, pasted or scanned; a page of the web has no business with one. */
const secrets: readonly string[] = ["sync", "restore"];

export class WaitingLink {
  #waiting: { readonly link: string; readonly until: number } | undefined;
  readonly #lastByTab = new Map<number, number>();

  /**
   * Keeps a link from a page of the web; `now` in milliseconds. False, and nothing is kept, when it is no taler link or
   * a secret, when the user does not look at that tab, or when the tab was here a moment ago.
   */
  offerFromWeb(link: string, tab: Sender["tab"], now: number): boolean {
    if (tab?.id === undefined || !tab.active || !isFitForPages(link)) return false;
    for (const [id, at] of this.#lastByTab) if (now >= at + pause) this.#lastByTab.delete(id);
    if (this.#lastByTab.has(tab.id)) return false;
    this.#lastByTab.set(tab.id, now);
    this.#keep(link, now);
    return true;
  }

  /** Keeps a link from one of our own pages. Throws `badLink` or `unsupportedLink`. */
  offer(link: string, now: number): void {
    readLink(link);
    this.#keep(link, now);
  }

  /** Gives the link away, so that nobody gets it again; without one when none waits. */
  take(now: number): { readonly link?: string } {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    return waiting === undefined || now >= waiting.until ? {} : { link: waiting.link };
  }

  #keep(link: string, now: number): void {
    this.#waiting = { link: link.trim(), until: now + lifetime };
  }
}

function isFitForPages(link: string): boolean {
  try {
    return !secrets.includes(readLink(link).action);
  } catch (error) {
    if (error instanceof WalletError) return false;
    throw error;
  }
}
