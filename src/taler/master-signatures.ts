/** What an exchange's offline master key signs, and what auditors sign about it (GNU Taler exchange API, `/keys`). */
import { count, hash, hashedText, key, moment, money, optionalHashedText, shortHash, signed, span } from "./purpose.ts";

/** What both the exchange and its auditors sign about a denomination. */
const denomination = {
  masterPub: key,
  start: moment,
  expireWithdraw: moment,
  expireDeposit: moment,
  expireLegal: moment,
  value: money,
  feeWithdraw: money,
  feeDeposit: money,
  feeRefresh: money,
  feeRefund: money,
  denominationHash: hash,
};

/** A denomination: its worth, its fees and its times. */
export const denominationValidity = signed("denominationValidity", denomination);

/** By an auditor: it watches this denomination. */
export const auditorDenomination = signed("auditorDenomination", { auditorUrl: hashedText, ...denomination });

/** A denomination that is no longer good. */
export const denominationRevoked = signed("denominationRevoked", { denominationHash: hash });

/** A key with which the exchange signs its answers. */
export const signingKeyValidity = signed("signingKeyValidity", {
  start: moment,
  expire: moment,
  end: moment,
  key,
});

/** A bank account of the exchange; the restrictions are signed as hashes of their canonical JSON. */
export const wireDetails = signed("wireDetails", {
  accountHash: shortHash,
  conversionUrl: optionalHashedText,
  debitRestrictionsHash: hash,
  creditRestrictionsHash: hash,
});

/** What a transfer by this method costs. */
export const wireFees = signed("wireFees", {
  wireMethod: hashedText,
  start: moment,
  end: moment,
  wireFee: money,
  closingFee: money,
});

/** Fees that do not hang on a denomination. */
export const globalFees = signed("globalFees", {
  start: moment,
  end: moment,
  purseTimeout: span,
  historyExpiration: span,
  historyFee: money,
  accountFee: money,
  purseFee: money,
  purseAccountLimit: count,
});
