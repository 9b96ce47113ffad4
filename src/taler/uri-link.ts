/** A taler:// link taken apart into its pieces, each checked as far as any kind of link needs it. */
import { canonicalBaseUrl } from "./base-url.ts";
import { FormatError } from "./codec.ts";
import { privateKey } from "./crockford.ts";

/** A link of which only the grammar is understood yet. */
export interface Link {
  /** Lower case. */
  readonly action: string;
  readonly scheme: "https" | "http";
  /** What lies between the slashes after the action, undecoded; the first is usually a host. */
  readonly segments: readonly string[];
  /** Undecoded, without the question mark. */
  readonly query: string;
  /** Undecoded, without the number sign. */
  readonly fragment: string;
}

const maxText = 8192;
const maxId = 512;

/** Throws a {@link FormatError} that does not quote the link. Line breaks and blanks around it are understood. */
export function takeApart(text: string): Link {
  if (text.length > maxText) throw new FormatError("this link is too long");
  const whole = text.trim().replace(/[\t\r\n]/g, "");
  const taler = /^(?:web\+|ext\+)?taler(\+http)?:\/\/([^/?#]*)(.*)$/is.exec(whole);
  // The first documents about sync wrote taler-sync://HOST/PATH#SECRET.
  const [, oldSync] = /^taler-sync:\/(.*)$/is.exec(whole) ?? [];
  if (taler === null && oldSync === undefined) throw new FormatError("this is not a taler:// link");
  const [, plus, action = "sync", rest = oldSync ?? ""] = taler ?? [];
  const [beforeFragment = "", fragment = ""] = rest.split(/#(.*)/s);
  const [path = "", query = ""] = beforeFragment.split(/\?(.*)/s);
  const scheme = plus === undefined ? "https" : "http";
  return { action: action.toLowerCase(), scheme, segments: path.slice(1).split("/"), query, fragment };
}

export function withoutFinalSlash(link: Link): Link {
  return link.segments.at(-1) === "" ? { ...link, segments: link.segments.slice(0, -1) } : link;
}

export const optionsOf = ({ query }: Link): URLSearchParams => new URLSearchParams(query);

/** An option that is a short code, or undefined when it is absent or empty. */
export function codeOf(link: Link, option: string): string | undefined {
  const code = optionsOf(link).get(option);
  if (code === null || code === "") return undefined;
  if (!/^[0-9A-Za-z]{1,128}$/.test(code)) throw new FormatError("a code in this link is damaged");
  return code;
}

/** The canonical base URL made of host and path: of all segments, or of those before the last `-end`. */
export function baseOf({ scheme, segments }: Link, end = segments.length): string {
  const [host = "", ...path] = segments.slice(0, end);
  if (host === "") throw new FormatError("this link is missing the address of a server");
  const url = `${scheme}://${[host, ...path].join("/")}/`;
  return understood("the address of the server in this link is damaged", () => canonicalBaseUrl(url));
}

/** The segment at `at`, decoded. `what` names it in the error when it is missing. */
export function idOf({ segments }: Link, at: number, what: string): string {
  const id = decode(segments.at(at) ?? "");
  if (id === "") throw new FormatError(`this link is missing ${what}`);
  // An id of dots would climb out of its place in the path of a request.
  if (id === "." || id === ".." || id.length > maxId) throw new FormatError(`${what} in this link is damaged`);
  return id;
}

/** 32 bytes as canonical base32. People type secrets from paper, in groups, so blanks do not count. */
export function secretOf(text: string): string {
  const secret = decode(text).replace(/\s/g, "");
  if (secret === "") throw new FormatError("this link is missing its secret");
  return understood("the secret in this link has a typing error", () => privateKey.parse(secret));
}

/** Percent-decoding. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new FormatError("this link is damaged");
  }
}

/** Says in words for people what a codec refused. */
export function understood<T>(reason: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new FormatError(reason);
  }
}
