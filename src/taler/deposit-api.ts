/** Depositing coins at an exchange: the request, its signed receipt, and the transfer that follows. */
import { type Amount, amount } from "./amount.ts";
import { integer, list, type Of, object, optional, yesNo } from "./codec.ts";
import { coinSignature } from "./coin-format.ts";
import { bytes, bytesOf, hash256, hash512, publicKey, signature } from "./crockford.ts";
import { endpoint } from "./endpoint.ts";
import { isProven, proofFields, type Signers } from "./exchange-proof.ts";
import { depositConfirmation, wireConfirmation } from "./exchange-signatures.ts";
import { payto, wireHash } from "./payto.ts";
import { type Timestamp, timestamp } from "./time.ts";
import { coinDeposit } from "./wallet-signatures.ts";

/** One request may hold so many coins. */
const mostCoins = 256;

const depositedCoin = object({
  coin_pub: publicKey,
  denom_pub_hash: hash512,
  ub_sig: coinSignature,
  /** How much of the coin, with the fee. */
  contribution: amount,
  coin_sig: signature,
  h_age_commitment: optional(hash256),
});
export type DepositedCoin = Of<typeof depositedCoin>;
type Permission = Pick<DepositedCoin, "denom_pub_hash" | "contribution" | "h_age_commitment">;

/**
 * Coins for a contract, by the merchant or by a wallet that plays one. An exchange refuses a request without coins.
 * Requests for the same contract must agree in everything but the coins.
 */
export const depositRequest = object({
  merchant_payto_uri: payto,
  wire_salt: bytes(16),
  merchant_pub: publicKey,
  /** Over the contract; absent or all zero when nobody needs to see that the merchant agrees. */
  merchant_sig: optional(signature),
  h_contract_terms: hash512,
  wallet_data_hash: optional(hash512),
  coins: list(depositedCoin, mostCoins),
  timestamp,
  /** Absent, and signed as zero, when there are no refunds. */
  refund_deadline: optional(timestamp),
  wire_transfer_deadline: timestamp,
});
export type DepositRequest = Of<typeof depositRequest>;

/** The same again when the same is sent again, with the time of the first. */
export const depositAnswer = object({ exchange_timestamp: timestamp, ...proofFields });
export type DepositAnswer = Of<typeof depositAnswer>;

/** The answer 200: the money was transferred, or is to be at this moment. `coin_contribution` is without the fee. */
export const depositTransfer = object({
  wtid: hash256,
  execution_time: timestamp,
  coin_contribution: amount,
  ...proofFields,
});
export type DepositTransfer = Of<typeof depositTransfer>;

/** The answer 202: the money will be transferred then, or once somebody has said who he is. */
export const depositPending = object({
  execution_time: timestamp,
  kyc_ok: yesNo,
  requirement_row: optional(integer()),
  /** The key that may ask how far the check is. */
  account_pub: optional(publicKey),
});

export const depositEndpoints = {
  deposit: endpoint("POST", "batch-deposit", depositRequest, depositAnswer),
  /**
   * Query `merchant_sig`: the merchant asks. Query `timeout_ms`: held until the money is transferred, at most so long.
   * 202 with {@link depositPending} while it is not.
   */
  depositStatus: endpoint("GET", "deposits/:wireHash/:merchantPub/:contractHash/:coinPub", undefined, depositTransfer),
} as const;

/** By this hash of 64 bytes contract and coins name the account, which it hides from all but merchant and exchange. */
export const wireHashOf = ({ merchant_payto_uri, wire_salt }: Omit<DepositRequest, "coins">): Uint8Array =>
  wireHash(merchant_payto_uri, bytesOf(wire_salt));

/** What a coin of the request signs. */
export function depositBlock(request: Omit<DepositRequest, "coins">, coin: Permission, depositFee: Amount): Uint8Array {
  return coinDeposit({
    contractHash: bytesOf(request.h_contract_terms),
    ageCommitmentHash: coin.h_age_commitment === undefined ? undefined : bytesOf(coin.h_age_commitment),
    wireHash: wireHashOf(request),
    denominationHash: bytesOf(coin.denom_pub_hash),
    walletTimestamp: request.timestamp,
    refundDeadline: request.refund_deadline,
    contribution: coin.contribution,
    depositFee,
    merchantPub: bytesOf(request.merchant_pub),
    walletDataHash: request.wallet_data_hash === undefined ? undefined : bytesOf(request.wallet_data_hash),
  });
}

/** What the exchange signs for the coins of the request; `total` is what they contribute without their deposit fees. */
export function receiptBlock(request: DepositRequest, exchangeTimestamp: Timestamp, total: Amount): Uint8Array {
  return depositConfirmation({
    contractHash: bytesOf(request.h_contract_terms),
    wireHash: wireHashOf(request),
    exchangeTimestamp,
    wireDeadline: request.wire_transfer_deadline,
    refundDeadline: request.refund_deadline,
    total,
    coinSignatures: request.coins.map(({ coin_sig }) => bytesOf(coin_sig)),
    merchantPub: bytesOf(request.merchant_pub),
  });
}

/** Whether the exchange has signed that it took the coins of this request, and will transfer `total`. */
export function verifyDeposit(
  request: DepositRequest,
  answer: DepositAnswer,
  total: Amount,
  signers: Signers,
): Promise<boolean> {
  const block = receiptBlock(request, answer.exchange_timestamp, total);
  return isProven(signers, answer, block, answer.exchange_timestamp);
}

/** What names one deposit: hashes and keys in base32. */
export interface DepositName {
  readonly wireHash: string;
  readonly contractHash: string;
  readonly coinPub: string;
}

/** Whether the exchange has signed that it transferred this deposit. */
export function verifyDepositTransfer(
  { wireHash, contractHash, coinPub }: DepositName,
  answer: DepositTransfer,
  signers: Signers,
): Promise<boolean> {
  const block = wireConfirmation({
    wireHash: bytesOf(wireHash),
    contractHash: bytesOf(contractHash),
    transferId: bytesOf(answer.wtid),
    coinPub: bytesOf(coinPub),
    executionTime: answer.execution_time,
    contribution: answer.coin_contribution,
  });
  return isProven(signers, answer, block);
}
