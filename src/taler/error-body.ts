/** What GNU Taler servers say when they refuse: a number, a hint for people, and what belongs to some of the numbers. */
import { amount } from "./amount.ts";
import { integer, type ObjectOf, object, optional, text, yesNo } from "./codec.ts";
import { hash256, hash512, publicKey, signature } from "./crockford.ts";
import { timestamp } from "./time.ts";

/** The numbers a wallet reacts to; it judges all others by the HTTP status (registry of GNU Taler error codes). */
export const errorCodes = {
  /** The coin is known as one of another denomination. */
  coinOtherDenomination: 1003,
  denominationUnknown: 1005,
  coinSignatureInvalid: 1006,
  denominationNotYetValid: 1008,
  denominationExpired: 1009,
  denominationRevoked: 1010,
  /** Too little is left of a coin. The answer has no history: who wants proof asks for the coin's. */
  coinInsufficientFunds: 1012,
  /** The coin is known with another age commitment. */
  coinOtherAge: 1015,
  /** The exchange has never seen the coin: nothing of it is spent. */
  coinUnknown: 1019,
  contributionAboveValue: 1021,
  reserveUnknown: 1027,
  kycRequired: 1028,
  depositUnknown: 1100,
  merchantSignatureInvalid: 1106,
  withdrawInsufficientFunds: 1150,
  withdrawSignatureInvalid: 1154,
  /** A batch mixed planchets that were signed before with new ones. */
  withdrawMixedReplay: 1175,
  depositSignatureInvalid: 1205,
  /** The contract was deposited for before, with other deadlines or another account. */
  depositOtherContract: 1206,
  refundAfterWireDeadline: 1208,
  coinHistorySignatureInvalid: 1251,
  historySignatureInvalid: 1252,
  /** The denomination's time is over, and nothing of its coins came back that could still be melted. */
  meltExpired: 1305,
  meltSignatureInvalid: 1303,
  /** What was revealed is not what the old coin had signed. */
  revealOtherCommitment: 1353,
  meltUnknown: 1355,
  linkUnknown: 1400,
  refundCoinUnknown: 1500,
  /** All refunds together would be more than the merchant gets for the deposit. */
  refundAboveDeposit: 1501,
  refundDepositUnknown: 1502,
  /** The merchant has the money already. */
  refundTooLate: 1503,
  refundSignatureInvalid: 1506,
  /** There is a refund of this number, of another amount. */
  refundOtherAmount: 1510,
  recoupSignatureInvalid: 1550,
  /** No withdrawal gave out this coin, at least not hidden in this way. */
  recoupNotFound: 1551,
  recoupNotRevoked: 1555,
  recoupRefreshSignatureInvalid: 1575,
  /** No refresh gave out this coin, at least not hidden in this way. */
  recoupRefreshNotFound: 1576,
  recoupRefreshNotRevoked: 1580,
  kycWalletSignatureInvalid: 1925,
  /** Another key speaks for the account; the answer names it. */
  kycOtherKey: 1930,
  kycAccountUnknown: 1939,
  kycKeyUnknown: 1940,
} as const;

const fields = {
  code: integer(0, 99_999),
  hint: optional(text()),
  detail: optional(text()),
  // 409: not enough money in the reserve, or a reserve of somebody too young
  balance: optional(amount),
  requested_amount: optional(amount),
  maximum_allowed_age: optional(integer(0, 1000)),
  // 409: which coin, and what is known of it or of its contract
  coin_pub: optional(publicKey),
  prev_denom_pub: optional(hash512),
  h_wire: optional(hash512),
  rc_expected: optional(hash512),
  // 404 and 410 about a denomination, signed by the exchange; 409 about a coin names its denomination
  timestamp: optional(timestamp),
  exchange_pub: optional(publicKey),
  exchange_sig: optional(signature),
  h_denom_pub: optional(hash512),
  oper: optional(text(64)),
  // 451: the owner must be known first
  h_payto: optional(hash256),
  account_pub: optional(publicKey),
  bad_kyc_auth: optional(yesNo),
  requirement_row: optional(integer()),
  expected_account_pub: optional(publicKey),
};

export const errorBody = object(fields);
export type ErrorBody = ObjectOf<typeof fields>;
