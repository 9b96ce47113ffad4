/** Calling what a server offers: fills in the path, reads the answer with the row's codec, names what went wrong. */
import { WalletError } from "../api/problems.ts";
import { exchanges } from "../store/entities/exchange.ts";
import { FormatError, object, optional, parseJson, plain } from "../taler/codec.ts";
import { type Endpoint, fillPath, type ParametersOf } from "../taler/endpoint.ts";
import type { Env, HttpAnswer } from "./env.ts";
import { retryAfter } from "./retry-after.ts";

/** Statuses other than 200 that a caller may be asked to judge; any other is no answer of a Taler server. */
const otherStatuses = [
  201, 202, 204, 304, 400, 401, 402, 403, 404, 405, 406, 409, 410, 411, 412, 413, 414, 415, 422, 424, 425, 428, 431,
  451, 501,
] as const;
export type OtherStatus = (typeof otherStatuses)[number];

/** Lower-case names, as the browser lets us see them. */
export type AnswerHeaders = Readonly<Record<string, string>>;

/** What a server says when it refuses: its number for it (0 when it gave none), words for people, and all of it unread. */
export interface ServerError {
  readonly code: number;
  readonly hint?: string;
  readonly detail?: string;
  readonly body: unknown;
}

/** Any answer but 200. `error` is there when its body was a JSON object. */
export interface OtherReply {
  readonly status: OtherStatus;
  readonly headers: AnswerHeaders;
  readonly error?: ServerError;
  readonly bytes: Uint8Array;
}

export type Reply<Out> = { readonly status: 200; readonly value: Out; readonly headers: AnswerHeaders } | OtherReply;
export type RawReply =
  | { readonly status: 200; readonly bytes: Uint8Array; readonly headers: AnswerHeaders }
  | OtherReply;

interface Options<P extends string> {
  /** Values of the path's parameters; required when it has any. */
  readonly params?: Readonly<Record<ParametersOf<P>, string>> | undefined;
  readonly query?: string | Readonly<Record<string, string>> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** 20 s when absent; a long poll may take up to 25 s. */
  readonly timeoutMs?: number | undefined;
  /** 4 MiB when absent. */
  readonly maxBytes?: number | undefined;
  /** With this ETag in the answer's head the body is not read and the status is 304. */
  readonly knownEtag?: string | undefined;
}

export type CallOptions<P extends string, In> = Options<P> & { readonly body?: In | undefined };
export type RawOptions<P extends string> = Options<P> & { readonly body?: string | Uint8Array | undefined };

const usualTimeout = 20_000;
const usualBytes = 4 * 1024 * 1024;

/**
 * Asks for JSON. Throws a {@link WalletError}: `unreachable`, `answerTooLarge`, `serverBusy` (408, 429, 503),
 * `serverFault` (other 5xx), `exchangeSuspended` before anything is sent, `badAnswer` when a 200 is not what the row promises (its detail names the field, never
 * the content), `badAddress` when the path would leave the server's base. All other statuses are the caller's to judge.
 */
export async function call<P extends string, In, Out>(
  env: Env,
  base: string,
  row: Endpoint<P, In, Out>,
  options: CallOptions<P, In> = {},
): Promise<Reply<Out>> {
  const { body, headers, ...rest } = options;
  const json = body === undefined ? undefined : JSON.stringify(row.request ? row.request.format(body) : body);
  const reply = await raw(env, base, row, {
    ...rest,
    headers: {
      Accept: "application/json",
      ...(json !== undefined && { "Content-Type": "application/json" }),
      ...headers,
    },
    body: json,
  });
  if (reply.status !== 200) return reply;
  return { status: 200, headers: reply.headers, value: read(row, reply.bytes) };
}

/** As {@link call}, for bytes both ways: terms of service, backups. */
export async function raw<P extends string, In, Out>(
  env: Env,
  base: string,
  row: Endpoint<P, In, Out>,
  { params, query, headers, body, timeoutMs, maxBytes, knownEtag }: RawOptions<P> = {},
): Promise<RawReply> {
  await refuseSuspended(env, base);
  const answer = await env.http({
    method: row.method,
    url: addressOf(base, fillPath(row.path, params ?? ({} as Record<ParametersOf<P>, string>)), query),
    ...(headers && { headers }),
    ...(body !== undefined && { body }),
    timeout: timeoutMs ?? usualTimeout,
    maxBytes: maxBytes ?? usualBytes,
    ...(knownEtag !== undefined && { knownEtag }),
  });
  return judge(env, new URL(base).host, answer);
}

/** An exchange that the user has switched off is not contacted, whoever would (seed 004, suspended). */
async function refuseSuspended(env: Env, base: string): Promise<void> {
  const exchange = await env.db.of(exchanges).get(base);
  if (exchange?.facts.suspended?.value === "yes") throw new WalletError("exchangeSuspended", new URL(base).host);
}

/** The path below the base, which it must not leave: `..` in a parameter would. */
function addressOf(base: string, path: string, query: RawOptions<string>["query"]): string {
  const url = new URL(base + path);
  if (url.origin + url.pathname !== base + path) throw new WalletError("badAddress", "a path that leaves its server");
  url.search = new URLSearchParams(query).toString();
  return url.href;
}

function judge(env: Env, host: string, { status, headers, body }: HttpAnswer): RawReply {
  if (status === 200) return { status, headers, bytes: body };
  const other = otherStatuses.find((known) => known === status);
  const error = errorIn(body);
  if (other !== undefined) return { status: other, headers, ...(error && { error }), bytes: body };
  const detail = `${host} answers ${status}${error && error.code > 0 ? ` (code ${error.code})` : ""}`;
  const wait = retryAfter(headers, env.now());
  if (status === 408 || status === 429 || status === 503) throw new WalletError("serverBusy", detail, wait);
  if (status >= 500) throw new WalletError("serverFault", detail, wait);
  throw new WalletError("badAnswer", detail);
}

// Read with a light hand: an odd hint must not hide the number.
const words = optional(plain((value) => (typeof value === "string" ? value.slice(0, 500) : "")));
const number = optional(plain((value) => (typeof value === "number" && Number.isSafeInteger(value) ? value : 0)));
const errorFields = object({ code: number, hint: words, detail: words });

function errorIn(body: Uint8Array): ServerError | undefined {
  try {
    const parsed = parseJson(decoded(body));
    return { code: 0, ...errorFields.parse(parsed), body: parsed };
  } catch (error) {
    // Proxies refuse with web pages; the status alone has to tell then.
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

function read<P extends string, In, Out>(row: Endpoint<P, In, Out>, bytes: Uint8Array): Out {
  if (!row.response) return undefined as Out;
  try {
    return row.response.parse(parseJson(decoded(bytes)));
  } catch (error) {
    throw error instanceof FormatError ? new WalletError("badAnswer", `${row.path}: ${error.message}`) : error;
  }
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new FormatError("not UTF-8");
  }
}
