import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { BackupState, Home, Transaction } from "../api/views.ts";
import { words } from "../i18n/words.ts";
import { type Signal, signalOf, signalOfProblem } from "./signal.ts";
import { titleOf } from "./title.ts";

const hour = 60 * 60_000;
const now = 100 * hour;

const home = (change: Partial<Home>): Home => ({
  balances: [],
  backup: { kind: "allBackedUp", changes: 0, lastBackup: now },
  transactions: [],
  hasMore: false,
  isNew: false,
  asksForBackup: false,
  ...change,
});
const money = [{ currency: "KUDOS", available: "KUDOS:1.5", incoming: "KUDOS:0" }];
const noMoney = [{ currency: "KUDOS", available: "KUDOS:0", incoming: "KUDOS:7" }];
const backup = (state: Partial<BackupState>) => ({ backup: { kind: "failing", changes: 3, ...state } as const });
const transaction = (...changes: readonly Partial<Transaction>[]) => ({
  transactions: changes.map((change) => ({ state: "working", ...change }) as Transaction),
});
const calm = home({}).backup;
const doubtful: BackupState = { ...calm, suspicion: { kind: "rolledBack", service: "https://backup.example/" } };
const stranger = { kind: "joined", name: "Chrome on Windows", number: 2 } as const;
const ending: BackupState = { ...calm, closing: {} };
/** Coins that the exchange exchanges only for somebody it knows. */
const heldUp = { kind: "change", state: "waiting", waitsFor: "identity" } as const;

const cases: readonly (readonly [string, Partial<Home>, Signal["urgency"]])[] = [
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
  ["the last backup was made by a clock that was wrong", backup({ lastBackup: now + 24 * hour }), "atRisk"],
  [
    "the service wants to be paid, and has taken all but this",
    backup({ lastBackup: now, trouble: { code: "servicePaymentRequired" } }),
    "needsUser",
  ],
  [
    "one service wants to be paid while another has everything",
    { backup: { ...calm, trouble: { code: "servicePaymentRequired" } } },
    "calm",
  ],
  [
    "it refuses for good and nothing is missing",
    backup({ changes: 0, trouble: { code: "backupTooNew" } }),
    "needsUser",
  ],
  ["a service handed out an older backup", { backup: doubtful }, "needsUser"],
  ["a device came that was not known", { backup: { ...calm, devices: stranger } }, "needsUser"],
  ["the only service is closing", { backup: ending }, "needsUser"],
  ["money is on its way", transaction({}), "calm"],
  ["money is on its way and a server is down", transaction({ trouble: { code: "unreachable" } }), "calm"],
  ["the bank waits for the user", transaction({ state: "waiting" }), "needsUser"],
  ["change waits until the exchange knows who its owner is", transaction(heldUp), "needsUser"],
  ["change waits for the people of the exchange", transaction({ kind: "change", waitsFor: "review" }), "calm"],
  ["terms wait for the user", transaction({ trouble: { code: "tosNotAccepted" } }), "needsUser"],
  ["a backup is planned that it waits for", transaction({ canGoOnWithoutBackup: true, backupAt: 1 }), "calm"],
  ["the user may go on without a backup", transaction({ canGoOnWithoutBackup: true }), "needsUser"],
];

describe("the toolbar icon", () => {
  for (const [name, change, signal] of cases) {
    it(`is ${signal} when ${name}`, () => assert.equal(signalOf(home(change), now).urgency, signal));
  }
});

