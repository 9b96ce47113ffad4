/** What went wrong, in English: for every problem one sentence that says what is so and what is safe, one on what to do. */
import type { ProblemCode } from "../api/problems.ts";
import { enExchangeProblems } from "./en-exchange-problems.ts";
import { enFileProblems } from "./en-file.ts";

export interface ProblemText {
  /** What happened, and what it does not touch. */
  readonly what: string;
  /** What the user can do, or what the wallet does by itself. */
  readonly next: string;
  /** The same for somebody who has just asked: nobody tries that again for them. */
  readonly byHand?: string;
}

export type ProblemTexts = Readonly<Record<ProblemCode, ProblemText>>;

const byHand = "Nothing is lost. Try again in a moment.";
const triesAgain = "Nothing is lost. Satchel tries again by itself.";

export const enProblems: ProblemTexts = {
  unreachable: {
    what: "The server does not answer.",
    next: `${triesAgain} Check your connection if this lasts.`,
    byHand: "Check your connection and the address, then try again. Nothing is lost.",
  },
  serverBusy: { what: "The server has too much to do right now.", next: triesAgain, byHand },
  serverFault: { what: "The server has a problem of its own.", next: triesAgain, byHand },
  badAnswer: {
    what: "The server answered something that makes no sense.",
    next: `${triesAgain} Tell the operator if this lasts.`,
    byHand: `${byHand} Tell the operator if this lasts.`,
  },
  answerTooLarge: {
    what: "The server sent more than Satchel accepts.",
    next: "Nothing was changed. Tell the operator if this lasts.",
  },
  notFound: {
    what: "The server does not know what Satchel asked for.",
    next: "Check the address. Your money is where it was.",
  },
  refused: {
    what: "The server refused the request.",
    next: "Your money is where it was. Ask the operator for the reason.",
  },
  badLink: { what: "This link is damaged or incomplete.", next: "Copy it again, from its first letter to its last." },
  unsupportedLink: {
    what: "Satchel cannot open this kind of link yet.",
    next: "Nothing was changed. Links that bring money, pay for something or give money back work.",
  },
  badAddress: { what: "This is not an address.", next: "Try something like https://backup.example.org" },
  badInput: {
    what: "Satchel does not understand this.",
    next: "Check what you typed and try again. Nothing was changed.",
  },
  badKey: {
    what: "This is not a key.",
    next: "A key has 52 letters and digits. Copy it again, from the first to the last.",
  },
  notAllowed: { what: "This page may not ask for that.", next: "Open it from Satchel’s own window." },
  ...enExchangeProblems,
  ...enFileProblems,
  bankOperationUnknown: {
    what: "The bank does not know this withdrawal.",
    next: "Start it again at your bank. Nothing was taken from your account.",
  },
  bankOperationAborted: {
    what: "The withdrawal was cancelled at the bank.",
    next: "Nothing was taken. Start it again at your bank if you want the money.",
  },
  bankOperationTaken: {
    what: "Another wallet has already taken this withdrawal.",
    next: "If that was not you, do not confirm it at your bank. Start a new one.",
  },
  incompatibleBank: {
    what: "This bank speaks a version that Satchel does not understand.",
    next: "Nothing was taken. You can receive by bank transfer instead.",
  },
  noMatchingAccount: {
    what: "The exchange has no account that this bank can send money to.",
    next: "Choose another exchange. Nothing was taken.",
  },
  amountTooSmall: {
    what: "This amount is too small to become even one coin.",
    next: "Choose a larger amount. Nothing was taken.",
  },
  badCoinSignature: {
    what: "The exchange sent a coin that is not genuine.",
    next: "Satchel refused it and asks again. The money stays in your name at the exchange.",
  },
  reserveRefused: {
    what: "The exchange does not hand the money out as coins.",
    next: "It stays in your name there. Satchel asks again by itself.",
  },
  kycRequired: {
    what: "The exchange wants to know who you are before it hands out this money.",
    next: "It stays in your name there. Follow the instructions of the exchange.",
  },
  slotNotSafe: {
    what: "Satchel is making sure that no other device uses the same keys.",
    next: "This takes a moment and goes on by itself.",
  },
  transactionUnknown: {
    what: "Satchel does not know this entry any more.",
    next: "Go back to the list. Your balance is right.",
  },
  cannotAbort: { what: "It is too late to cancel this.", next: "It finishes by itself. No money is lost." },
  orderUnknown: {
    what: "The shop does not know this order.",
    next: "Nothing was paid. Go back to the shop and order again.",
  },
  orderTaken: {
    what: "Another wallet has already taken this order.",
    next: "Nothing was paid from here. Was it your other device? Otherwise order again at the shop.",
  },
  orderPaid: {
    what: "This order was paid already, with other money.",
    next: "What went from here comes back. If your other device paid, that appears after its next backup.",
  },
  orderGone: {
    what: "The shop does not have this any more.",
    next: "Nothing was paid. Go back to the shop and choose something else.",
  },
  contractExpired: {
    what: "The time for paying this order is over.",
    next: "Nothing was paid. Go back to the shop and order again.",
  },
  unsupportedContract: {
    what: "The shop asks for a way of paying that Satchel does not know.",
    next: "Nothing was paid. Ask the shop for another way, or look for a newer Satchel.",
  },
  badMerchantSignature: {
    what: "The shop’s word is not signed as it should be.",
    next: "Satchel does not believe it and asks again later. Your money is safe.",
  },
  notEnoughMoney: {
    what: "There is not enough money for this.",
    next: "Nothing was paid. Withdraw more, then try again.",
  },
  paymentRefused: {
    what: "The shop did not take the payment.",
    next: "Satchel takes the money back. Ask the shop for the reason.",
  },
  coinContested: {
    what: "The shop says that a coin was spent already, and the exchange does not confirm it.",
    next: "Satchel asks both again. Your money is kept.",
  },
  badAccount: {
    what: "This is not the account of anybody.",
    next: "Nothing was sent. Check the number for a mistyped digit, and whether the owner’s name is given.",
  },
  accountNotServed: {
    what: "The exchange does not send money to accounts of this kind.",
    next: "Nothing was sent. Name an account at another bank.",
  },
  offerChanged: {
    what: "Your money has changed since you looked.",
    next: "Nothing was sent. Check the new figures and decide again.",
  },
  notABackupService: {
    what: "There is no backup service at this address.",
    next: "Check the address. Nothing was added.",
  },
  incompatibleService: {
    what: "This backup service speaks a version that Satchel does not understand.",
    next: "Choose another one. What other services keep is not touched.",
  },
  servicePaymentRequired: {
    what: "The service wants its yearly fee before it keeps a backup.",
    next: "Nothing new is stored there until then. A free service works at once.",
  },
  feeNotDue: {
    what: "There is nothing to pay for this service now.",
    next: "Nothing was paid. Its page tells until when it is paid.",
  },
  serviceFull: {
    what: "The backup has become too large for this service.",
    next: "Choose a service with more room. The older backup there is kept.",
  },
  serviceClosing: {
    what: "This service takes no new backups.",
    next: "Add another service. What it has stored can still be read.",
  },
  serviceRefused: {
    what: "The backup service refused the backup.",
    next: "Your money is safe in this browser. Add another service if this lasts.",
  },
  serviceUnknown: { what: "This service is not in your list.", next: "Add it first." },
  badBackupSignature: {
    what: "The service returned a backup that nobody of yours has signed.",
    next: "Satchel does not use it. Your wallet was not changed.",
  },
  conflictsPersist: { what: "Your devices are all writing to the backup at this moment.", next: triesAgain, byHand },
  othersUseIt: {
    what: "Another of your devices still backs up there.",
    next: "Its copy was left as it is. Switch the backup off on that device first, or leave the copy where it is.",
  },
  badRecoverySecret: {
    what: "This is not a complete recovery secret.",
    next: "Compare it with your sheet, character by character. Nothing was changed.",
  },
  moneyLink: {
    what: "This link is about money; it is not the recovery secret.",
    next: "Nothing was changed. Open it in Satchel’s window: under “Receive” if it brings money, under “Send” if it asks for some.",
  },
  misspelledWord: {
    what: "One of the words is not on the list.",
    next: "Compare the words with your sheet. Their first four letters are enough.",
  },
  wordsDoNotFit: {
    what: "These words do not belong together.",
    next: "Check their order, and that there are 24. Nothing was changed.",
  },
  noServiceNamed: {
    what: "The words alone do not say where the backup is.",
    next: "Also type the address of the service. It is on your sheet.",
  },
  noBackupThere: {
    what: "The service has no backup for this secret.",
    next: "Check the secret and the address. Another service may have it.",
  },
  secretRenewed: {
    what: "The recovery secret of this wallet was renewed on another device.",
    next: "This device keeps all it has. To go on together, open “Restore” and give it the new secret. If that was not you, somebody else has your secret: renew it here, too.",
  },
  notABackup: {
    what: "What the service returned is not a backup of Satchel.",
    next: "Check the address. Nothing was changed.",
  },
  backupDamaged: {
    what: "The backup cannot be read: it is damaged, or it belongs to another secret.",
    next: "Nothing was changed. Try another service that keeps a copy.",
  },
  backupTooLarge: {
    what: "The backup is larger than Satchel accepts.",
    next: "Nothing was changed. Try another service that keeps a copy.",
  },
  backupOfOtherWallet: {
    what: "This backup belongs to another wallet.",
    next: "Nothing was changed. Check that the secret and the service belong together.",
  },
  backupTooNew: {
    what: "The backup was written by a newer Satchel.",
    next: "Update Satchel, then restore again. Nothing was changed.",
  },
  massDeletion: {
    what: "A backup would remove much of what is in this wallet.",
    next: "Nothing has been removed here. Decide first whether it should be.",
  },
  removalsChanged: {
    what: "What would be removed has changed in the meantime.",
    next: "Nothing has been removed here. Look at the question once more.",
  },
  notInTrash: {
    what: "It is no longer among the removed things.",
    next: "It may have come back already, or its 30 days are over.",
  },
  storageFull: {
    what: "The browser has no room left to save anything.",
    next: "Free some disk space. What is saved already is kept.",
  },
  storageBlocked: {
    what: "The browser does not let Satchel keep anything.",
    next: "Money would be gone with the window, so nothing is done here. Allow Satchel to store data, or leave private mode.",
  },
  databaseTooNew: {
    what: "This wallet was last used by a newer Satchel.",
    next: "Your money is untouched. Update Satchel, and it opens again.",
  },
  pageOutlived: {
    what: "Satchel was updated.",
    next: "Your money is safe. Reload this page to go on.",
  },
  bug: {
    what: "Something went wrong inside Satchel.",
    next: "Your money is kept. Try again; if it stays, report it with the details.",
  },
};
