/** The link in the head of a server's answer, by which shops and services ask for a payment. Pure. */
import { longestLink } from "../api/longest-link.ts";

/** An answer as the browser shows it to those who may watch. */
export interface Answered {
  readonly statusCode: number;
  /** Chrome says "prerender" of a page that it loads in advance, at which nobody looks. */
  readonly documentLifecycle?: string;
  readonly responseHeaders?: readonly { readonly name: string; readonly value?: string }[] | undefined;
}

/** "Payment required", and the two by which an answer that has a page of its own also offers something to the wallet. */
const statuses: readonly number[] = [402, 202, 200];

/** The `Taler:` header of such an answer, whatever it says, if it is no longer than links are. Source: GNU Taler merchant API, "402 Payment Required". */
export function linkInAnswer({ statusCode, documentLifecycle, responseHeaders = [] }: Answered): string | undefined {
  if (!statuses.includes(statusCode) || documentLifecycle === "prerender") return undefined;
  const { value } = responseHeaders.find(({ name }) => name.toLowerCase() === "taler") ?? {};
  return value !== undefined && value.length <= longestLink ? value : undefined;
}
