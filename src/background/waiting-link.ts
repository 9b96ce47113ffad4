/** The newest taler link that was handed over, until the popup takes it: in memory only, once, and not for long. */
import { WalletError } from "../api/problems.ts";
import type { Question } from "../api/requests.ts";
import type { Sender } from "./caller.ts";
import { readLink, recognised } from "./recognise-link.ts";

/** A link that nobody took is forgotten after so many milliseconds. */
const lifetime = 5 * 60_000;

/** One tab may hand over a link only every so many milliseconds: a page cannot flood the user with popups. */
const pause = 3_000;

/** What comes without a click: so many in so many milliseconds, from all pages together. */
const mostUnasked = 3;
const unaskedSpan = 60_000;

/** Links that carry the recovery secret. They are typed, pasted or scanned; a page of the web has no business with one. */
const secrets: readonly string[] = ["sync", "restore"];

/** A link as a page of the web hands it over, or the browser for it. */
export type Handed = Question<"openLink">;

interface Unasked {
  readonly link: string;
  readonly tab: number;
  readonly at: number;
}

export class WaitingLink {
  #waiting: { readonly link: string; readonly until: number } | undefined;
  readonly #lastByTab = new Map<number, number>();
  /** What was taken without a click in the last minutes. Worker and memory end together, after half a minute of silence. */
  #unasked: readonly Unasked[] = [];

  /**
   * Keeps a link from a page of the web; `now` in milliseconds. False, and nothing is kept, when it is no taler link or
   * a secret, when the user does not look at that tab, or when the tab was here a moment ago. What nobody has clicked
   * must come from the page itself, not from what it frames; it is taken once in minutes, and seldom.
   */
  offerFromWeb({ link, isClicked }: Handed, { tab, frameId }: Sender, now: number): boolean {
    if (tab?.id === undefined || !tab.active || !isFitForPages(link)) return false;
    for (const [id, at] of this.#lastByTab) if (now >= at + pause) this.#lastByTab.delete(id);
    if (this.#lastByTab.has(tab.id)) return false;
    const unasked: Unasked = { link, tab: tab.id, at: now };
    if (!isClicked && (frameId !== 0 || !this.#isSeldom(unasked))) return false;
    if (!isClicked) this.#unasked = [...this.#unasked, unasked];
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

  #isSeldom({ link, tab, at: now }: Unasked): boolean {
    this.#unasked = this.#unasked.filter(({ at }) => now < at + lifetime);
    const isKnown = this.#unasked.some((one) => one.link === link && one.tab === tab);
    return (
      !isKnown && isOpenable(link) && this.#unasked.filter(({ at }) => now < at + unaskedSpan).length < mostUnasked
    );
  }

  #keep(link: string, now: number): void {
    this.#waiting = { link: link.trim(), until: now + lifetime };
  }
}

const isFitForPages = (link: string): boolean => isReadable(() => !secrets.includes(readLink(link).action));

/** Whether a screen of ours can show it. */
const isOpenable = (link: string): boolean => isReadable(() => recognised(link).kind !== undefined);

function isReadable(read: () => boolean): boolean {
  try {
    return read();
  } catch (error) {
    if (error instanceof WalletError) return false;
    throw error;
  }
}
