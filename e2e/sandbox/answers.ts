/** How the servers answer: JSON, text, nothing or a refusal, always readable from any web page. */
import type { Json } from "../../src/taler/codec.ts";
import { type ErrorCode, hintByCode } from "./error-codes.ts";

/** Everything the sandbox offers is one of these: no sockets, no state outside. */
export type Server = (request: Request) => Promise<Response>;

export type HeaderLines = Readonly<Record<string, string>>;

/** Thrown in the depth of a server; the routes turn it into the answer. */
export class Refusal extends Error {
  readonly response: Response;

  constructor(response: Response) {
    super(`refused with status ${response.status}`);
    this.name = "Refusal";
    this.response = response;
  }
}

/** Real Taler servers let every page read every answer with all its headers. */
const openToAll = { "Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "*" };

function answer(status: number, body: BodyInit | null, headers: HeaderLines): Response {
  return new Response(body, { status, headers: { ...openToAll, ...headers } });
}

export const json = (status: number, value: Json, headers: HeaderLines = {}): Response =>
  answer(status, JSON.stringify(value, null, 2), { "Content-Type": "application/json", ...headers });

export const empty = (status: number, headers: HeaderLines = {}): Response => answer(status, null, headers);

export const text = (status: number, body: string, type: string, headers: HeaderLines = {}): Response =>
  answer(status, body, { "Content-Type": type, ...headers });

/** Bytes with exactly the headers given, no type added. */
export const raw = (status: number, body: Uint8Array, headers: HeaderLines = {}): Response =>
  answer(status, body.slice(), headers);

/** The error body of every Taler server: a number, a hint and what else belongs to this error. */
export const problem = (status: number, code: ErrorCode, more: Readonly<Record<string, Json>> = {}): Response =>
  json(status, { code, hint: hintByCode[code], ...more });

export const refuse = (status: number, code: ErrorCode, more: Readonly<Record<string, Json>> = {}): Refusal =>
  new Refusal(problem(status, code, more));

/** The answer to a browser's question whether it may send this: it may send anything. */
export const preflight = (): Response =>
  empty(204, { "Access-Control-Allow-Headers": "*", "Access-Control-Allow-Methods": "*" });

/** What servers built on the small HTTP libraries say to a path they do not know. */
export const plainNotFound = (): Response => text(404, "<html><title>404: not found</title></html>", "text/html");
