/** What pages see of the keeping: backup services, devices, the recovery secret, and how a restore goes. */
import { integer, list, literal, type Of, object, oneOf, optional, text, yesNo } from "../taler/codec.ts";
import { balance, sheetReminder, trouble } from "./views.ts";

/** Milliseconds since 1970. */
const when = integer();
const url = text(512);
const amount = text(64);

/** Something that looked wrong with what a service handed out, or with the disk of this device. */
const suspicion = object({
  kind: oneOf("ownDiskOld", "emptied", "rolledBack", "forked"),
  at: when,
  /** How often the same happened in a row. */
  times: integer(1),
  isSeen: yesNo,
  /** The newest backup stands there again. */
  isMended: yesNo,
});

/** What a backup consists of; `newer` is what this version has no word for. */
export const partKind = oneOf(
  "coins",
  "purchases",
  "exchanges",
  "withdrawals",
  "changes",
  "deposits",
  "devices",
  "newer",
);
export type PartKind = Of<typeof partKind>;

/** A backup service: what it promises, and, when it is used, how it goes. */
export const provider = object({
  url,
  name: text(200),
  isActive: yesNo,
  isPreset: yesNo,
  /** The wallet that was here before the one that was restored used it; `isCovered`: what it keeps is safe elsewhere, too. */
  former: optional(object({ isCovered: yesNo })),
  /** It would be in use, were the backup not switched off here. */
  isOff: optional(literal(true)),
  /** When its copy was overwritten by an empty one. */
  emptiedAt: optional(when),
  annualFee: optional(amount),
  /** MiB. */
  storageLimit: optional(integer()),
  liability: optional(amount),
  tos: optional(oneOf("accepted", "proposed", "missing-tos")),
  tosVersion: optional(text(200)),
  lastBackup: optional(when),
  nextTry: optional(when),
  trouble: optional(trouble),
  /**
   * How the annual fee stands; absent where none is asked, and where a document that may tell of its payment waits for
   * the user. `due`: to be paid before the service takes anything ·
   * `underWay`: see `paymentId` · `refused`: the same came to nothing, one may try again · `paid` · `renewal`: paid,
   * and the next year is paid by itself at `nextPayment` or, when that is past, as soon as it can be · `priceChanged`:
   * as before, but it costs more than was agreed to, so the user is asked.
   */
  payment: optional(oneOf("due", "underWay", "refused", "paid", "renewal", "priceChanged")),
  /** Transaction of the payment under way or refused. */
  paymentId: optional(text(200)),
  lastPayment: optional(when),
  lastFee: optional(amount),
  nextPayment: optional(when),
  paidUntil: optional(when),
  /** So much a year is paid without asking again. */
  agreedFee: optional(amount),
  suspicion: optional(suspicion),
  /** It takes nothing new any more; until when what it has can be read, if it says so. */
  closing: optional(object({ until: optional(when) })),
  /** Bytes of the backup that stands there. */
  size: optional(integer()),
  /** Bytes of a backup that did not fit, and of its largest parts. */
  tooLarge: optional(object({ size: integer(), parts: list(object({ kind: partKind, size: integer() }), 10) })),
  /** A newer version wrote how this service is used, and this one cannot read it. */
  isUnreadable: optional(literal(true)),
});
export type Provider = Of<typeof provider>;

/**
 * How eager the backup of this device is. `prompt`: within ten seconds of a change. `private`: at random moments drawn in
 * advance, whether anything has changed or not; the next one is `nextUpload`.
 */
export const backupSettings = object({
  rhythm: oneOf("prompt", "private"),
  nextUpload: optional(when),
  /** The user has switched the backup off: nobody is contacted. */
  offSince: optional(when),
});
export type BackupSettings = Of<typeof backupSettings>;

/** For how many years entries of the history are kept; 0 for ever. */
export const historySettings = object({ years: integer(0, 100) });
export type HistorySettings = Of<typeof historySettings>;

/** Services that still hold a copy although they were to be given an empty one, each with the reason. */
export const keptCopies = object({ kept: list(object({ url, trouble }), 1000) });
export type KeptCopies = Of<typeof keptCopies>;

