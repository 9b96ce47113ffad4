/** Giving up a payment that was not completed: the merchant hands back what it deposited already (GNU Taler merchant API). */
import { type Amount, amount, subtract } from "./amount.ts";
import { baseUrl } from "./base-url.ts";
import { type Codec, integer, list, literal, type ObjectOf, object, oneOf, optional } from "./codec.ts";
import { hash512, publicKey, signature } from "./crockford.ts";
import { endpoint } from "./endpoint.ts";
import type { Signers } from "./exchange-proof.ts";
import { mostCoinsInPayment } from "./merchant-api.ts";
import { verifyRefund } from "./refund-api.ts";

export const abortRequest = object({
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

export const abortAnswer = object({ refunds: list(abortedCoin, mostCoinsInPayment) });

/** A coin of a payment that was given up: what it was to contribute, and the fee that is part of it. */
export interface GivenUp {
  readonly coinPub: string;
  readonly contribution: Amount;
  readonly depositFee: Amount;
}

/** The number of the refund of a payment that was given up. */
export const abortTransactionId = 0;

/**
 * How much the exchange has signed to have given back to the coin, or undefined. Merchants ask for the contribution
 * with the deposit fee or without it, and do not say which.
 */
export async function givenBack(
  { coinPub, contribution, depositFee }: GivenUp,
  answer: AbortedCoin,
  of: { readonly contractHash: string; readonly merchantPub: string },
  signers: Signers,
): Promise<Amount | undefined> {
  if (answer.type !== "success") return undefined;
  for (const amount of [contribution, subtract(contribution, depositFee)]) {
    const refund = { ...of, coinPub, transactionId: abortTransactionId, amount };
    if (await verifyRefund(refund, answer, signers)) return amount;
  }
  return undefined;
}

export const abortEndpoints = {
  /** One answer per coin, in order. 403 another contract · 404 no such order · 412 it is paid (2254): ask for a refund. */
  abort: endpoint("POST", "orders/:orderId/abort", abortRequest, abortAnswer),
} as const;
