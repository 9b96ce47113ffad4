/** Whether an offer is what the wallet asked for, signed by the merchant and still open. */
import { FormatError, type Json } from "./codec.ts";
import { contractHash } from "./contract.ts";
import { type ContractTerms, contractTerms } from "./contract-terms.ts";
import { bytesOf, textOf } from "./crockford.ts";
import { verify } from "./eddsa.ts";
import { merchantContract, merchantPaymentOk } from "./merchant-signatures.ts";
import { isBefore } from "./time.ts";

/** A contract whose merchant has signed it. */
export interface Contract {
  /** By which everybody names it; base32 of 64 bytes. */
  readonly hash: string;
  readonly terms: ContractTerms;
}

/** What the wallet knows before it sees the contract. */
export interface ContractExpectations {
  /** Canonical base URL at which the order was claimed. */
  readonly merchantBaseUrl: string;
  readonly orderId: string;
  /** The public key the order was claimed with. */
  readonly nonce: string;
  /** Seconds since 1970; the contract must still be payable then. */
  readonly now: number;
}

/**
 * `malformed`: not a contract, too large, or at odds with itself; the detail names the place.
 * `unsupported`: correct, but of a kind this wallet cannot pay; the detail says which.
 * `unsigned`: the merchant named in it has not signed it.
 * `foreign`: of another merchant, order or wallet than was asked for; the detail names the member.
 * `expired`: correct, but the time for paying is over.
 */
export type ContractRefusal = "malformed" | "unsupported" | "unsigned" | "foreign" | "expired";

export type CheckedContract =
  | { readonly contract: Contract }
  | { readonly refused: ContractRefusal; readonly detail?: string };

/** Far more than any shop needs; contracts are kept in every backup. */
const maxText = 1024 * 1024;

/**
 * Checks an offer as it came from the claim, its signature as base32. Refusals other than `expired` are for good.
 * Source: GNU Taler merchant API, checks of the wallet after claiming.
 */
export async function checkContract(
  raw: Json,
  signature: string,
  expected: ContractExpectations,
): Promise<CheckedContract> {
  const read = readContract(raw);
  if ("refused" in read) return read;
  const { hash, terms } = read.contract;
  const block = merchantContract({ contractHash: bytesOf(hash) });
  if (!(await verify(bytesOf(terms.merchant_pub), block, bytesOf(signature)))) return { refused: "unsigned" };
  const stranger = foreignMember(terms, expected);
  if (stranger !== undefined) return { refused: "foreign", detail: stranger };
  return isBefore(expected.now, terms.pay_deadline) ? read : { refused: "expired" };
}

/** A contract that was checked before, or how it cannot be read. */
export function readContract(raw: Json): CheckedContract {
  const kind = unsupportedKind(raw);
  if (kind !== undefined) return { refused: "unsupported", detail: kind };
  try {
    const hash = textOf(contractHash(raw));
    if (JSON.stringify(raw).length > maxText) throw new FormatError(`longer than ${maxText}`);
    return { contract: { hash, terms: contractTerms.parse(raw) } };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return { refused: "malformed", detail: error.message };
  }
}

/** Looked for first: the members of such contracts may be others. */
function unsupportedKind(raw: Json): string | undefined {
  if (typeof raw !== "object" || raw === null) return undefined;
  const { version, minimum_age: age } = raw as { readonly [key: string]: Json };
  if (typeof version === "number" && version > 0) return `version ${version}`;
  return typeof age === "number" && age > 0 ? "minimum_age" : undefined;
}

function foreignMember(terms: ContractTerms, expected: ContractExpectations): string | undefined {
  if (terms.merchant_base_url !== expected.merchantBaseUrl) return "merchant_base_url";
  if (terms.order_id !== expected.orderId) return "order_id";
  return terms.nonce === expected.nonce ? undefined : "nonce";
}

/** Whether the merchant signed (base32) that this contract is paid. */
export function isReceipt({ hash, terms }: Contract, signature: string): Promise<boolean> {
  return verify(bytesOf(terms.merchant_pub), merchantPaymentOk({ contractHash: bytesOf(hash) }), bytesOf(signature));
}
