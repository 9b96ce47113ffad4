/** Every state of the settings pages that is worth a look. */
import {
  chf,
  devices,
  freies,
  hafen,
  home,
  hostileTerms,
  kudos,
  markdownTerms,
  newcomers,
  nothingYet,
  retiredHere,
  secret,
  tresor,
  unasked,
} from "./invented.ts";
import { books, flawedBooks, purses, troubledPurses } from "./invented-books.ts";
import { received, undecided } from "./invented-events.ts";
import { exchanges } from "./invented-exchanges.ts";
import { ago, day } from "./moment.ts";
import type { Answers, Screen, Screens } from "./screen.ts";

const unkept = { added: [], removed: [] };

const kept = { ...unkept, at: ago(9 * day) };

export const options = (route: string, answers: Answers, steps?: Screen["steps"]): Screen => ({
  page: "options",
  route,
  answers: {
    getHome: home,
    listProviders: [hafen, tresor, freies, unasked],
    listDevices: devices,
    listExchanges: exchanges,
    getRestoreProgress: { phase: "idle", services: [] },
    getSecretKept: kept,
    getSavedFile: {},
    getBackupSettings: { rhythm: "prompt" },
    getHistorySettings: { years: 0 },
    getRemovals: { questions: [], things: [], more: 0 },
    markSecretKept: { done: true },
    getRotation: { root: "", costs: [], services: [], hasIncoming: false },
    askForWords: { places: [4, 11, 19] },
    ...answers,
  },
  ...(steps !== undefined && { steps }),
});

const noBackup = { ...home, balances: [chf], backup: { kind: "none", changes: 4 } } as const;

const switchedOff: Answers = {
  getBackupSettings: { rhythm: "prompt", offSince: ago(3 * 24 * 60 * 60) },
  getHome: { ...home, backup: { kind: "off", changes: 0 } },
  listDevices: devices.slice(0, 1),
  listProviders: [
    { ...hafen, isActive: false, isOff: true },
    { ...tresor, isActive: false, isOff: true, emptiedAt: ago(3 * 24 * 60 * 60) },
    freies,
  ],
};

/** Nothing can be answered by a wallet that is older than its database. */
const tooNew: Answers = {
  getHome: { problem: "databaseTooNew" },
  listProviders: { problem: "databaseTooNew" },
  getRestoreProgress: { problem: "databaseTooNew" },
  getSecretKept: { problem: "databaseTooNew" },
};

const putBack = { kind: "ownDiskOld", at: ago(2 * 60), times: 1, isSeen: false, isMended: true } as const;

const withoutMoney = { getHome: nothingYet };

const asked = [
  { url: hafen.url, state: "done" },
  { url: tresor.url, state: "failed", trouble: { code: "unreachable" } },
  { url: freies.url, state: "empty" },
] as const;

