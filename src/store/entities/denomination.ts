/** A denomination that coins of this wallet have; kept whole, since an exchange forgets expired and revoked ones. */
import { amount } from "../../taler/amount.ts";
import { bytesUpTo, hash512, signature } from "../../taler/crockford.ts";
import { entity, fixed, type RowOf, value } from "../entity.ts";
import { baseUrl, moment } from "../spelling.ts";

const facts = {
  exchange: fixed(baseUrl),
  /** `rsa_pub` as the protocol spells it. */
  pub: value(fixed(bytesUpTo(1100))),
  value: fixed(amount),
  feeWithdraw: fixed(amount),
  feeDeposit: fixed(amount),
  feeRefresh: fixed(amount),
  feeRefund: fixed(amount),
  start: fixed(moment),
  expireWithdraw: fixed(moment),
  expireDeposit: fixed(moment),
  expireLegal: fixed(moment),
  masterSig: fixed(signature),
};

/** Keyed by the denomination's hash. */
export const denominations = entity("denominations", hash512, facts);
export type Denomination = RowOf<typeof denominations>;
