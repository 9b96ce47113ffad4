/** Giving up a payment that was not completed: the merchant hands back what it deposited already (GNU Taler merchant API). */
import { amount } from "./amount.ts";
import { baseUrl } from "./base-url.ts";
import { type Codec, integer, list, literal, type ObjectOf, object, oneOf, optional } from "./codec.ts";
import { hash512, publicKey, signature } from "./crockford.ts";
import { endpoint } from "./endpoint.ts";
import { mostCoinsInPayment } from "./merchant-api.ts";

const abortRequest = object({
  h_contract: hash512,
  coins: list(object({ coin_pub: publicKey, contribution: amount, exchange_url: baseUrl }), mostCoinsInPayment),
});

const refundedFields = { type: literal("success"), exchange_sig: signature, exchange_pub: publicKey };
const failedFields = {
  type: oneOf("failure", "undeposited"),
  exchange_status: optional(integer(0, 999)),
  exchange_code: optional(integer(0, 99_999)),
};
const refunded = object(refundedFields);
const failed = object(failedFields);
const type = object({ type: oneOf("success", "failure", "undeposited") });

/** What became of one coin: refunded, its number being 0; or it was not, perhaps because it was never deposited. */
export type AbortedCoin = ObjectOf<typeof refundedFields> | ObjectOf<typeof failedFields>;

const abortedCoin: Codec<AbortedCoin> = {
  parse: (value) => (type.parse(value).type === "success" ? refunded : failed).parse(value),
  format: (value) => (value.type === "success" ? refunded.format(value) : failed.format(value)),
};

export const abortEndpoints = {
  /** One answer per coin, in order. 403 another contract · 404 no such order · 412 it is paid (2254): ask for a refund. */
  abort: endpoint(
    "POST",
    "orders/:orderId/abort",
    abortRequest,
    object({ refunds: list(abortedCoin, mostCoinsInPayment) }),
  ),
} as const;
