/** What one wire of an exchange to a merchant consisted of (GNU Taler exchange API, transfers). */
import { amount } from "./amount.ts";
import { list, type Of, object, optional } from "./codec.ts";
import { bytesOf, hash256, hash512, publicKey, textOf } from "./crockford.ts";
import { endpoint } from "./endpoint.ts";
import { isProven, proofFields, type Signers } from "./exchange-proof.ts";
import { wireDeposit, wireDepositDetail } from "./exchange-signatures.ts";
import { paytoHash } from "./payto.ts";
import { timestamp } from "./time.ts";

/** More deposits go into several wires. */
const mostDeposits = 10_000;

const transferred = object({
  h_contract_terms: hash512,
  coin_pub: publicKey,
  /** What the coin gave, and what of it was the fee. */
  deposit_value: amount,
  deposit_fee: amount,
  refund_total: optional(amount),
});

export const transferAnswer = object({
  /** What was wired; the wire fee is off. */
  total: amount,
  wire_fee: amount,
  merchant_pub: publicKey,
  /** Of the account's address as the merchant wrote it. */
  h_payto: hash256,
  execution_time: timestamp,
  deposits: list(transferred, mostDeposits),
  ...proofFields,
});
export type TransferAnswer = Of<typeof transferAnswer>;

export const transferEndpoints = {
  /** Anybody who knows the subject of the wire may ask. 404 (1451) for one that is not known. */
  transfer: endpoint("GET", "transfers/:wtid", undefined, transferAnswer),
} as const;

/** What the exchange signs about a wire; also the sandbox's. */
export const transferBlock = (answer: Omit<TransferAnswer, "exchange_sig" | "exchange_pub">): Uint8Array =>
  wireDeposit({
    total: answer.total,
    wireFee: answer.wire_fee,
    merchantPub: bytesOf(answer.merchant_pub),
    accountHash: bytesOf(answer.h_payto),
    details: answer.deposits.map((one) =>
      wireDepositDetail({
        contractHash: bytesOf(one.h_contract_terms),
        executionTime: answer.execution_time,
        coinPub: bytesOf(one.coin_pub),
        value: one.deposit_value,
        fee: one.deposit_fee,
      }),
    ),
  });

/** Whether the exchange has signed that this wire went to this merchant (base32) and account (a payto address). */
export function verifyTransfer(
  answer: TransferAnswer,
  merchantPub: string,
  account: string,
  signers: Signers,
): Promise<boolean> {
  const isOurs = answer.merchant_pub === merchantPub && answer.h_payto === textOf(paytoHash(account));
  return isOurs ? isProven(signers, answer, transferBlock(answer)) : Promise.resolve(false);
}
