/** Money that a merchant gives back, coin by coin, and the exchange's word for each (GNU Taler merchant API). */
import { amount } from "./amount.ts";
import { type Codec, integer, list, literal, type ObjectOf, object, oneOf, optional } from "./codec.ts";
import { publicKey } from "./crockford.ts";
import { proofFields, type Signers } from "./exchange-proof.ts";
import { verifyRefund } from "./refund-api.ts";
import { timestamp } from "./time.ts";

const common = {
  coin_pub: publicKey,
  /** Together with the coin it is the name of the refund. */
  rtransaction_id: integer(),
  /** With the fee for refunds, which the coin does not get. */
  refund_amount: amount,
  execution_time: optional(timestamp),
};

const doneFields = { type: literal("success"), ...proofFields, ...common };
const failedFields = {
  type: literal("failure"),
  /** What the exchange said to the merchant; 0 when it said nothing. */
  exchange_status: integer(0, 999),
  exchange_code: optional(integer(0, 99_999)),
  ...common,
};
const done = object(doneFields);
const failed = object(failedFields);
const type = object({ type: oneOf("success", "failure") });

export type RefundDone = ObjectOf<typeof doneFields>;
export type RefundFailed = ObjectOf<typeof failedFields>;

/** One coin's refund: the exchange has given it, or what kept it from doing so. */
const coinRefund: Codec<RefundDone | RefundFailed> = {
  parse: (value) => (type.parse(value).type === "success" ? done : failed).parse(value),
  format: (value) => (value.type === "success" ? done.format(value) : failed.format(value)),
};

/** Many coins may each have been refunded several times. */
export const refundsAnswer = object({
  refund_amount: amount,
  refunds: list(coinRefund, 10_000),
  merchant_pub: publicKey,
});

/** Of which payment a refund is to be: the contract and its merchant, both in base32. */
export interface RefundOf {
  readonly contractHash: string;
  readonly merchantPub: string;
}

/** Whether the exchange signed this refund; when it did is not said in the signature. */
export function isRefunded(
  refund: RefundDone,
  { contractHash, merchantPub }: RefundOf,
  signers: Signers,
): Promise<boolean> {
  const { coin_pub: coinPub, rtransaction_id: transactionId, refund_amount } = refund;
  return verifyRefund({ contractHash, merchantPub, coinPub, transactionId, amount: refund_amount }, refund, signers);
}

/** Whether asking again may bring a refund that failed: the exchange was busy or broken, and did not refuse it. */
export const mayComeLater = ({ exchange_status: status }: RefundFailed): boolean =>
  status === 0 || status === 408 || status === 429 || status >= 500;
