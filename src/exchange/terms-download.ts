/** Downloading the terms of any Taler service: bounded and checked, in the language and format that are there. */
import { WalletError } from "../api/problems.ts";
import type { Tos } from "../api/views.ts";
import type { Env } from "../env/env.ts";
import { bareEtag } from "../env/fetch.ts";
import { type AnswerHeaders, type RawReply, raw } from "../env/http.ts";
import type { Endpoint } from "../taler/endpoint.ts";
import { termsVersionHeader } from "../taler/exchange-api.ts";
import { syncEndpoints } from "../taler/sync-api.ts";
import { cachedTerms, cacheTerms } from "./terms-cache.ts";
import { isLanguageTag, readableFormats, type TosWish, wishHeaders } from "./terms-wish.ts";

/** Longer than any terms that somebody could be asked to read. */
const mostBytes = 400_000;

/**
 * The terms of a service; undefined when it has none (501, or its own 404 of an older service). An unavailable language
 * or format is answered by another one, which the answer names. Throws `tosTooLarge`, `tosNotReadable` for a format
 * that no page can show or what is not UTF-8, `tosWithoutVersion`, and what {@link raw} throws.
 * Source: GNU Taler exchange API, `/terms`.
 */
export async function fetchTos(
  env: Env,
  base: string,
  endpoint: Endpoint,
  wish: TosWish = {},
): Promise<Tos | undefined> {
  const headers = wishHeaders(wish);
  const request = `${base}${endpoint.path}\n${headers.Accept}\n${headers["Accept-Language"]}`;
  const known = cachedTerms(env, request);
  const reply = await askForTerms(env, base, endpoint, {
    ...headers,
    // Bare where the server spells it so: Taler's own servers compare letter by letter.
    ...(known && { "If-None-Match": known.etag }),
  });
  if (isWithout(reply, endpoint)) return undefined;
  if (reply.status === 304 && known) {
    return { ...known.text, version: versionIn(reply.headers) ?? known.text.version };
  }
  if (reply.status !== 200) throw new WalletError("badAnswer", `terms answer ${reply.status}`);
  const version = versionIn(reply.headers) ?? (await etagAsVersion(env, base, endpoint, reply.headers));
  const text = { ...textIn(reply.headers, reply.bytes), version };
  const { etag } = reply.headers;
  if (etag !== undefined) cacheTerms(env, request, { etag, text });
  return text;
}

/** The version offered now, in whatever format and size they come; null when the service has no terms. */
export async function offeredTosVersion(env: Env, base: string, endpoint: Endpoint): Promise<string | null> {
  const head = await askForTerms(env, base, { ...endpoint, method: "HEAD" }, wishHeaders({}));
  if (head.status === 501) return null;
  if (head.status === 200) return versionIn(head.headers) ?? requireTag(head.headers);
  // A refusal without a body does not tell whose it is.
  const reply = await askForTerms(env, base, endpoint, wishHeaders({}));
  if (isWithout(reply, endpoint)) return null;
  if (reply.status !== 200) throw new WalletError("badAnswer", `terms answer ${reply.status}`);
  return versionIn(reply.headers) ?? requireTag(reply.headers);
}

async function askForTerms(
  env: Env,
  base: string,
  endpoint: Endpoint,
  headers: Readonly<Record<string, string>>,
): Promise<RawReply> {
  try {
    return await raw(env, base, endpoint, { headers, maxBytes: mostBytes });
  } catch (error) {
    const isTooLarge = error instanceof WalletError && error.problem.code === "answerTooLarge";
    throw isTooLarge ? new WalletError("tosTooLarge", error.problem.detail) : error;
  }
}

/**
 * A 404 that carries no number of the protocol may be anybody's on the way. Backup services older than their terms know
 * no better, though: to them it is a page like any other that they do not have (GNU Taler sync 0.9.3).
 */
const isWithout = (reply: RawReply, endpoint: Endpoint): boolean =>
  reply.status === 501 || (reply.status === 404 && (endpoint === syncEndpoints.terms || (reply.error?.code ?? 0) > 0));

function textIn(headers: AnswerHeaders, bytes: Uint8Array): Omit<Tos, "version"> {
  const mime = (headers["content-type"] ?? "text/plain").split(";")[0]?.trim().toLowerCase() ?? "";
  if (!readableFormats.includes(mime)) throw new WalletError("tosNotReadable", `they come as ${mime.slice(0, 60)}`);
  const tags = (header: string | undefined) => (header ?? "").split(",").map((one) => one.trim());
  return {
    language: tags(headers["content-language"]).find(isLanguageTag)?.slice(0, 40) ?? "",
    mime,
    content: decoded(bytes),
    altLanguages: [...new Set(tags(headers["avail-languages"]).filter(isLanguageTag))]
      .filter(({ length }) => length <= 40)
      .slice(0, 100),
  };
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new WalletError("tosNotReadable", "they are not UTF-8");
  }
}

const longestVersion = 200;

/** The version the user accepts; undefined where the service does not tell one apart from its ETags. */
function versionIn(headers: AnswerHeaders): string | undefined {
  const version = headers[termsVersionHeader.toLowerCase()];
  return version !== undefined && version !== "" ? bounded(version) : undefined;
}

/** An ETag differs by language and format: of all of them, that of the usual ones is the version. */
async function etagAsVersion(env: Env, base: string, endpoint: Endpoint, ofText: AnswerHeaders): Promise<string> {
  requireTag(ofText);
  const head = await askForTerms(env, base, { ...endpoint, method: "HEAD" }, wishHeaders({}));
  // Somebody on the way has answered in one of the two cases: what was read is not what would be accepted.
  if (versionIn(head.headers) !== undefined) throw new WalletError("tosWithoutVersion");
  return requireTag(head.headers);
}

function requireTag({ etag }: AnswerHeaders): string {
  const tag = bareEtag(etag);
  if (!tag) throw new WalletError("tosWithoutVersion");
  return bounded(tag);
}

function bounded(version: string): string {
  if (version.length > longestVersion) throw new WalletError("tosWithoutVersion", "it is endless");
  return version;
}
