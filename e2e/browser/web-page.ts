/** A page of the web on loopback that shows a taler link and watches what is done to it. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What a page shows and says. */
export interface WebPage {
  /** Where its one link leads. */
  readonly link?: string;
  /** Its `taler-support` and `taler-uri`. */
  readonly support?: string;
  readonly uri?: string;
  /** The `Taler:` header of its answer, and its status then. */
  readonly header?: string;
  readonly status?: number;
  /** What its policy allows it to do. */
  readonly policy?: string;
  /** The address of a page inside of it. */
  readonly frame?: string;
  /** Changes its `taler-uri` fifty times a second. */
  readonly isRestless?: boolean;
}

export interface WebSite {
  readonly origin: string;
  readonly addressOf: (page: WebPage) => string;
  /** Paths that were asked for. */
  readonly requests: readonly string[];
  readonly close: () => Promise<void>;
}

export async function startWebSite(): Promise<WebSite> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://page.test");
    requests.push(pathname);
    if (pathname !== "/") {
      response.writeHead(404).end();
      return;
    }
    const page = Object.fromEntries(searchParams) as Record<keyof WebPage, string | undefined>;
    response.writeHead(Number(page.status ?? 200), headersOf(page)).end(htmlOf(page));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const addressOf = (page: WebPage) =>
    `${origin}/?${new URLSearchParams(Object.entries(page).map(([name, value]) => [name, String(value)]))}`;
  return { origin, addressOf, requests, close: () => closed(server) };
}

/** Ends at once, although browsers keep their connections. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

const headersOf = ({ header, policy }: Partial<Record<keyof WebPage, string | undefined>>) => ({
  "Content-Type": "text/html",
  ...(header !== undefined && { Taler: header }),
  ...(policy !== undefined && { "Content-Security-Policy": policy }),
});

const metaOf = (name: string, content: string | undefined) =>
  content === undefined ? "" : `<meta name="${name}" content="${content}">`;

const htmlOf = ({
  link,
  support,
  uri,
  frame,
  isRestless,
}: Partial<Record<keyof WebPage, string | undefined>>) => `<!doctype html>
<html><head><title>A page</title><link rel="icon" href="data:,">
${metaOf("taler-support", support)}${metaOf("taler-uri", uri)}
<script>${watcher}${isRestless === undefined ? "" : restless}</script></head>
<body><a href="${link ?? "#"}">Open the wallet</a>${frame === undefined ? "" : frameOf(frame)}</body></html>`;

const frameOf = (address: string) => `<iframe src="${address.replaceAll("&", "&amp;")}"></iframe>`;

const restless = `
  var meta = document.querySelector("meta[name=taler-uri]"), turns = 0;
  setInterval(() => { meta.content = meta.content.replace(/-?\\d*$/, "-" + turns++); }, 20);`;

/**
 * Notes all that a page can see of an extension: new globals, changes of the document, resources that are fetched,
 * clicks that lead nowhere. The notes are at `seen`; the document itself changes no more once it is loaded.
 */
const watcher = `
  var seen = { clicks: [], changes: 0, globals: () => Object.getOwnPropertyNames(window).filter((name) => !was.has(name)),
    resources: () => performance.getEntriesByType("resource").map(({ name }) => name) };
  var was = new Set(["was", ...Object.getOwnPropertyNames(window)]);
  addEventListener("click", (event) => seen.clicks.push(event.defaultPrevented));
  addEventListener("load", () => new MutationObserver((changes) => { seen.changes += changes.length; })
    .observe(document, { subtree: true, childList: true, attributes: true, characterData: true }));`;
