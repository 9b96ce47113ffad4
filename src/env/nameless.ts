/** Asking the network without a name, through a frame that has no origin: both ends of the wire to it. */
import { type Problem, WalletError } from "../api/problems.ts";
import type { Env, HttpAnswer, HttpRequest } from "./env.ts";
import { inTime } from "./fetch.ts";
import { problemOf } from "./problem-of.ts";
import type { Timer } from "./timer.ts";

interface Asked {
  readonly id: number;
  readonly request: HttpRequest;
}

type Told = { readonly id: number } & ({ readonly answer: HttpAnswer } | { readonly problem: Problem });

/** The wallet's end. Should nobody listen at the other end, every request comes to the end of its time. */
export function httpThrough(port: MessagePort, timer: Timer): Env["http"] {
  const hearById = new Map<number, (told: Told) => void>();
  let lastId = 0;
  port.onmessage = ({ data }: MessageEvent<Told>) => hearById.get(data.id)?.(data);
  return async (request) => {
    lastId += 1;
    const id = lastId;
    const told = new Promise<Told>((resolve) => hearById.set(id, resolve));
    post(port, { id, request });
    try {
      const heard = await inTime(request, timer, () => told);
      if ("answer" in heard) return heard.answer;
      throw new WalletError(heard.problem.code, heard.problem.detail, heard.problem.retryAfter);
    } finally {
      hearById.delete(id);
    }
  };
}

function post(port: MessagePort, { id, request }: Asked): void {
  // Its own body stays with the wallet, which may have to send the same bytes again.
  const body = typeof request.body === "object" ? request.body.slice() : request.body;
  const asked: Asked = { id, request: { ...request, ...(body !== undefined && { body }) } };
  port.postMessage(asked, typeof body === "object" ? [body.buffer] : []);
}

/** The frame's end: asks the web, and nothing but the web, for whoever holds the other end. */
export function answerAt(port: MessagePort, http: Env["http"]): void {
  port.onmessage = async ({ data: { id, request } }: MessageEvent<Asked>) => {
    try {
      if (!/^https?:\/\//.test(request.url)) throw new WalletError("badAddress", "not an address of the web");
      const answer = await http(request);
      port.postMessage({ id, answer } satisfies Told, [answer.body.buffer]);
    } catch (error) {
      port.postMessage({ id, problem: problemOf(error, "bug") } satisfies Told);
    }
  };
}

/**
 * Puts the page at `url` into `page` as a frame without an origin; returns the wallet's end of a wire to it.
 *
 * Firefox writes `Origin: moz-extension://…` on what a page of an extension asks for, with a number that differs in
 * every profile: by it all servers together could follow one wallet. What such a frame asks for says `Origin: null`, as
 * from anybody. The `frame-ancestors 'none'` of our policy may stay: Firefox asks it only about pages of the web.
 */
export function wireToFrame(page: Document, url: string): MessagePort {
  const { port1: ours, port2: theirs } = new MessageChannel();
  const frame = page.createElement("iframe");
  frame.sandbox.add("allow-scripts");
  frame.src = url;
  // What has no origin can be named by no target origin; nobody but we can make this frame or lead it elsewhere.
  frame.addEventListener("load", () => frame.contentWindow?.postMessage("wire", "*", [theirs]), { once: true });
  page.body.append(frame);
  return ours;
}

/** The frame's end of the wire, when the message brings it from the page around the frame, and that is one of ours. */
export const wireIn = (
  { source, origin, ports: [port] }: Pick<MessageEvent, "source" | "origin" | "ports">,
  around: MessageEventSource,
  own: Pick<Location, "protocol" | "host">,
): MessagePort | undefined => (source === around && origin === `${own.protocol}//${own.host}` ? port : undefined);
