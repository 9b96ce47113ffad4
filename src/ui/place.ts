/** Servers by the name that people read: without the parts of an address that only machines need. */

/** "https://backup.example.org/v1/" as "backup.example.org/v1"; text that is no address stays as it is. */
export function placeOf(url: string): string {
  const found = /^https?:\/\/([^?#]+)/.exec(url);
  return found?.[1] === undefined ? url : found[1].replace(/\/+$/, "");
}

/** The same without any path: "backup.example.org". */
export const hostOf = (url: string): string => placeOf(url).split("/")[0] ?? url;

/** The same as people call the place: "alpenbank.example", since that its machines answer at "api." is their own affair. */
export const namedHost = (url: string): string => hostOf(url).replace(/^(?:api|www)\.(?=[^.]+\.)/, "");

/** The server that a taler link names: "bank.example.org" in "taler://withdraw/bank.example.org/7". */
export const placeOfLink = (link: string): string => /:\/\/[^/]*\/([^/?#]+)/.exec(link)?.[1] ?? "";

/** An address that may become a link; undefined for anything a browser would run instead of open. */
export const linkable = (url: string | undefined): string | undefined =>
  url !== undefined && /^https?:\/\//i.test(url) ? url : undefined;

/**
 * What a user typed as the address of a server, with the part in front that people leave out. Whether it is an address
 * at all the background decides. Undefined when nothing was typed.
 */
export function typedAddress(typed: string): string | undefined {
  const text = typed.trim();
  if (text === "") return undefined;
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return text;
  return `${/^(localhost|127\.|\[::1\])/i.test(text) ? "http" : "https"}://${text}`;
}
