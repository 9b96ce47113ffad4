/** What the settings pages say in English. */
import { enDevices } from "./en-devices.ts";
import { enExchanges } from "./en-exchanges.ts";
import { enFee } from "./en-fee.ts";
import { enFile } from "./en-file.ts";
import { enGeneral } from "./en-general.ts";
import { enMoney } from "./en-money.ts";
import { enPhrase, enRestore } from "./en-restore.ts";
import { enScan } from "./en-scan.ts";
import { enServiceState } from "./en-service-state.ts";
import { enTrustPage } from "./en-trust.ts";

export const enPages = {
  devices: enDevices,
  fee: enFee,
  general: enGeneral,
  money: enMoney,

  pages: {
    about: "About",
    backup: "Backup",
    devices: "Devices",
    exchanges: "Exchanges",
    general: "General",
    label: "Settings",
    money: "Money",
    restore: "Restore",
    skip: "Skip to the content",
  },

  services: {
    active: "Active services",
    add: "Add a service",
    address: "Address of the service",
    addressHint: "You find it on the website of the service.",
    behind: (count: number) => (count === 1 ? "one service is behind" : `${count} services are behind`),
    choose: "Choose a service",
    free: "Free",
    lastBackup: (when: string) => `Last backup ${when}`,
    lead: "An encrypted copy of your wallet, kept at services that you choose.",
    neverBackedUp: "No backup there yet",
    nextTry: (when: string) => `Next try ${when}.`,
    none: "Choose a service below, and everything here is backed up from then on.",
    now: "Back up now",
    nowBusy: "Backing up…",
    off: "Off",
    on: "On",
    other: "Other services",
    otherHint: "They came with Satchel, and are not asked anything until you choose one.",
    room: (megabytes: string) => `${megabytes}\u00a0MB`,
    secret: "Recovery secret",
    secretHint: "Brings your wallet back on any computer",
    secretKept: (date: string) => `Kept on paper since ${date}`,
    secretNotKept: "Not put away on paper yet",
    show: "Show",
    title: "Backup",
    yearly: (amount: string) => `${amount} a year`,
  },

  serviceState: enServiceState,

  service: {
    allHere: "Your backup is here",
    deactivate: "Deactivate",
    deactivateBusy: "Stopping…",
    fee: "Fee",
    keep: "Keep using it",
    liability: "Pays if it loses your backup",
    liabilityUpTo: (amount: string) => `Up to ${amount}`,
    loss: "From then on no new backup is made there.",
    lossLast: "This is your only service. Without it your money lives only in this browser.",
    neverHere: "Nothing is backed up here yet",
    neverHereNext: "The first backup follows by itself.",
    noLiability: "Nothing",
    readTerms: "Read",
    secret: "Secret for restoring",
    secretHint: "It opens this backup and the one at every other service.",
    stop: "Stop using this service",
    storage: "Storage",
    terms: "Terms of service",
    termsStatus: { accepted: "Accepted", proposed: "Not accepted yet", "missing-tos": "None" },
    use: "Use this service",
    useBusy: "Setting up…",
  },

  secret: {
    address: (addresses: string) => `With the words alone, also type the address of the service: ${addresses}.`,
    copied: "Copied. Whatever reads your clipboard can now read the secret: paste it, then copy something else.",
    hidden: "Nobody should be looking over your shoulder now.",
    hideWords: "Hide words",
    keep: "Hidden again when you leave this page. To keep it as a file, choose Print and then “Save as PDF”.",
    lead: "It brings your whole wallet back on any computer. Keep it where you keep your passport.",
    next: "What is left to do",
    noService: "No backup service is in use yet. The words are right already, but there is nothing they could open.",
    print: "Print",
    putAway: "Print the secret and put it away",
    putAwayHint: "One page, black and white. Printed and put away? Then mark it as done.",
    putAwayMark: "Mark as done",
    putAwayDone: (date: string) => `Done on ${date}. Now only that sheet matters.`,
    putAwayUnmark: "Not done yet",
    qr: "QR code of the recovery secret",
    reveal: "Show the recovery secret",
    revealBusy: "Fetching…",
    showWords: "Show words",
    title: "Your recovery secret",
    treat: "Treat it like cash.",
    treatWhy:
      "Whoever has this secret can take your money. If it is lost, nobody can replace it, not even the backup service.",
    uri: "Recovery secret",
    uriOther: "It also opens the backup at these services:",
    words: "The same secret in 24 words",
  },

  sheet: {
    addressHint: (addresses: string) => `With the words alone, also type the address of the service: ${addresses}.`,
    how: "How to restore",
    howSteps: [
      "Install Satchel in Firefox or Chrome on a computer that you trust.",
      "Open it and choose “Restore a wallet”.",
      "Scan the code, or type the secret or the words, and choose “Restore”.",
    ],
    keptAt: "This sheet is kept at",
    lead: "It restores a GNU Taler wallet with everything in it. Whoever has it can spend that money. Nobody can replace it: not the backup service, not the exchange, not the makers of Satchel. Keep it dry, dark and private. Do not photograph or e-mail it.",
    letters: "The letters I, L, O and U are never used. Gaps and small letters do not matter when you type it.",
    printedOn: "Printed on",
    secondAt: "A second copy is kept at",
    services: "Backup services on that day",
    title: "This sheet is money.",
    what: "Recovery sheet",
    wordsHint: "They are from the English BIP-39 list; the first four letters of each are enough.",
  },

  onboarding: {
    devices: "All your devices",
    devicesText: "Laptop and desktop share one wallet through the same backup. A lost one takes nothing with it.",
    notNow: "Not now",
    paper: "One sheet of paper",
    paperText: "Print your recovery secret. With it you get everything back.",
    sealed: "Sealed before it leaves",
    sealedText: "A service stores only an encrypted copy. It cannot read it or spend from it.",
    text: "Your wallet comes with a list of backup services that can store an encrypted copy of your wallet. Use one to keep your money safe!",
    title: "Don't lose your money, use a backup service!",
    waits: (amount: string) =>
      `Your withdrawal of ${amount} waits for this choice. It goes on as soon as you have decided, with or without a backup.`,
  },

  restore: enRestore,
  file: enFile,
  phrase: enPhrase,
  scan: enScan,

  exchanges: enExchanges,
  trustPage: enTrustPage,

  about: {
    device: "This device",
    entries: "Entries stored",
    lead: "A GNU Taler wallet that survives the loss of a device.",
    licences: "Licences",
    privacy: "Privacy",
    privacyShort: "The makers learn nothing about you",
    setAside: "Entries set aside",
    technical: "For people who look closer",
    technicalHint: "It holds no secrets. Send it along when you report a problem.",
    title: "About Satchel",
    version: "Version",
  },
};

export type PageMessages = typeof enPages;
