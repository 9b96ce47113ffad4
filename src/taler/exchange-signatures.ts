/** What an exchange signs with its online keys, as proof of what it has answered (GNU Taler exchange API). */
import {
  count,
  hash,
  hashedList,
  hashedText,
  key,
  layout,
  moment,
  money,
  operation,
  optionalHash,
  optionalMoment,
  serial,
  shortHash,
  signed,
} from "./purpose.ts";

/** The answer to `/keys`: the master signatures of all its denominations in the order of the JSON. */
export const keySet = signed("keySet", { listIssueDate: moment, masterSignatures: hashedList });

/** Money taken for a contract: `total` of all coins without their fees, and the signatures of these coins in order. */
export const depositConfirmation = signed("depositConfirmation", {
  contractHash: hash,
  wireHash: hash,
  policyHash: optionalHash,
  exchangeTimestamp: moment,
  wireDeadline: moment,
  refundDeadline: optionalMoment,
  total: money,
  coinSignatures: hashedList,
  merchantPub: key,
});

/** A melt accepted, and which of the three candidates need not be revealed. */
export const meltConfirmation = signed("meltConfirmation", { commitment: hash, norevealIndex: count });

/** Where and when a deposit was or will be transferred. */
export const wireConfirmation = signed("wireConfirmation", {
  wireHash: hash,
  contractHash: hash,
  transferId: key,
  coinPub: key,
  executionTime: moment,
  contribution: money,
});

/** One deposit within a {@link wireDeposit}; not signed by itself. */
export const wireDepositDetail = layout({
  contractHash: hash,
  executionTime: moment,
  coinPub: key,
  value: money,
  fee: money,
});

/** What one transfer to a merchant consists of; the details in the order of the JSON. */
export const wireDeposit = signed("wireDeposit", {
  total: money,
  wireFee: money,
  merchantPub: key,
  accountHash: shortHash,
  details: hashedList,
});

/** A refund granted; `amount` as the merchant asked for it, fee included. */
export const refundConfirmation = signed("refundConfirmation", {
  contractHash: hash,
  coinPub: key,
  merchantPub: key,
  transactionId: serial,
  amount: money,
});

/** A revoked coin paid back to its reserve. */
export const recoupConfirmation = signed("recoupConfirmation", {
  timestamp: moment,
  amount: money,
  coinPub: key,
  reservePub: key,
});

/** A revoked coin paid back to the coin it came from. */
export const recoupRefreshConfirmation = signed("recoupRefreshConfirmation", {
  timestamp: moment,
  amount: money,
  coinPub: key,
  oldCoinPub: key,
});

/** What was left of a reserve, sent to an account. */
export const reserveClosed = signed("reserveClosed", {
  timestamp: moment,
  amount: money,
  fee: money,
  reservePub: key,
  accountHash: shortHash,
  transferId: key,
});

/** A denomination the exchange has never had. */
export const denominationUnknown = signed("denominationUnknown", { timestamp: moment, denominationHash: hash });

/** A denomination with which this operation is not, or no longer, possible. */
export const denominationExpired = signed("denominationExpired", {
  timestamp: moment,
  operation,
  denominationHash: hash,
});

/** A purse made or paid into; `amount` is its goal, `totalDeposited` what it holds after fees. */
export const purseCreated = signed("purseCreated", {
  exchangeTimestamp: moment,
  expiration: moment,
  amount: money,
  totalDeposited: money,
  pursePub: key,
  contractHash: hash,
});

/** The money of a purse moved to a reserve. */
export const purseMerged = signed("purseMerged", {
  exchangeTimestamp: moment,
  expiration: moment,
  amount: money,
  pursePub: key,
  reservePub: key,
  contractHash: hash,
  exchangeBaseUrl: hashedText,
});

/** How a purse stands: "never" merged, or not yet full and therefore without a time of deposit. */
export const purseStatus = signed("purseStatus", {
  mergedAt: moment,
  depositedAt: optionalMoment,
  balance: money,
});

/** A coin's share of a purse that came to nothing, paid back. */
export const purseRefund = signed("purseRefund", { pursePub: key, coinPub: key, amount: money, refundFee: money });
