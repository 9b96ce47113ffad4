/** Every question one part of the extension may put to the background. */
import { type Codec, integer, list, type Of, object, oneOf, optional, text, yesNo } from "../taler/codec.ts";
import { comparison } from "./comparison-views.ts";
import { depositAgreement, depositOffer, depositWish } from "./deposit-views.ts";
import { exchangeResources } from "./exchange-resources.ts";
import { exchangeView } from "./exchange-views.ts";
import { longestPiece } from "./file-pieces.ts";
import {
  backupSettings,
  deviceView,
  historySettings,
  keptCopies,
  proof,
  proofOutcome,
  provider,
  recoverySecret,
  restoreProgress,
  savedFile,
  secretKept,
  sentFile,
  wordQuestion,
} from "./keeping-views.ts";
import { longestLink } from "./longest-link.ts";
import { booksView, purseView } from "./money-views.ts";
import { paymentOffer } from "./payment-views.ts";
import { removals } from "./removal-views.ts";
import { rotation } from "./rotation-views.ts";
import { trustView } from "./trust-views.ts";
import { about, home, nothing, recognised, storyPage, tos, transaction, withdrawalOffer } from "./views.ts";

/**
 * Who may ask: `ui` any page of the extension · `recovery` only the pages that show or take the recovery
 * secret · `page` the content script in a page of the web.
 */
export type Caller = "ui" | "recovery" | "page";

export interface Request<In, Out> {
  readonly who: Caller;
  readonly asks: Codec<In>;
  readonly gets: Codec<Out>;
}

const request = <In, Out>(who: Caller, asks: Codec<In>, gets: Codec<Out>): Request<In, Out> => ({ who, asks, gets });

const link = object({ link: text(longestLink) });
/** Whether the user has clicked on it; otherwise the page offers it by itself. */
const handedLink = object({ link: text(longestLink), isClicked: yesNo });
const service = object({ url: text(512) });
const device = object({ id: text(100) });
const transactionId = object({ id: text(200) });
const exchangeUrl = object({ exchangeUrl: text(512) });
const noInput = object({});
const tosWish = { acceptLanguage: optional(list(text(40), 20)), acceptFormat: optional(list(text(100), 20)) };

