/** What in a page is meant for a wallet: links, and the marks by which a page asks for one. Pure. */
import { longestLink } from "../api/longest-link.ts";

/** Whether it is one, the background checks. The forms with a prefix are for browsers that know no other. */
const isTalerLink = (text: string): boolean => /^\s*(?:web\+|ext\+)?taler(?:\+http)?:\/\//i.test(text);

const linkIn = (text: string): string | undefined =>
  text.length <= longestLink && isTalerLink(text) ? text.trim() : undefined;

/** What an event passes on its way, as far as it matters here; most of it are elements. */
export interface Passed {
  readonly localName?: string;
  readonly getAttribute?: (name: string) => string | null;
}

/** The taler link that a click goes to: the innermost link on its path (`composedPath`, shadow trees included). */
export function linkOnPath(path: readonly object[]): string | undefined {
  const link = (path as readonly Passed[]).find(({ localName }) => localName === "a" || localName === "area");
  return linkIn(link?.getAttribute?.("href") ?? "");
}

/** The buttons and keys of a click. */
export type Press = Pick<MouseEvent, "isTrusted" | "button" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey">;

/** A click of the user, not of the page's script, that shall go where the link goes: no new tab, no download. */
export const isPlain = ({ isTrusted, button, altKey, ctrlKey, metaKey, shiftKey }: Press): boolean =>
  isTrusted && button === 0 && !altKey && !ctrlKey && !metaKey && !shiftKey;

/** What a page wishes of a wallet. */
export interface Wishes {
  /** The link that it offers for itself, to be opened without a click. */
  readonly link?: string;
  /** A click of the user on a taler link belongs to the wallet; otherwise to the page and the browser alone. */
  readonly mayHijack: boolean;
}

/**
 * Reads `taler-support`, a list of what a page allows wallets to do, and `taler-uri`, its own link; undefined where the
 * page has none. Without `uri` in the list the link is not for us. `api` allows a script inside the page, which nothing
 * obliges a wallet to bring. A page without a list has no opinion about clicks, and then it is the user who has one.
 */
export function wishesOf(support: string | undefined, uri: string | undefined): Wishes {
  // Some shops write the link itself where the list belongs.
  const misplaced = linkIn(support ?? "");
  const allowed = support?.split(",").map((word) => word.trim().toLowerCase()) ?? [];
  const link = allowed.includes("uri") ? linkIn(uri ?? "") : misplaced;
  const hasList = support !== undefined && misplaced === undefined;
  return { ...(link !== undefined && { link }), mayHijack: !hasList || allowed.includes("hijack") };
}
