/** What the settings pages say in English. */
import { enDevices } from "./en-devices.ts";
import { enExchanges } from "./en-exchanges.ts";
import { enFee } from "./en-fee.ts";
import { enFile, enFormer } from "./en-file.ts";
import { enGeneral } from "./en-general.ts";
import { enMoney } from "./en-money.ts";
import { enPace } from "./en-pace.ts";
import { enRemoval } from "./en-removal.ts";
import { enPhrase, enRestore } from "./en-restore.ts";
import { enRotate } from "./en-rotate.ts";
import { enScan } from "./en-scan.ts";
import { enProof, enSecret, enSheet } from "./en-secret.ts";
import { enServiceState } from "./en-service-state.ts";
import { enTrustPage } from "./en-trust.ts";

export const enPages = {
  devices: enDevices,
  fee: enFee,
  general: enGeneral,
  money: enMoney,
  pace: enPace,

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
    nextBackup: (when: string) => `Next backup ${when}.`,
    neverBackedUp: "No backup there yet",
    nextTry: (when: string) => `Next try ${when}.`,
    none: "Choose a service below, and everything here is backed up from then on.",
    now: "Back up now",
    nowBusy: "Backing up…",
    off: "Off",
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

  secret: enSecret,
  sheet: enSheet,
  proof: enProof,

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
    waitsForFee:
      "If you choose a service that costs money, only the coins for its fee are made at first. The rest follows once your wallet is backed up.",
    waitsUntil: (when: string) => `Without an answer it goes on ${when}.`,
  },

  removal: enRemoval,
  restore: enRestore,
  rotate: enRotate,
  file: enFile,
  former: enFormer,
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
