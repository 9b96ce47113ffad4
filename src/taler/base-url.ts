/** Addresses of servers in the one spelling under which the wallet knows a server. */
import { FormatError, plain } from "./codec.ts";

/** As long as an exchange accepts any of its URLs to be. */
const maxText = 512;

/**
 * The base URL of a service: https unless it says http, host in lower case, no default port, no query, ending in "/".
 * Two texts that mean one server become one text; names and keys may be derived from it.
 * Throws a {@link FormatError} for anything else, also for a URL that carries a password.
 */
export function canonicalBaseUrl(text: string): string {
  const trimmed = text.trim();
  requireShort(trimmed);
  const url = parseUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`);
  if (url.protocol !== "https:" && url.protocol !== "http:") throw new FormatError("not a web address");
  if (url.username !== "" || url.password !== "") throw new FormatError("a web address with a password in it");
  const canonical = url.origin + url.pathname + (url.pathname.endsWith("/") ? "" : "/");
  // Once more: letters outside of ASCII have become longer.
  requireShort(canonical);
  return canonical;
}

function requireShort(text: string): void {
  if (text.length > maxText) throw new FormatError(`address longer than ${maxText}`);
}

function parseUrl(text: string): URL {
  try {
    return new URL(text);
  } catch {
    throw new FormatError("not a web address");
  }
}

/** A base URL, made canonical. */
export const baseUrl = plain((value) => {
  if (typeof value !== "string") throw new FormatError("not a text");
  return canonicalBaseUrl(value);
});
