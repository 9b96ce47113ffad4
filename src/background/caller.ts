/** Who is asking: read off what the browser says of the sender, never off the message. */
import type { Caller } from "../api/requests.ts";

/** What the browser tells of the sender of a message. */
export interface Sender {
  readonly id?: string | undefined;
  readonly url?: string | undefined;
  readonly origin?: string | undefined;
  /** The tab it was sent from; pages that are in no tab, such as the popup, have none. */
  readonly tab?: { readonly id?: number; readonly windowId?: number; readonly active: boolean } | undefined;
  /** The frame of that tab: 0 is the page itself. */
  readonly frameId?: number | undefined;
}

/** This extension, as the browser knows it. */
export interface Own {
  readonly id: string;
  /** Of its pages: `chrome-extension://…` or `moz-extension://…`, without a slash at the end. */
  readonly origin: string;
}

/** The page that shows and takes the recovery secret. */
const recoveryPage = "/options.html";

/** The page that hands over links for Firefox: what it says comes from a page of the web, and it may say no more. */
const handlerPage = "/handler.html";

/**
 * Our own pages are told by their address, content scripts by carrying our id in a page of the web. Undefined for
 * everyone else, other extensions included.
 */
export function callerOf(sender: Sender, own: Own): Caller | undefined {
  if (sender.id !== own.id || sender.url === undefined) return undefined;
  const origin = originOf(sender.url);
  if (sender.origin !== undefined && originOf(sender.origin) !== origin) return undefined;
  if (origin !== own.origin) return /^https?:\/\//.test(origin) ? "page" : undefined;
  const { pathname } = new URL(sender.url);
  if (pathname === handlerPage) return "page";
  return pathname === recoveryPage ? "recovery" : "ui";
}

/** `URL.origin` is "null" for the schemes of extensions in some engines: so it is put together by hand. */
function originOf(url: string): string {
  if (!URL.canParse(url)) return "";
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

/** What each may ask: a web page only what is marked for it, the recovery page all that other pages of ours may. */
const mayAsk: Readonly<Record<Caller, readonly Caller[]>> = {
  page: ["page"],
  ui: ["ui"],
  recovery: ["ui", "recovery"],
};

/** Whether `caller` may ask what is meant for `who`. */
export const isAllowed = (caller: Caller, who: Caller): boolean => mayAsk[caller].includes(who);