describe("the words of the toolbar icon", () => {
  const undecided = { ...backup({ kind: "none" }), ...transaction({ waitsFor: "backup" }), asksForBackup: true };
  const several = transaction({ state: "done" }, { state: "waiting", waitsFor: "wire" }, { state: "waiting" });
  const told: readonly (readonly [Partial<Home>, en: string, de: string])[] = [
    [{}, "Satchel", "Satchel"],
    [
      backup({ trouble: { code: "unreachable" } }),
      "Satchel needs you. 3 changes not yet backed up. The server does not answer.",
      "Satchel braucht Sie. 3 Änderungen noch nicht gesichert. Der Server antwortet nicht.",
    ],
    [
      backup({}),
      "Satchel needs you. 3 changes not yet backed up.",
      "Satchel braucht Sie. 3 Änderungen noch nicht gesichert.",
    ],
    [
      { backup: doubtful },
      "Satchel needs you. A backup service handed out an older backup.",
      "Satchel braucht Sie. Ein Sicherungsdienst hat eine ältere Sicherung geliefert.",
    ],
    [
      { ...transaction({ state: "waiting" }), backup: { ...doubtful, devices: stranger } },
      "Satchel needs you. A new device shares this wallet: Chrome on Windows #2.",
      "Satchel braucht Sie. Ein neues Gerät teilt sich diese Geldbörse: Chrome on Windows #2.",
    ],
    [
      { backup: { ...calm, devices: { ...stranger, kind: "retired" } } },
      "Satchel needs you. This device was retired.",
      "Satchel braucht Sie. Dieses Gerät wurde ausgemustert.",
    ],
    [
      { backup: ending },
      "Satchel needs you. Your backup service is closing.",
      "Satchel braucht Sie. Ihr Sicherungsdienst schließt.",
    ],
    [
      backup({ changes: 0, trouble: { code: "backupTooNew" } }),
      "Satchel needs you. A newer Satchel has written the backup.",
      "Satchel braucht Sie. Ein neueres Satchel hat die Sicherung geschrieben.",
    ],
    [
      undecided,
      "Satchel needs you. A withdrawal waits for your decision about a backup.",
      "Satchel braucht Sie. Eine Abhebung wartet auf Ihre Entscheidung über eine Sicherung.",
    ],
    [
      { ...backup({ kind: "none" }), balances: money },
      "Satchel needs you. No backup: your money lives only in this browser.",
      "Satchel braucht Sie. Keine Sicherung: Ihr Geld liegt nur in diesem Browser.",
    ],
    [
      transaction({ canGoOnWithoutBackup: true }),
      "Satchel needs you. A withdrawal cannot go on because no backup service answers.",
      "Satchel braucht Sie. Eine Abhebung kommt nicht weiter, weil kein Sicherungsdienst antwortet.",
    ],
    [
      transaction({ waitsFor: "backup", held: { why: "payment" } }),
      "Satchel needs you. A withdrawal waits for your backup service’s fee.",
      "Satchel braucht Sie. Eine Abhebung wartet auf die Gebühr Ihres Sicherungsdienstes.",
    ],
    [
      several,
      "Satchel needs you. Send the money from your bank.",
      "Satchel braucht Sie. Senden Sie das Geld von Ihrer Bank.",
    ],
    [
      transaction({ state: "waiting", waitsFor: "bankConfirmation" }),
      "Satchel needs you. Confirm at your bank.",
      "Satchel braucht Sie. Bei Ihrer Bank bestätigen.",
    ],
    [
      transaction(heldUp),
      "Satchel needs you. The exchange wants to know who you are.",
      "Satchel braucht Sie. Die Wechselstube möchte wissen, wer Sie sind.",
    ],
    [
      transaction({ state: "waiting" }),
      "Satchel needs you. Something waits for you.",
      "Satchel braucht Sie. Etwas wartet auf Sie.",
    ],
  ];
  for (const [change, en, de] of told) {
    it(`are “${en}”`, () => {
      const signal = signalOf(home(change), now);
      assert.equal(titleOf(signal, words(["en"]).t), en);
      assert.equal(titleOf(signal, words(["de"]).t), de);
    });
  }

  it("name the problem that stops everything", () => {
    const { t } = words(["en"]);
    for (const change of [
      transaction({ trouble: { code: "tosNotAccepted" } }),
      backup({ changes: 0, trouble: { code: "tosNotAccepted" } }),
    ])
      assert.equal(titleOf(signalOf(home(change), now), t), `Satchel needs you. ${t.problems.tosNotAccepted.what}`);
  });

  it("name the problem when nothing works", () => {
    const { t } = words(["en"]);
    const signal = signalOfProblem({ code: "databaseTooNew" });
    assert.equal(signal.urgency, "needsUser");
    assert.equal(titleOf(signal, t), "Satchel needs you. This wallet was last used by a newer Satchel.");
  });
});
