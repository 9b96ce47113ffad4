/** What a wallet signs, with the keys of its coins, reserves and purses (GNU Taler exchange API; sync API). */
import {
  count,
  hash,
  hashedBytes,
  hashedText,
  key,
  moment,
  money,
  optionalHash,
  optionalMoment,
  optionalShortHash,
  serial,
  shortHash,
  signatureField,
  signed,
} from "./purpose.ts";

// Coins

/** By the coin: so much of it for this contract. `contribution` includes the fee. */
export const coinDeposit = signed("coinDeposit", {
  contractHash: hash,
  ageCommitmentHash: optionalShortHash,
  policyHash: optionalHash,
  wireHash: hash,
  denominationHash: hash,
  walletTimestamp: moment,
  refundDeadline: optionalMoment,
  contribution: money,
  depositFee: money,
  merchantPub: key,
  walletDataHash: optionalHash,
});

/** By the old coin: so much of it becomes the new coins that the commitment fixes. `amount` includes the fee. */
export const coinMelt = signed("coinMelt", {
  commitment: hash,
  denominationHash: hash,
  ageCommitmentHash: optionalShortHash,
  amount: money,
  refreshFee: money,
});

/** By the old coin: this new coin is its change. */
export const coinLink = signed("coinLink", {
  denominationHash: hash,
  transferPub: key,
  ageCommitmentHash: optionalShortHash,
  envelopeHash: hash,
});

/** By a withdrawn coin whose denomination was revoked: back to the reserve. */
export const coinRecoup = signed("coinRecoup", { denominationHash: hash, blindingSecret: key });

/** By a refreshed coin whose denomination was revoked: back to the old coin. */
export const coinRecoupRefresh = signed("coinRecoupRefresh", { denominationHash: hash, blindingSecret: key });

/** By the coin, to see its history from this entry on. */
export const coinHistory = signed("coinHistory", { startOffset: serial });

// Reserves and accounts

/** By the reserve, once per planchet, also in batches. `amount` includes the fee. */
export const reserveWithdraw = signed("reserveWithdraw", {
  amount: money,
  denominationHash: hash,
  envelopeHash: hash,
});

/** By the reserve, to see its history from this entry on. */
export const reserveHistory = signed("reserveHistory", { startOffset: serial });

/** By the reserve; without an account the money goes back where it came from. */
export const reserveClose = signed("reserveClose", { requestedAt: moment, accountHash: optionalShortHash });

/** By the reserve, to be kept open for longer. */
export const reserveOpen = signed("reserveOpen", {
  payment: money,
  requestedAt: moment,
  expiration: moment,
  purseLimit: count,
});

/** By a coin that pays for {@link reserveOpen}. */
export const reserveOpenDeposit = signed("reserveOpenDeposit", {
  reserveSignature: signatureField,
  contribution: money,
});

/** By the reserve of a wallet that wants to hold more than this. */
export const accountSetup = signed("accountSetup", { threshold: money });

/** By the owner of an account who asks how far the check of his identity is. */
export const accountOwner = signed("accountOwner", {});

// Purses

/** By the purse: it exists, for this contract and this much. */
export const purseCreate = signed("purseCreate", {
  expiration: moment,
  amount: money,
  contractHash: hash,
  mergePub: key,
  minimumAge: count,
});

/** By the purse: it exists no more. */
export const purseDelete = signed("purseDelete", {});

/** By the coin: so much of it into this purse. `contribution` includes the fee. */
export const purseDeposit = signed("purseDeposit", {
  contribution: money,
  denominationHash: hash,
  ageCommitmentHash: optionalShortHash,
  pursePub: key,
  exchangeBaseUrl: hashedText,
});

/** By the purse's merge key: its money goes to this reserve. */
export const purseMerge = signed("purseMerge", { mergedAt: moment, pursePub: key, accountHash: shortHash });

/** What `flags` of {@link accountMerge} says about the purse. */
export const mergeFlags = { fullPurse: 1, createFromQuota: 2, createPayingFee: 3 } as const;

/** By the reserve: it takes the money of this purse. */
export const accountMerge = signed("accountMerge", {
  expiration: moment,
  amount: money,
  purseFee: money,
  contractHash: hash,
  pursePub: key,
  mergedAt: moment,
  minimumAge: count,
  flags: count,
});

/** By the purse: this encrypted contract belongs to it. */
export const purseContract = signed("purseContract", { encryptedContract: hashedBytes, contractPub: key });

// Backup

/** By the backup account: this blob takes the place of that one; none was there before the first. */
export const backupUpload = signed("backupUpload", { oldHash: optionalHash, newHash: hash });
