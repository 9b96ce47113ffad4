/** Terms of service: fetched when they are read, never stored; only version tags are kept (seed 004). */
import { WalletError } from "../api/problems.ts";
import type { Tos } from "../api/views.ts";
import type { Env } from "../env/env.ts";
import { type AnswerHeaders, raw } from "../env/http.ts";
import { learn } from "../store/deed.ts";
import { exchanges } from "../store/entities/exchange.ts";
import { rememberOffer } from "../store/remember.ts";
import { save } from "../store/save.ts";
import type { Endpoint } from "../taler/endpoint.ts";
import { exchangeEndpoints, termsVersionHeader } from "../taler/exchange-api.ts";

/** What the reader would like, best first: BCP 47 tags and media types. */
export interface TosWish {
  readonly acceptLanguage?: readonly string[] | undefined;
  readonly acceptFormat?: readonly string[] | undefined;
}

/** Formats a page can show. */
const readable = ["text/markdown", "text/plain", "text/html"];

/**
 * Terms from any Taler service that has them. Undefined when it has none (501, or its own 404 of an older service).
 * An unavailable language or format is answered by another one, which the answer names.
 */
export async function fetchTos(
  env: Env,
  base: string,
  endpoint: Endpoint,
  wish: TosWish = {},
): Promise<Tos | undefined> {
  const reply = await askForTerms(env, base, endpoint, wish);
  if (!reply) return undefined;
  const { headers } = reply;
  const mime = (headers["content-type"] ?? "text/plain").split(";")[0]?.trim().toLowerCase() ?? "text/plain";
  if (!readable.includes(mime)) throw new WalletError("badAnswer", `terms come as ${mime.slice(0, 60)}`);
  const version = versionIn(headers);
  return {
    language: headers["content-language"]?.slice(0, 40) ?? "",
    mime,
    content: new TextDecoder().decode(reply.bytes),
    altLanguages: (headers["avail-languages"] ?? "")
      .split(",")
      .map((one) => one.trim())
      .filter(isTag)
      .slice(0, 100),
    version,
  };
}

/** Undefined when the service has no terms. */
async function askForTerms(
  env: Env,
  base: string,
  endpoint: Endpoint,
  { acceptLanguage = ["en"], acceptFormat = readable }: TosWish,
) {
  const reply = await raw(env, base, endpoint, {
    headers: { Accept: acceptFormat.join(", "), "Accept-Language": acceptLanguage.join(", ") },
    maxBytes: 400_000,
  });
  // A 404 that carries no number of the protocol may be anybody's on the way.
  if (reply.status === 501 || (reply.status === 404 && reply.error?.code)) return undefined;
  if (reply.status !== 200) throw new WalletError("badAnswer", `terms answer ${reply.status}`);
  return reply;
}

function versionIn(headers: AnswerHeaders): string {
  const version = headers[termsVersionHeader.toLowerCase()] ?? headers.etag;
  if (!version || version.length > 200) throw new WalletError("badAnswer", "terms without a version");
  return version;
}

const isTag = (text: string): boolean => /^[A-Za-z0-9-]{1,40}$/.test(text);

/** The version tag offered now, in whatever format they come; null when the exchange configured none. */
export async function offeredTosVersion(env: Env, exchange: string): Promise<string | null> {
  const { headers } = (await askForTerms(env, exchange, exchangeEndpoints.terms, {})) ?? {};
  return headers ? versionIn(headers) : null;
}

/** The seed's getExchangeTos. What is read is what is offered: terms may have changed since the keys were fetched. */
export async function getExchangeTos(env: Env, exchange: string, wish: TosWish): Promise<Tos> {
  const tos = await fetchTos(env, exchange, exchangeEndpoints.terms, wish);
  const offer = await env.db.offers.get(exchange);
  const tosOffered = tos?.version ?? null;
  if (offer && offer.tosOffered !== tosOffered) await rememberOffer(env.db, { ...offer, tosOffered });
  if (!tos) throw new WalletError("notFound", "this exchange has no terms of service");
  return tos;
}

/** The user has read and accepted this version. */
export async function acceptExchangeTos(env: Env, exchange: string, version: string): Promise<void> {
  await save(env.db, learn(exchanges, exchange, { tosAccepted: version }));
}
