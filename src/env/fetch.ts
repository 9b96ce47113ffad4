/** Sending a request with the browser's fetch: bounded in time and in size, remembered nowhere, carrying no identity. */
import { WalletError } from "../api/problems.ts";
import type { Env, HttpAnswer, HttpRequest } from "./env.ts";
import type { Timer } from "./timer.ts";

export type Fetch = (request: Request) => Promise<Response>;

/** No request lasts longer: half a minute after the last sign of life a browser may take the worker away. */
const longest = 25_000;

/** Told to nobody. Without a reason of ours the browser would make an error for each request, with all that leads there. */
const isOver = "over";

/** What {@link Env} asks of the network, over this `fetch` and this clock. */
export function httpOver(fetch: Fetch, timer: Timer): Env["http"] {
  return async (asked) => {
    const giveUp = new AbortController();
    // Made outside the `try`: a request that cannot even be made is a mistake of ours, not of the network.
    const request = requestOf(asked, giveUp.signal);
    const { host } = new URL(asked.url);
    try {
      return await inTime(asked, timer, async () => answerOf(await fetch(request), asked, host));
    } catch (error) {
      throw error instanceof WalletError ? error : new WalletError("unreachable", host);
    } finally {
      // Ends whatever may still be on its way; after a whole answer this does nothing.
      giveUp.abort(isOver);
    }
  };
}

/** What `work` comes to; throws `unreachable` when that takes longer than the request may. */
export async function inTime<T>({ url, timeout }: HttpRequest, timer: Timer, work: () => Promise<T>): Promise<T> {
  const { host } = new URL(url);
  let stop = () => {};
  const late = new Promise<never>((_, reject) => {
    stop = timer(Math.min(timeout, longest), () => reject(new WalletError("unreachable", `${host}: too slow`)));
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    stop();
  }
}

function requestOf({ method, url, headers, body }: HttpRequest, signal: AbortSignal): Request {
  return new Request(url, {
    method,
    ...(headers && { headers: { ...headers } }),
    ...(body !== undefined && { body: typeof body === "string" ? body : body.slice() }),
    signal,
    // Answers are kept where we can see them, in the database, or nowhere.
    cache: "no-store",
    credentials: "omit",
    referrerPolicy: "no-referrer",
    // A server that sends us elsewhere could carry signed requests to a stranger.
    redirect: "manual",
  });
}

async function answerOf(response: Response, { maxBytes, knownEtag }: HttpRequest, host: string): Promise<HttpAnswer> {
  const headers = Object.fromEntries(response.headers);
  const etag = bareEtag(headers.etag);
  if (response.status === 200 && etag && etag === bareEtag(knownEtag)) {
    return { status: 304, headers, body: new Uint8Array() };
  }
  // Browsers hide where a redirect leads and even its number: any of them is told as this one.
  const status = response.type === "opaqueredirect" ? 302 : response.status;
  return { status, headers, body: await readBody(response, maxBytes, host) };
}

/** An ETag without quotes and without the mark of a proxy that compressed the answer. */
export function bareEtag(etag: string | undefined): string | undefined {
  return etag
    ?.trim()
    .replace(/^W\//, "")
    .replace(/^"(.*)"$/, "$1");
}

async function readBody({ body }: Response, maxBytes: number, host: string): Promise<Uint8Array> {
  if (!body) return new Uint8Array();
  const reader = body.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > maxBytes) throw new WalletError("answerTooLarge", `${host}: more than ${maxBytes} bytes`);
    parts.push(value);
  }
  return joined(parts, size);
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
