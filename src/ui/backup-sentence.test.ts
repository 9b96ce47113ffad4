import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { BackupState, Home } from "../api/views.ts";
import { words } from "../i18n/words.ts";
import { backupSentence } from "./backup-sentence.ts";

const { t } = words(["en"]);

const home = (backup: BackupState, change: Partial<Home> = {}): Home => ({
  balances: [{ currency: "KUDOS", available: "KUDOS:8", incoming: "KUDOS:0" }],
  backup,
  transactions: [],
  hasMore: false,
  isNew: false,
  asksForBackup: false,
  ...change,
});

/** Tone, words and what the moment is called. */
const told = (backup: BackupState, change?: Partial<Home>) => {
  const { tone, lead, rest = "", moment, route } = backupSentence(home(backup, change), t);
  return `${tone}: ${[lead, rest, moment?.message("soon") ?? ""].filter(Boolean).join(" | ")} → ${route}`;
};

describe("backupSentence", () => {
  it("is calm only when everything is backed up", () => {
    assert.equal(
      told({ kind: "allBackedUp", changes: 0, lastBackup: 1 }),
      "calm: Everything is backed up | soon → backup",
    );
    const suspicion = { kind: "rolledBack", service: "https://backup.example/" } as const;
    assert.equal(
      told({ kind: "allBackedUp", changes: 0, lastBackup: 1, suspicion, closing: {} }),
      "needs: Everything is backed up | A backup service handed out an older backup | last backup soon → backup",
    );
    assert.equal(
      told({ kind: "allBackedUp", changes: 0, closing: {} }),
      "needs: Everything is backed up | Your backup service is closing → backup",
    );
    for (const kind of ["none", "declined", "never", "backingUp", "pending", "failing"] as const)
      assert.notEqual(backupSentence(home({ kind, changes: 1 }), t).tone, "calm", kind);
  });

  it("names the worst: money that lives only here", () => {
    const worst = "needs: No backup: your money lives only in this browser. | Set one up now → backup";
    assert.equal(told({ kind: "none", changes: 2 }), worst);
    assert.equal(told({ kind: "declined", changes: 2 }), worst);
    assert.equal(
      told({ kind: "none", changes: 2 }, { asksForBackup: true }),
      worst.replace("→ backup", "→ onboarding"),
    );
  });

  it("says that it was switched off, for as long as it is", () => {
    const off = { kind: "off", changes: 0 } as const;
    const lead = "Backup is off: your money lives only in this browser.";
    assert.equal(told(off), `needs: ${lead} | Switch it on → backup`);
    assert.equal(told(off, { balances: [] }), "plain: Backup is off. | Switch it on → backup");
  });

  it("does not cry before there is money", () => {
    assert.equal(
      told({ kind: "none", changes: 0 }, { balances: [] }),
      "plain: No backup yet. | Set one up now → backup",
    );
    const coming = [{ currency: "KUDOS", available: "KUDOS:0", incoming: "KUDOS:5" }];
    assert.match(told({ kind: "none", changes: 0 }, { balances: coming }), /^needs/);
  });

  it("says when a withdrawal waits for the decision", () => {
    const transactions = [{ waitsFor: "backup" }] as unknown as Home["transactions"];
    assert.match(told({ kind: "none", changes: 1 }, { transactions }), /^needs: A withdrawal waits .* → onboarding$/);
    assert.match(told({ kind: "never", changes: 1 }, { transactions }), /^plain/);
  });

  it("says whatever the toolbar icon calls for", () => {
    const trouble = { code: "backupTooNew" } as const;
    const suspicion = { kind: "emptied", service: "https://backup.example/" } as const;
    const tooNew = "A newer Satchel has written the backup";
    const states: readonly (readonly [BackupState, string])[] = [
      [{ kind: "allBackedUp", changes: 0, trouble }, `Everything is backed up | ${tooNew}`],
      [{ kind: "backingUp", changes: 1, trouble }, `Backing up 1 change… | ${tooNew}`],
      [{ kind: "backingUp", changes: 1, closing: {} }, "Backing up 1 change… | Your backup service is closing"],
      [
        { kind: "pending", changes: 1, suspicion },
        "1 change not yet backed up | A backup service has lost your backup",
      ],
      [{ kind: "never", changes: 1, suspicion }, "Nothing is backed up yet | A backup service has lost your backup"],
      [{ kind: "failing", changes: 1, suspicion, trouble }, `1 change not yet backed up | ${tooNew}`],
    ];
    for (const [backup, words] of states) assert.equal(told(backup), `needs: ${words} → backup`);
    const devices = { kind: "joined", name: "" } as const;
    assert.equal(
      told({ kind: "allBackedUp", changes: 0, devices, suspicion }),
      "needs: Everything is backed up | A new device shares this wallet: A device without a name → devices",
    );
    const passing = { code: "unreachable" } as const;
    assert.equal(
      told({ kind: "backingUp", changes: 1, trouble: passing }),
      "plain: Backing up 1 change… → backup",
      "what passes by itself needs nobody while another service takes everything",
    );
  });

  it("counts what is not backed up, and says why and when again", () => {
    assert.equal(
      told({ kind: "pending", changes: 3, nextTry: 9 }),
      "plain: 3 changes not yet backed up | next try soon → backup",
    );
    assert.match(told({ kind: "pending", changes: 3, nextTry: 9, isPlanned: true }), /^plain: .* next backup soon →/);
    assert.equal(
      told({ kind: "failing", changes: 1, trouble: { code: "unreachable" } }),
      "needs: 1 change not yet backed up | The server does not answer → backup",
    );
    assert.equal(told({ kind: "never", changes: 3 }), "plain: Nothing is backed up yet → backup");
    assert.equal(told({ kind: "backingUp", changes: 3 }), "plain: Backing up 3 changes… → backup");
  });
});
