/** What can go wrong, with its retry rule. Texts live in i18n, one per code, saying what is safe and what to do next. */

/**
 * `soon`: doubling waits from seconds · `later`: doubling waits from minutes ·
 * `never`: trying again changes nothing until the user or the world does something.
 */
export type RetryRule = "soon" | "later" | "never";

interface ProblemKind {
  readonly retry: RetryRule;
}

export const problems = {
  // The network and servers in general
  unreachable: { retry: "soon" },
  serverBusy: { retry: "soon" },
  serverFault: { retry: "soon" },
  badAnswer: { retry: "later" },
  answerTooLarge: { retry: "later" },
  notFound: { retry: "later" },
  refused: { retry: "never" },
  // What the user typed, pasted or clicked
  badLink: { retry: "never" },
  unsupportedLink: { retry: "never" },
  badAddress: { retry: "never" },
  badInput: { retry: "never" },
  badKey: { retry: "never" },
  notAllowed: { retry: "never" },
  // Exchanges
  notAnExchange: { retry: "later" },
  incompatibleExchange: { retry: "later" },
  badExchangeSignature: { retry: "later" },
  changedMasterKey: { retry: "later" },
  wrongCurrency: { retry: "never" },
  noUsableDenominations: { retry: "later" },
  exchangeSuspended: { retry: "never" },
  tosNotAccepted: { retry: "never" },
  exchangeNeeded: { retry: "never" },
  exchangeBusy: { retry: "never" },
  purgeDiffers: { retry: "never" },
  // Terms of service, of exchanges and of backup services
  tosTooLarge: { retry: "later" },
  tosNotReadable: { retry: "later" },
  tosWithoutVersion: { retry: "later" },
  // Withdrawals
  bankOperationUnknown: { retry: "never" },
  bankOperationAborted: { retry: "never" },
  bankOperationTaken: { retry: "never" },
  incompatibleBank: { retry: "never" },
  noMatchingAccount: { retry: "never" },
  amountTooSmall: { retry: "never" },
  badCoinSignature: { retry: "later" },
  reserveRefused: { retry: "later" },
  kycRequired: { retry: "later" },
  slotNotSafe: { retry: "soon" },
  transactionUnknown: { retry: "never" },
  cannotAbort: { retry: "never" },
  // Payments
  orderUnknown: { retry: "never" },
  orderTaken: { retry: "never" },
  orderPaid: { retry: "never" },
  orderGone: { retry: "never" },
  contractExpired: { retry: "never" },
  unsupportedContract: { retry: "never" },
  badMerchantSignature: { retry: "later" },
  notEnoughMoney: { retry: "later" },
  paymentRefused: { retry: "never" },
  coinContested: { retry: "later" },
  // Deposits
  badAccount: { retry: "never" },
  accountNotServed: { retry: "never" },
  offerChanged: { retry: "never" },
  // Backup services
  notABackupService: { retry: "later" },
  incompatibleService: { retry: "later" },
  servicePaymentRequired: { retry: "later" },
  feeNotDue: { retry: "never" },
  serviceFull: { retry: "later" },
  serviceClosing: { retry: "later" },
  serviceRefused: { retry: "later" },
  serviceUnknown: { retry: "never" },
  badBackupSignature: { retry: "later" },
  conflictsPersist: { retry: "soon" },
  othersUseIt: { retry: "never" },
  // Backups and secrets
  badRecoverySecret: { retry: "never" },
  moneyLink: { retry: "never" },
  misspelledWord: { retry: "never" },
  wordsDoNotFit: { retry: "never" },
  noServiceNamed: { retry: "never" },
  noBackupThere: { retry: "never" },
  secretRenewed: { retry: "never" },
  notABackup: { retry: "never" },
  backupDamaged: { retry: "never" },
  backupTooLarge: { retry: "never" },
  backupOfOtherWallet: { retry: "never" },
  backupTooNew: { retry: "never" },
  massDeletion: { retry: "never" },
  removalsChanged: { retry: "never" },
  notInTrash: { retry: "never" },
  // A backup in a file
  notASavedFile: { retry: "never" },
  fileDoesNotOpen: { retry: "never" },
  fileNotWhole: { retry: "never" },
  // The browser and ourselves
  storageFull: { retry: "later" },
  storageBlocked: { retry: "later" },
  databaseTooNew: { retry: "never" },
  pageOutlived: { retry: "never" },
  bug: { retry: "later" },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problems;

/** A problem as data: what crosses the border to a page, and what a retry record keeps. Never holds a secret. */
export interface Problem {
  readonly code: ProblemCode;
  /** For people who look closer: which field, which word, which status; never quoted content of secrets. */
  readonly detail?: string;
  /** Milliseconds that the server asked us to wait. */
  readonly retryAfter?: number;
}

/** The one error class of the wallet: deep code throws it, the door and the runner turn it into data. */
export class WalletError extends Error {
  readonly problem: Problem;

  constructor(code: ProblemCode, detail?: string, retryAfter?: number) {
    super(detail === undefined ? code : `${code}: ${detail}`);
    this.name = "WalletError";
    this.problem = {
      code,
      ...(detail !== undefined && { detail }),
      ...(retryAfter !== undefined && { retryAfter }),
    };
  }
}

/** True for a word of the table; used at the door of pages and on stored records. */
export function isProblemCode(word: string): word is ProblemCode {
  return Object.hasOwn(problems, word);
}
