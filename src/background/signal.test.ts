import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { BackupState, Home, Transaction } from "../api/views.ts";
import { type Signal, signalOf } from "./signal.ts";

const hour = 60 * 60_000;
const now = 100 * hour;

const home = (change: Partial<Home>): Home => ({
  balances: [],
  backup: { kind: "allBackedUp", changes: 0, lastBackup: now },
  transactions: [],
  isNew: false,
  asksForBackup: false,
  ...change,
});
const money = [{ currency: "KUDOS", available: "KUDOS:1.5", incoming: "KUDOS:0" }];
const noMoney = [{ currency: "KUDOS", available: "KUDOS:0", incoming: "KUDOS:7" }];
const backup = (state: Partial<BackupState>) => ({ backup: { kind: "failing", changes: 3, ...state } as const });
const transaction = (change: Partial<Transaction>) => ({
  transactions: [{ state: "working", ...change } as Transaction],
});

const cases: readonly (readonly [string, Partial<Home>, Signal])[] = [
  ["all is backed up", { balances: money }, "calm"],
  ["nothing has happened yet", backup({ kind: "none", changes: 0 }), "calm"],
  ["there is no money yet", { ...backup({ kind: "none" }), balances: noMoney }, "calm"],
  ["money without a backup", { ...backup({ kind: "none" }), balances: money }, "needsUser"],
  ["the user wants no backup", { ...backup({ kind: "declined" }), balances: money }, "calm"],
  ["the onboarding is due", { asksForBackup: true }, "needsUser"],
  ["a change is on its way into the backup", backup({ kind: "pending" }), "calm"],
  ["a service has been failing for a moment", backup({ lastBackup: now - hour }), "calm"],
  ["a service has been failing for long", backup({ lastBackup: now - hour - 1 }), "atRisk"],
  ["a service fails and nothing was ever backed up", backup({}), "atRisk"],
  ["a service fails and nothing is missing there", backup({ changes: 0 }), "calm"],
  ["a service refuses for good", backup({ lastBackup: now, trouble: { code: "backupTooNew" } }), "atRisk"],
  [
    "it refuses for good and nothing is missing",
    backup({ changes: 0, trouble: { code: "backupTooNew" } }),
    "needsUser",
  ],
  ["money is on its way", transaction({}), "calm"],
  ["money is on its way and a server is down", transaction({ trouble: { code: "unreachable" } }), "calm"],
  ["the bank waits for the user", transaction({ state: "waiting" }), "needsUser"],
  ["terms wait for the user", transaction({ trouble: { code: "tosNotAccepted" } }), "needsUser"],
  ["the user may go on without a backup", transaction({ canGoOnWithoutBackup: true }), "needsUser"],
];

describe("the toolbar icon", () => {
  for (const [name, change, signal] of cases) {
    it(`is ${signal} when ${name}`, () => assert.equal(signalOf(home(change), now), signal));
  }
});
