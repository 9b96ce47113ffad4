/** What Satchel says in English. Its shape is the law for every other language: a missing message does not compile. */
import { enAtService } from "./en-at-service.ts";
import { enAdding, enCompare, enManual } from "./en-compare.ts";
import { enCosts } from "./en-costs.ts";
import { enDeposit } from "./en-deposit.ts";
import { enDeviceNews } from "./en-device-news.ts";
import { enGhost } from "./en-ghost.ts";
import { enHeld } from "./en-held.ts";
import { enPay } from "./en-pay.ts";
import { enProblems } from "./en-problems.ts";
import { enRecoup } from "./en-recoup.ts";
import { enTimeline } from "./en-timeline.ts";
import { enTrust } from "./en-trust.ts";

/** "1 change", "3 changes" */
const changes = (count: number) => (count === 1 ? "1 change" : `${count} changes`);

export const en = {
  problems: enProblems,
  atService: enAtService,
  deviceNews: enDeviceNews,
  pay: enPay,
  deposit: enDeposit,
  ghost: enGhost,
  held: enHeld,
  compare: enCompare,
  manual: enManual,
  adding: enAdding,
  costs: enCosts,
  recoup: enRecoup,
  timeline: enTimeline,
  trust: enTrust,
  justNow: "just now",

  common: {
    back: "Back",
    cancel: "Cancel",
    continue: "Continue",
    copy: "Copy",
    copied: "Copied.",
    copiedNot: "The browser did not allow copying. Select the text and copy it yourself.",
    details: "Details",
    loading: "One moment…",
    loadingLong: "This takes longer than usual. You can close this at any time: nothing gets lost.",
    off: "Off",
    on: "On",
    newTab: "opens a new tab",
    reload: "Reload this page",
    tryAgain: "Try again",
    unknown: "Not known yet",
  },

  home: {
    and: (amounts: string) => `and ${amounts}`,
    backup: "Backup",
    balance: "Balance",
    incoming: (amount: string) => `+ ${amount} on the way`,
    expired: (amount: string) => `${amount} has expired`,
    noMoney: "No money yet",
    noMoneyNext: "Receive some from your bank, and it appears here.",
    receive: "Receive",
    /** What endangers money that is here; the page behind it says why, and what to do. */
    risk: {
      contested: (amount: string) => `${amount} is promised twice`,
      exchange: (amount: string) => `${amount} may not be taken: the exchange has changed its key`,
      expiring: (amount: string) => `${amount} should be spent soon`,
    },
    send: "Send",
    settings: "Settings",
    /** About the recovery sheet; the page behind it says what to do. */
    sheet: {
      again: "Is your recovery sheet still there?",
      notKept: "Put your recovery secret away",
      notProven: "Test your recovery sheet",
      outdated: "Print your recovery sheet anew",
    },
    sheetLater: "Remind me in a month",
    setUpBackup: "Set backup up now",
    thatIsAll: "That is all so far. What you pay and receive will be listed here.",
  },

  activity: {
    check: "Check and save your history",
    end: "That is everything.",
    found: (count: number) => (count === 0 ? "Nothing found." : count === 1 ? "One found." : `${count} found.`),
    all: { currency: "Any currency", exchange: "Any exchange", kind: "Everything", month: "At any time" },
    currency: "Currency",
    kinds: { open: "Not finished yet", withdrawal: "Withdrawals", payment: "Payments", deposit: "To your account" },
    month: "Month",
    search: "Search",
    searchHint: "A name, what it was, an amount, an order number, or a day such as 2026-11-21.",
    searching: "Searching…",
    show: "Show",
    showAll: "Show all",
    showEverything: "Show everything",
    title: "Activity",
  },

  backup: {
    all: "Everything is backed up",
    backingUp: (count: number) => (count === 0 ? "Backing up…" : `Backing up ${changes(count)}…`),
    lastBackup: (when: string) => `last backup ${when}`,
    never: "Nothing is backed up yet",
    nextBackup: (when: string) => `next backup ${when}`,
    nextTry: (when: string) => `next try ${when}`,
    none: "No backup: your money lives only in this browser.",
    noneBeforeMoney: "No backup yet.",
    noneNext: "Set one up now",
    off: "Backup is off: your money lives only in this browser.",
    offBeforeMoney: "Backup is off.",
    offNext: "Switch it on",
    rival: "Another device has renewed the recovery secret as well",
    rivalNext: "Join the two",
    pending: (count: number) => `${changes(count)} not yet backed up`,
    waitsForChoice: "A withdrawal waits for your decision about a backup.",
    waitsForChoiceNext: "Decide now",
  },

  toolbar: {
    calm: "Satchel",
    needsYou: "Satchel needs you.",
    turn: "Something waits for you.",
    uncovered: "A withdrawal cannot go on because no backup service answers.",
  },

  offline: {
    line: "You are offline.",
    lineNext: "Everything on this device still works; what needs a server waits.",
    problem: {
      what: "This needs an answer from a server.",
      next: "It is asked as soon as you are connected again. Nothing was changed.",
    },
  },

  story: {
    cancelled: (source: string) => `Withdrawal from ${source} cancelled`,
    cancelledWire: "Bank transfer cancelled",
    confirm: "Confirm at your bank",
    needsBackup: "Waits for your backup",
    needsChoice: "Waits for your decision about a backup",
    onItsWay: "On its way",
    otherDevice: "Another of your devices does this",
    received: (source: string) => `Received from ${source}`,
    receivedWire: "Received by bank transfer",
    receiving: (source: string) => `Receiving from ${source}`,
    receivingWire: "Receiving by bank transfer",
    removed: "Exchange removed",
    removedText:
      "You have removed its exchange. Whatever was left of the coins from there is gone; this stays in your history.",
    sendMoney: "Send the money from your bank",
    waiting: (source: string) => `Waiting for ${source}`,
    waitingWire: "Waiting for your bank transfer",
  },

  transaction: {
    asksAgain: (when: string) => `Next try ${when}.`,
    bank: "Bank",
    bankConfirmation:
      "Confirm this withdrawal at your bank. After that the money comes by itself, even with this window closed.",
    bankConfirmationApp: "Confirm it in your bank’s app or on its website.",
    cancel: "Cancel the withdrawal",
    cancelBank:
      "Nothing has been taken from your account yet. If you want the money after all, you have to start again at your bank.",
    cancelNow: "Cancel it",
    cancelWhat: "Cancel this withdrawal?",
    cancelWire:
      "If you have not sent the money yet, nothing is lost. If you have, it still comes: Satchel looks out for it for another month.",
    cancelling: "Cancelling…",
    cancelled: "This withdrawal was cancelled. Should the money come all the same, it goes into your wallet.",
    confirm: "Confirm at your bank",
    done: "The money is in your wallet.",
    exchange: "Exchange",
    goOnWithoutBackup: "Continue without a backup",
    goOnWithoutBackupHint:
      "No backup service has answered for minutes. Without one, these coins are lost if this device breaks now.",
    keep: "Keep it",
    needsBackup: "The coins are fetched as soon as the plan for them is in your backup, so that they cannot get lost.",
    needsChoice: "Your withdrawal goes on as soon as you have decided about a backup.",
    needsExchange: "The exchange waits for the money from the bank. This goes on by itself.",
    otherDevice: "Another of your devices started this and finishes it.",
    plannedBackup: (when: string) => `The next backup is planned ${when}.`,
    plannedBackupHint:
      "Your setting makes backups at random times, so that nobody can tell when you pay or withdraw. If you do not want to wait, these coins are lost if this device breaks before then.",
    started: "Started",
    takeOver: "Continue on this device",
    takeOverHint: "Use this when the other device is lost or stays switched off.",
    title: "Withdrawal",
    wire: "Send this amount from your bank account. The subject must be exactly this one: it is how the exchange knows that the money is yours.",
    working: "The exchange is making your coins. This goes on by itself.",
    workingWord: "Working…",
  },

  wire: {
    account: "Account",
    amount: "Amount",
    copyAccount: "Copy the account",
    copyAmount: "Copy the amount",
    copyInstitution: "Copy the bank",
    copyPayto: "Copy the payment link",
    copyReceiver: "Copy the recipient",
    copySubject: "Copy the subject",
    institution: "Bank",
    payto: "All of it as a payment link",
    receiver: "Recipient",
    subject: "Subject, exactly so",
  },

  receive: {
    hint: "It begins with taler://withdraw or taler+http://withdraw.",
    link: "Link from your bank",
    manual: "By bank transfer",
    manualHint: "Send money to an exchange yourself",
    missing: "Paste the link that your bank shows you.",
    restore: "Restore a wallet",
    secret: "This is a recovery secret, not money. Restoring has a page of its own: paste it there.",
    title: "Receive",
  },

  link: {
    looking: "Looking…",
    scan: "Scan a code",
    title: "Taler link",
  },

  look: {
    forbidden:
      "The browser does not let extensions look at this page. Copy the link there and paste it under Receive or Send.",
    kinds: {
      withdraw: "Withdrawal",
      "withdraw-exchange": "Withdrawal",
      "add-exchange": "Exchange",
      pay: "Payment",
      refund: "Refund",
    },
    none: "There is no Taler link on this page that Satchel could open.",
    offer: "Look on this page",
    offerHint: "Finds Taler links there, this once",
    open: "Open",
    several: "Several links are on this page. Which one?",
    title: "On this page",
  },

  withdraw: {
    acceptFirst: "To go on, tick the box above.",
    action: (amount: string) => `Withdraw ${amount}`,
    amount: (currency: string) => `Amount in ${currency}`,
    amountHint: (digits: number) => (digits === 0 ? "Whole numbers only." : `Up to ${digits} digits after the point.`),
    amountMissing: "Type an amount above zero.",
    busy: "Withdrawing…",
    byTransfer: "by bank transfer that you make yourself",
    exchange: "Exchange",
    from: (bank: string) => `from your account at ${bank}`,
    newTerms: "The exchange has changed its terms of service.",
    noTerms: "This exchange has no terms of service.",
    privacy: "The exchange sees how much you withdraw, never what you buy with it.",
    read: "Read",
    readTerms: "Read the terms of service",
    taken: "Taken from your account",
    title: "Withdraw",
    youReceive: "You receive",
    youSend: "You send",
  },

  terms: {
    accept: "I accept the terms of service",
    accepted: "You have accepted these terms.",
    acceptButton: "Accept the terms",
    acceptBusy: "Accepting…",
    acceptFirst: "To continue, tick the box.",
    language: "Language",
    nowIn: (language: string) => `Now in ${language}`,
    none: "There are no terms of service here.",
    onlyIn: (wished: string, given: string) => `They are not there in ${wished}; this is ${given}.`,
    text: "Text of the terms of service",
    title: "Terms of service",
    unreadable: "These terms come in a format that Satchel does not show. Read them on the website of the operator.",
  },

  welcome: {
    hint: "Restoring needs your recovery sheet: the secret or its 24 words.",
    restore: "Restore a wallet",
    start: "Start fresh",
    text: "Digital cash that you hold yourself. Pay without an account and without being followed.",
    title: "Welcome to Satchel",
  },
};

export type Messages = typeof en;