export const optionsScreens: Screens = {
  backup: options("backup", {}),
  "backup-none": options("backup", { getHome: noBackup, getSecretKept: unkept, listProviders: [freies, unasked] }),
  "backup-unkept": options("backup", { getSecretKept: unkept }),
  "backup-private": options("backup", {
    getBackupSettings: { rhythm: "private", nextUpload: ago(-47 * 60) },
    getHome: { ...home, backup: { kind: "pending", changes: 2, nextTry: ago(-47 * 60), isPlanned: true } },
    listProviders: [hafen, freies],
  }),
  "backup-off-ask": options("backup", { listDevices: devices.slice(0, 1), listProviders: [hafen, freies] }, (t) => [
    ["press", t.pace.switch],
  ]),
  "backup-off-shared": options("backup", { listProviders: [hafen] }, (t) => [["press", t.pace.switch]]),
  "backup-off": options("backup", switchedOff),
  "backup-off-kept": options(
    "backup",
    { ...switchedOff, switchBackupOff: { kept: [{ url: hafen.url, trouble: { code: "unreachable" } }] } },
    (t) => [["press", t.pace.empty]],
  ),
  "backup-storage": { ...options("backup", { listProviders: [hafen] }), keepsStorage: false },
  "backup-too-new": options("backup", tooNew),
  "restore-too-new": options("restore", tooNew),
  "exchanges-outlived": options("exchanges", { addExchange: { problem: "pageOutlived" } }, (t) => [
    ["press", t.exchanges.add],
    ["type", t.exchanges.address, "exchange.example.org"],
    ["press", t.common.continue],
  ]),
  "backup-add": options(
    "backup",
    { getHome: noBackup, listProviders: [], lookAtProvider: { problem: "notABackupService" } },
    (t) => [
      ["press", t.services.add],
      ["type", t.services.address, "backup.example.org"],
      ["press", t.common.continue],
    ],
  ),
  "backup-behind": options("backup", {
    getHome: {
      ...home,
      backup: { kind: "failing", changes: 12, nextTry: ago(-600), trouble: { code: "servicePaymentRequired" } },
    },
  }),
  service: options(`service?url=${hafen.url}`, {}),
  "service-troubled": options(`service?url=${encodeURIComponent(tresor.url)}`, {}),
  "service-other": options(`service?url=${freies.url}`, { lookAtProvider: freies }),
  "service-paid": options(`service?url=${unasked.url}`, {
    lookAtProvider: { ...unasked, annualFee: "CHF:4", storageLimit: 64, liability: "CHF:0", tos: "missing-tos" },
  }),
  "service-stop": options(`service?url=${hafen.url}`, { listProviders: [hafen] }, (t) => [
    ["press", t.service.deactivate],
  ]),
  "service-terms": options(`service-terms?url=${freies.url}`, { getProviderTos: markdownTerms }),
  devices: options("devices", {}),
  "devices-alone": options("devices", { listDevices: devices.slice(0, 1), listProviders: [unasked] }),
  "devices-rename": options("devices", {}, (t) => [
    ["press", t.devices.rename],
    ["type", t.devices.name, " "],
    ["press", t.devices.save],
  ]),
  "devices-new": options("devices", { listDevices: newcomers }, (t) => [
    ["press", `${t.devices.unknown}: Chrome on Windows`],
  ]),
  "devices-retired": options(
    "devices",
    { listDevices: retiredHere, listProviders: [{ ...hafen, suspicion: putBack }] },
    (t) => [["press", `${t.devices.retire}: Firefox on Windows`]],
  ),
  "secret-hidden": options("secret", {}),
  secret: options("secret", { getRecoverySecret: secret, getSecretKept: unkept }, (t) => [["press", t.secret.reveal]]),
  "secret-words": options("secret", { getRecoverySecret: secret, getHome: noBackup }, (t) => [
    ["press", t.secret.reveal],
    ["press", t.secret.showWords],
  ]),
  "secret-alone": options("secret", { getRecoverySecret: { ...secret, uris: [], services: [] } }, (t) => [
    ["press", t.secret.reveal],
  ]),
  onboarding: options("onboarding", {
    getHome: { ...noBackup, asksForBackup: true, transactions: [undecided] },
    seenOnboarding: { done: true },
  }),
  restore: options("restore", withoutMoney),
  "restore-words": options("restore", {}, (t) => [["type", t.restore.secret, "history hart word buttre cover zon"]]),
  "restore-word": options("restore", withoutMoney, (t) => [["type", t.restore.secret, "history heart me"]]),
  "restore-words-fit": options(
    "restore",
    { ...withoutMoney, readRecoveryText: { kind: "words", services: [] } },
    (t) => [["type", t.restore.secret, secret.words.join(" ")]],
  ),
  "restore-words-swapped": options(
    "restore",
    { ...withoutMoney, readRecoveryText: { problem: "wordsDoNotFit" } },
    (t) => [["type", t.restore.secret, [...secret.words].reverse().join(" ")]],
  ),
  "restore-short": options("restore", withoutMoney, (t) => [
    ["type", t.restore.secret, "taler://sync/backup.hafen.example#DGPM QXCF N5PP QZZH HJ4X GFF3 MG8N RZCY"],
    ["press", t.restore.restore],
  ]),
  "restore-problem": options("restore", { ...withoutMoney, readRecoveryText: { problem: "moneyLink" } }, (t) => [
    ["type", t.restore.secret, "taler://withdraw/bank.example.org"],
    ["press", t.restore.restore],
  ]),
  scan: options("scan", {}),
  "scan-camera": { ...options("scan", {}, (t) => [["press", t.scan.camera]]), camera: "desk" },
  "scan-refused": { ...options("scan", {}, (t) => [["press", t.scan.camera]]), camera: "NotAllowedError" },
  "restore-no-camera": options("restore", withoutMoney, (t) => [["press", t.scan.sheet]]),
  "restore-running": options("restore", {
    getRestoreProgress: { phase: "merging", services: asked, rows: 6212, total: 10_431 },
  }),
  "restore-joining": options("restore", { getRestoreProgress: { phase: "joining", services: asked } }),
  "restore-stuck": options("restore", {
    getRestoreProgress: {
      phase: "merging",
      services: [{ url: hafen.url, state: "failed", trouble: { code: "unreachable", nextTry: ago(-40) } }],
    },
  }),
  "restore-done": options("restore", {
    getRestoreProgress: { phase: "done", services: asked, balances: [chf, kudos], setAside: 2, checking: 3 },
  }),
  "restore-failed": options("restore", {
    getRestoreProgress: { phase: "failed", services: [asked[2]], trouble: { code: "noBackupThere" } },
  }),
  money: options("money", { checkBooks: books, listPurses: purses }),
  "money-flawed": options("money", {
    checkBooks: flawedBooks,
    listPurses: troubledPurses,
    getTransaction: received,
    getHome: noBackup,
  }),
  "money-none": options("money", {
    checkBooks: { ...books, events: 0, pages: [] },
    listPurses: [],
    getHome: nothingYet,
  }),
  terms: options("terms?exchange=https://exchange.demo.example/", { getExchangeTos: hostileTerms }),
  general: options("general", {}),
  "general-allowed": { ...options("general", {}), allows: ["links", "payments"] },
  "general-refused": options("general", {}, (t) => [["press", t.general.links.title]]),
  about: options(
    "about",
    {
      getAbout: {
        version: "0.1.0",
        device: "8F3K2M9Q",
        entities: { coins: 312, exchanges: 4, withdrawals: 9 },
        setAside: 0,
        diagnostics: { slot: 1, clock: 8812 },
      },
    },
    (t) => [["press", t.about.technical]],
  ),
  privacy: options("privacy", {}),
};