export const requests = {
  // The popup
  getHome: request("ui", noInput, home),
  recogniseLink: request("ui", link, recognised),
  // Links on their way to the popup: from a page of the web, from a page of ours, and the popup that takes them
  openLink: request("page", handedLink, nothing),
  offerLink: request("ui", link, nothing),
  takeLink: request("ui", noInput, object({ link: optional(text(longestLink)) })),
  listTransactions: request(
    "ui",
    object({
      before: optional(text(200)),
      until: optional(text(200)),
      limit: optional(integer(1, 200)),
      /** Only events that have all these words somewhere, and only those of one kind, or those that are not over. */
      words: optional(text(200)),
      only: optional(oneOf("open", "withdrawal", "payment", "deposit")),
      currency: optional(text(12)),
      /** Canonical base URL. */
      exchange: optional(text(512)),
      /** From this moment on, and before that one; milliseconds. */
      start: optional(integer()),
      end: optional(integer()),
    }),
    storyPage,
  ),
  /** Where all money is, by currency and exchange, and what endangers it. */
  listPurses: request("ui", noInput, list(purseView, 10_000)),
  /** Whether all numbers add up; with tens of thousands of coins this takes a moment. */
  checkBooks: request("ui", noInput, booksView),
  // Withdrawing
  lookAtWithdrawal: request(
    "ui",
    object({ link: optional(text(longestLink)), exchange: optional(text(512)), amount: optional(text(64)) }),
    withdrawalOffer,
  ),
  /** From what is known here: asks nobody anything. */
  compareExchanges: request(
    "ui",
    object({
      currency: optional(text(12)),
      monthly: optional(text(64)),
      also: optional(list(text(512), 100)),
      languages: optional(list(text(40), 20)),
    }),
    comparison,
  ),
  acceptWithdrawal: request(
    "ui",
    object({ link: optional(text(longestLink)), exchange: text(512), amount: optional(text(64)) }),
    transactionId,
  ),
  // Paying
  lookAtPayment: request("ui", object({ link: text(4000), languages: optional(list(text(40), 20)) }), paymentOffer),
  acceptPayment: request("ui", transactionId, transactionId),
  declinePayment: request("ui", transactionId, nothing),
  /** Opens the goods once more: shows the receipt to the shop in the session of this link. */
  showReceipt: request("ui", object({ id: text(200), link: text(4000) }), nothing),
  /** Looks for money back that a taler://refund link announces. */
  fetchRefund: request("ui", link, transactionId),
  // Sending money to a bank account
  lookAtDeposit: request("ui", object(depositWish), depositOffer),
  acceptDeposit: request(
    "ui",
    object({ ...depositWish, ...depositAgreement, exchange: text(512), account: text(1024) }),
    transactionId,
  ),
  // What is under way
  getTransaction: request("ui", transactionId, transaction),
  abortTransaction: request("ui", transactionId, nothing),
  takeOverTransaction: request("ui", transactionId, nothing),
  /** The exchange's page that asks who somebody is; nothing when all is answered. Its address is a secret. */
  openQuestion: request("ui", transactionId, object({ page: optional(text(2000)) })),
  continueWithoutBackup: request("ui", transactionId, nothing),
  // Exchanges, by the seed's names
  listExchanges: request("ui", noInput, list(exchangeView, 1000)),
  addExchange: request("ui", exchangeUrl, exchangeView),
  /** Asks it now, whether that is due or not; a preset is chosen by that. */
  checkExchange: request("ui", exchangeUrl, exchangeView),
  /** A suspended exchange is not contacted any more, by nobody and for nothing, until it is resumed. */
  suspendExchange: request("ui", exchangeUrl, nothing),
  resumeExchange: request("ui", exchangeUrl, nothing),
  getExchangeTos: request("ui", object({ exchangeUrl: text(512), ...tosWish }), tos),
  getExchangeResources: request("ui", object({ exchangeUrl: text(512) }), exchangeResources),
  /** `destroys`: what a purge takes, as the user was shown and typed it; other money is not touched. */
  deleteExchange: request(
    "ui",
    object({ exchangeUrl: text(512), purge: yesNo, destroys: optional(list(text(64), 100)) }),
    nothing,
  ),
  acceptExchangeTos: request("ui", object({ exchangeUrl: text(512), version: text(200) }), nothing),
  // Whom the user trusts
  listTrust: request("ui", noInput, trustView),
  trustExchangeKey: request("ui", object({ key: text(200), name: optional(text(100)) }), nothing),
  distrustExchangeKey: request("ui", object({ key: text(52) }), nothing),
  trustAuditor: request(
    "ui",
    object({ key: text(200), currency: text(20), name: optional(text(100)), url: optional(text(2048)) }),
    nothing,
  ),
  distrustAuditor: request("ui", object({ key: text(52), currency: text(12) }), nothing),
  // Backup services
  listProviders: request("ui", noInput, list(provider, 1000)),
  lookAtProvider: request("ui", service, provider),
  getProviderTos: request("ui", object({ url: text(512), ...tosWish }), tos),
  addProvider: request("ui", object({ url: text(512), tosVersion: optional(text(200)) }), nothing),
  /** `empties`: its copy is overwritten by an empty one first; refused while another device uses it. */
  removeProvider: request("ui", object({ url: text(512), empties: optional(yesNo) }), nothing),
  /** The annual fee, looked at and accepted as any payment; the service's order stays with the background. */
  lookAtServicePayment: request(
    "ui",
    object({ url: text(512), languages: optional(list(text(40), 20)) }),
    paymentOffer,
  ),
  acceptServicePayment: request("ui", object({ url: text(512), id: text(200) }), transactionId),
  /** The user has seen what was suspected at that moment; milliseconds. */
  acknowledgeSuspicion: request("ui", object({ url: text(512), at: integer() }), nothing),
  backup: request("ui", noInput, nothing),
  getBackupSettings: request("ui", noInput, backupSettings),
  getHistorySettings: request("ui", noInput, historySettings),
  setHistorySettings: request("ui", historySettings, nothing),
  setBackupSettings: request("ui", object({ rhythm: oneOf("prompt", "private") }), nothing),
  /** From now on no service is contacted; `empties`: once more, to overwrite their copies by empty ones. */
  switchBackupOff: request("ui", object({ empties: yesNo }), keptCopies),
  switchBackupOn: request("ui", noInput, nothing),
  declineBackup: request("ui", noInput, nothing),
  seenOnboarding: request("ui", noInput, nothing),
  // What was removed, and what waits for the user because much would be
  getRemovals: request("ui", noInput, removals),
  /** `hash`: the question that was shown; another one is not decided by that. */
  decideRemovals: request(
    "ui",
    object({ service: text(512), hash: text(200), decision: oneOf("remove", "keep") }),
    nothing,
  ),
  bringBack: request("ui", object({ id: text(10_000) }), nothing),
  removeForEver: request("ui", object({ id: text(10_000) }), nothing),
  // The devices that share the wallet
  listDevices: request("ui", noInput, list(deviceView, 10_000)),
  renameDevice: request("ui", object({ name: text(1000) }), nothing),
  /** The user knows this device, which came or came back. */
  recogniseDevice: request("ui", device, nothing),
  /** Nobody waits for it any more; it is locked out of nothing. */
  retireDevice: request("ui", device, nothing),
  /** This device was retired, and is used again. */
  rejoin: request("ui", noInput, nothing),
  // The recovery secret
  getRecoverySecret: request("recovery", noInput, recoverySecret),
  getSecretKept: request("ui", noInput, secretKept),
  markSecretKept: request("recovery", object({ isKept: yesNo }), nothing),
  /** Which words prove that the sheet is there: the same ones until they are answered, or missed too often. */
  askForWords: request("recovery", noInput, wordQuestion),
  proveSecret: request("recovery", proof, proofOutcome),
  hushReminder: request("ui", noInput, nothing),
  /** What a new secret would cost, and how far the last renewal is. */
  getRotation: request("ui", noInput, rotation),
  /** Draws a new secret in place of that of `root`; of any other one nothing happens. */
  rotateSecret: request("recovery", object({ root: text(64) }), nothing),
  readRecoveryText: request(
    "recovery",
    object({ text: text(10_000) }),
    object({ kind: oneOf("uri", "words", "secret"), services: list(text(512), 100) }),
  ),
  restoreFromRecoverySecret: request(
    "recovery",
    object({ text: text(10_000), services: list(text(512), 100), keepMoney: yesNo, file: optional(sentFile) }),
    nothing,
  ),
  getRestoreProgress: request("ui", noInput, restoreProgress),
  // The wallet as a file, in pieces: what a browser lets through in one message is less than a wallet may be
  getSavedFile: request("ui", noInput, savedFile),
  beginSavingFile: request("ui", noInput, object({ id: text(103), pieces: integer(1, 100) })),
  getSavedPiece: request("ui", object({ id: text(103), index: integer(0, 99) }), object({ piece: text(longestPiece) })),
  /** The first piece gets the file its name. */
  sendFilePiece: request(
    "ui",
    object({ id: optional(text(40)), index: integer(0, 99), piece: text(longestPiece) }),
    object({ id: text(40) }),
  ),
  mergeFile: request("ui", sentFile, nothing),
  // The rest
  getAbout: request("ui", noInput, about),
  pageOpened: request("ui", object({ tab: optional(integer()) }), nothing),
} as const;

export type Requests = typeof requests;
export type RequestName = keyof Requests;
export type Question<N extends RequestName> = Of<Requests[N]["asks"]>;
export type Answer<N extends RequestName> = Of<Requests[N]["gets"]>;
