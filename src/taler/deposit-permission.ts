/** What coins sign so that a merchant may deposit them (GNU Taler exchange API, merchant API). */
import type { Amount } from "./amount.ts";
import type { Contract } from "./check-contract.ts";
import { bytesOf, textOf } from "./crockford.ts";
import { signOnce } from "./eddsa.ts";
import type { DepositPermission } from "./merchant-api.ts";
import { coinDeposit } from "./wallet-signatures.ts";

/** A coin and what of it goes to the merchant. Keys are bytes, hashes and signatures base32. */
export interface Spend {
  readonly coinPriv: Uint8Array;
  readonly denominationHash: string;
  /** The denomination's signature of the coin. */
  readonly coinSignature: string;
  readonly exchangeBaseUrl: string;
  /** With the deposit fee. */
  readonly contribution: Amount;
  readonly depositFee: Amount;
}

/** What of a contract every coin signs. */
export function permissionBlock(
  { hash, terms }: Contract,
  { denominationHash, contribution, depositFee }: Pick<Spend, "denominationHash" | "contribution" | "depositFee">,
): Uint8Array {
  return coinDeposit({
    contractHash: bytesOf(hash),
    wireHash: bytesOf(terms.h_wire),
    denominationHash: bytesOf(denominationHash),
    walletTimestamp: terms.timestamp,
    refundDeadline: terms.refund_deadline,
    contribution,
    depositFee,
    merchantPub: bytesOf(terms.merchant_pub),
  });
}

/** The permissions of all these coins, in their order. The same input gives the same bytes. */
export const permitDeposits = (contract: Contract, spends: readonly Spend[]): Promise<readonly DepositPermission[]> =>
  Promise.all(spends.map((spend) => permitDeposit(contract, spend)));

async function permitDeposit(contract: Contract, spend: Spend): Promise<DepositPermission> {
  const { publicKey, signature } = await signOnce(spend.coinPriv, permissionBlock(contract, spend));
  return {
    coin_pub: textOf(publicKey),
    coin_sig: textOf(signature),
    contribution: spend.contribution,
    exchange_url: spend.exchangeBaseUrl,
    h_denom: spend.denominationHash,
    ub_sig: { cipher: "RSA", rsa_signature: spend.coinSignature },
  };
}
