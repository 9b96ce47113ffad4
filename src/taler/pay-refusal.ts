/** Why a merchant did not take a payment, each reason for itself, since the wallet answers each differently. */
import { baseUrl } from "./base-url.ts";
import { type Codec, FormatError, integer, list, type OptionalCodec, object } from "./codec.ts";
import { publicKey } from "./crockford.ts";
import { merchantCodes } from "./merchant-api.ts";

/** What a merchant says when it does not take a payment. */
export type PayRefusal =
  /** 402: paid, but so much of it was refunded that it is not paid now. */
  | { readonly why: "refunded" }
  /** 403: it finds the signature of a coin wrong. */
  | { readonly why: "badSignature" }
  /** 404: no such order, or no such merchant here. */
  | { readonly why: "orderUnknown" }
  /** 409: paid with other coins before; these are not taken. */
  | { readonly why: "alreadyPaid" }
  /** 409: the exchange says this coin holds too little; only the coin's own history proves it. */
  | { readonly why: "coinSpent"; readonly coinPub: string; readonly exchange?: string }
  /** 409 without a coin named. */
  | { readonly why: "conflict" }
  /** 410: the time for paying is over. */
  | { readonly why: "expired" }
  /** 410 for another reason: what was ordered is not to be had any more. */
  | { readonly why: "gone" }
  /** 412: it does not take these coins: their exchange, or their denomination. */
  | { readonly why: "notAccepted" }
  /** 413: too many coins at once. */
  | { readonly why: "tooLarge" }
  /** 424: the exchange refused for reasons of its own. */
  | { readonly why: "exchangeFailed"; readonly exchangeStatus?: number; readonly exchangeCode?: number }
  /** 451: the law does not let these exchanges pay this merchant. */
  | { readonly why: "legal"; readonly exchanges: readonly string[] }
  /** 400 and all others: the merchant finds the request wrong; what became of the coins is not known. */
  | { readonly why: "refused"; readonly code: number };

/** A member that counts as absent when it is malformed: an odd detail must not hide why a payment was refused. */
const lenient = <T>(codec: Codec<T>): OptionalCodec<T> => ({
  optional: true,
  parse(value) {
    try {
      return value === undefined || value === null ? undefined : codec.parse(value);
    } catch (error) {
      if (error instanceof FormatError) return undefined;
      throw error;
    }
  },
  format: (value) => (value === undefined ? null : codec.format(value)),
});

const number = lenient(integer());

const refusalBody = lenient(
  object({
    code: number,
    exchange_url: lenient(baseUrl),
    exchange_http_status: number,
    /** Older merchants call it so, newer ones as below. */
    exchange_code: number,
    exchange_ec: number,
    exchange_reply: lenient(object({ code: number, coin_pub: lenient(publicKey) })),
    exchange_base_urls: lenient(list(baseUrl, 256)),
  }),
);

/** The status for what is not to be had any more. */
export const statusGone = 410;

/**
 * Reads a refused payment: any status from 400 on that is not the merchant's or the network's trouble of the moment
 * (408, 429, 5xx: the same request is to be sent again). `body` is the JSON as it came, or undefined.
 * Source: GNU Taler merchant API, paying an order.
 */
export function payRefusal(status: number, body: unknown): PayRefusal {
  const said = refusalBody.parse(body) ?? {};
  switch (status) {
    case 402:
      return { why: "refunded" };
    case 403:
      return { why: "badSignature" };
    case 404:
      return { why: "orderUnknown" };
    case 409:
      return conflict(said);
    case statusGone:
      return { why: said.code === undefined || said.code === merchantCodes.payDeadlineOver ? "expired" : "gone" };
    case 412:
      return { why: "notAccepted" };
    case 413:
      return { why: "tooLarge" };
    case 424:
      return exchangeFailure(said);
    case 451:
      return { why: "legal", exchanges: said.exchange_base_urls ?? (said.exchange_url ? [said.exchange_url] : []) };
    default:
      return { why: "refused", code: said.code ?? 0 };
  }
}

type Said = NonNullable<ReturnType<typeof refusalBody.parse>>;

function conflict({ code, exchange_reply: reply, exchange_url: exchange }: Said): PayRefusal {
  if (code === merchantCodes.alreadyPaid) return { why: "alreadyPaid" };
  if (reply?.coin_pub === undefined) return { why: "conflict" };
  return { why: "coinSpent", coinPub: reply.coin_pub, ...(exchange !== undefined && { exchange }) };
}

function exchangeFailure({
  exchange_http_status: status,
  exchange_code,
  exchange_ec,
  exchange_reply,
}: Said): PayRefusal {
  const code = exchange_ec ?? exchange_code ?? exchange_reply?.code;
  return {
    why: "exchangeFailed",
    ...(status !== undefined && { exchangeStatus: status }),
    ...(code !== undefined && { exchangeCode: code }),
  };
}
