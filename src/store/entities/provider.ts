/** A backup service that this wallet uses. */
import { amount, isZero } from "../../taler/amount.ts";
import { integer, type Of, object, oneOf, optional, text } from "../../taler/codec.ts";
import { earliest, entity, latest, ledger, type RowOf, union } from "../entity.ts";
import { baseUrl, instant } from "../spelling.ts";

/**
 * One annual fee. `account`: it opened the account, a year began with the payment; `renewal`: it added a year to the
 * end of the account. Moments in whole seconds.
 */
const feePayment = object({
  kind: oneOf("account", "renewal"),
  /** Public name of the root whose account it is: a wallet may have been merged with another one. */
  root: text(64),
  fee: amount,
  /** The merchant's name for it, by which the service counts it; absent where the service did so unasked. */
  order: optional(text(200)),
  agreedAt: instant,
  /** The merchant has signed that it is paid. */
  paidAt: optional(instant),
  /** The purchase was refused or called off: nothing was paid. */
  endedAt: optional(instant),
});
export type FeePayment = Of<typeof feePayment>;

const facts = {
  name: latest(text(100)),
  addedAt: earliest(),
  /** Public names of the roots whose wallets chose it. Absent where that was not noted: then it is of the one in use. */
  roots: union(text(64)),
  /** What its `/config` promised when it was last asked. Storage in MiB, exclusive. */
  terms: latest(object({ annualFee: amount, storageLimit: integer(1, 1_000_000), liability: amount })),
  /** Version tag of the terms of service the user accepted. */
  tosAccepted: latest(text(200)),
  /** So much a year the user agreed to: what is not more is paid again without asking. */
  agreedFee: latest(amount),
  /** By the hash of the contract that the wallet accepted for it. */
  feePayments: ledger(feePayment),
};

export const providers = entity("providers", baseUrl, facts);
export type Provider = RowOf<typeof providers>;

/** Whether it takes documents for nothing, as far as it has said. */
export const isFree = ({ facts: { terms } }: Pick<Provider, "facts">): boolean =>
  terms !== undefined && isZero(terms.value.annualFee);

/**
 * Whether the wallet of this root uses the service by itself: it was chosen there, or costs nothing. One that was paid for
 * another root would want to be paid again for this one: that is for the user to say.
 */
export const isUsedBy = (row: Pick<Provider, "facts">, root: string): boolean =>
  row.facts.roots === undefined || row.facts.roots.includes(root) || isFree(row);