/** What fits beside a button; in UTF-16 units, as fields for typing count them. */
export const longestDeviceName = 40;

/** A device that shares this wallet, or once did. */
export const deviceView = object({
  id: text(100),
  /** As its owner calls it; empty when nobody has told. */
  name: text(100),
  /** Where an older device bears the same name: the second one, the third … */
  number: optional(integer(2)),
  isThis: yesNo,
  isRetired: yesNo,
  /** 0 where this version cannot tell. */
  joinedAt: when,
  /** When it last told that it lives, to within the day. */
  seenAt: optional(when),
  /** The user has not said yet whether they know it: since when it is here, for the first time or again. */
  news: optional(object({ kind: oneOf("joined", "returned"), at: when })),
  /** What is told of it cannot be read by this version. */
  isUnreadable: optional(literal(true)),
});
export type DeviceView = Of<typeof deviceView>;

/** For the recovery page alone, on the user's explicit click. */
export const recoverySecret = object({
  /** One taler://sync URI per service; the first is the one in the QR code. Empty while no service is chosen. */
  uris: list(text(2000), 100),
  words: list(text(20), 24),
  services: list(url, 100),
  /** When the first of the money ends if nobody opens the wallet; absent when there is none that ends. */
  goodUntil: optional(when),
});
export type RecoverySecret = Of<typeof recoverySecret>;

/** What is known of the paper with the recovery secret. */
export const secretKept = object({
  /** When the user put it away; absent when that is still to be done. */
  at: optional(when),
  /** When they last proved to have it, and when they are asked for the next proof. */
  provenAt: optional(when),
  nextAt: optional(when),
  reminder: optional(sheetReminder),
  /** Services that hold a backup and are not named on it; services named on it that are not in use any more. */
  added: list(url, 100),
  removed: list(url, 100),
});
export type SecretKept = Of<typeof secretKept>;

/** When the wallet was last saved as a file; nothing when it never was. */
export const savedFile = object({
  at: optional(when),
  /** Something has changed since. */
  isBehind: optional(yesNo),
});

/** A file that was sent in so many pieces, by the name that it was given. */
export const sentFile = object({ id: text(40), pieces: integer(1, 100) });
export type SentFile = Of<typeof sentFile>;

/** Stands for a file among the services that a restore asks. */
export const fileSource = "file:";
/** The 24 words have places from 1 to 24; so many of them are asked for. */
const wordPlace = integer(1, 24);
const askedWords = 3;

/** Which of the words are asked for, in the order of their places. */
export const wordQuestion = object({ places: list(wordPlace, askedWords) });

/** Those words, or the whole secret as it is scanned or typed. */
export const proof = object({ words: optional(list(text(60), askedWords)), text: optional(text(10_000)) });
export type Proof = Of<typeof proof>;

/**
 * `right` · `wrong`: some words are others, or no words of the list at all · `otherWallet`: it is a secret, but not that
 * of this wallet · `formerWallet`: it is that of a wallet which was merged into this one.
 */
export const proofOutcome = object({
  outcome: oneOf("right", "wrong", "otherWallet", "formerWallet"),
  /** Of words: what is wrong with which. */
  wrong: optional(list(object({ place: wordPlace, isUnknown: yesNo }), askedWords)),
  /** Other words are asked for from now on. */
  hasNewQuestion: optional(yesNo),
  /** The link that was scanned or typed names a service that is not in use any more. */
  leadsNowhere: optional(yesNo),
});
export type ProofOutcome = Of<typeof proofOutcome>;

/** How a restore went, or goes. */
export const restoreProgress = object({
  phase: oneOf("idle", "fetching", "opening", "merging", "joining", "done", "failed"),
  services: list(object({ url, state: oneOf("waiting", "done", "empty", "failed"), trouble: optional(trouble) }), 100),
  /** While documents are merged: how many rows are written, of how many. */
  rows: optional(integer()),
  total: optional(integer()),
  balances: optional(list(balance, 1000)),
  setAside: optional(integer()),
  /** Once it is done: coins whose fate the exchanges are still to tell. */
  checking: optional(integer()),
  trouble: optional(trouble),
});
export type RestoreProgress = Of<typeof restoreProgress>;
