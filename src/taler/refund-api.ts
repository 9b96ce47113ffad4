/** Giving money back to a coin: what a merchant asks of an exchange, and the exchange's word that it was done. */
import { type Amount, amount } from "./amount.ts";
import { integer, type Of, object } from "./codec.ts";
import { bytesOf, hash512, publicKey, signature } from "./crockford.ts";
import { endpoint } from "./endpoint.ts";
import { isProven, proofFields, type Signers } from "./exchange-proof.ts";
import { refundConfirmation } from "./exchange-signatures.ts";

/** So much of what the coin paid for the contract; the coin gets it without the fee for refunds. */
export const refundRequest = object({
  refund_amount: amount,
  h_contract_terms: hash512,
  /** Of this merchant, so that several refunds of one coin can be told apart. */
  rtransaction_id: integer(),
  merchant_pub: publicKey,
  merchant_sig: signature,
});

/** The same again when the same is sent again. */
export const refundAnswer = object(proofFields);

export const refundEndpoints = {
  refund: endpoint("POST", "coins/:coinPub/refund", refundRequest, refundAnswer),
} as const;

/** What names a refund and says how much it is, fee included; keys and hash in base32. */
export interface Refund {
  readonly contractHash: string;
  readonly coinPub: string;
  readonly merchantPub: string;
  readonly transactionId: number;
  readonly amount: Amount;
}

/** Whether the exchange has signed that it gave the coin this refund; merchants pass such answers on to wallets. */
export function verifyRefund(refund: Refund, answer: Of<typeof refundAnswer>, signers: Signers): Promise<boolean> {
  const block = refundConfirmation({
    contractHash: bytesOf(refund.contractHash),
    coinPub: bytesOf(refund.coinPub),
    merchantPub: bytesOf(refund.merchantPub),
    transactionId: refund.transactionId,
    amount: refund.amount,
  });
  return isProven(signers, answer, block);
}
