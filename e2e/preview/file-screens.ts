/** Every state of a wallet that is saved as a file, and of a restore that waits for somebody. */
import type { RestoreProgress } from "../../src/api/keeping-views.ts";
import { WalletError } from "../../src/api/problems.ts";
import { chf, freies, hafen, nothingYet, secret, tresor } from "./invented.ts";
import { ago, day, minute } from "./moment.ts";
import { options } from "./options-screens.ts";
import type { Answers, Screens } from "./screen.ts";

const isBusy: RestoreProgress = {
  phase: "failed",
  trouble: { code: "serverBusy" },
  services: [
    { url: hafen.url, state: "failed", trouble: { code: "serverBusy", nextTry: ago(-4 * minute) } },
    { url: tresor.url, state: "failed", trouble: { code: "unreachable" } },
  ],
};

/** Idle until somebody tries, and then as told. */
function tried(after: RestoreProgress): Answers {
  let hasTried = false;
  return {
    getHome: nothingYet,
    readRecoveryText: { kind: "uri", services: [hafen.url, tresor.url] },
    restoreFromRecoverySecret: () => {
      hasTried = true;
      throw new WalletError("serverBusy");
    },
    getRestoreProgress: () => {
      const progress = hasTried ? after : ({ phase: "idle", services: [] } as const);
      // The next visitor finds it as it was.
      hasTried = false;
      return progress;
    },
  };
}

const former = { ...tresor, isActive: false, former: { isCovered: true } };
const { trouble: _trouble, nextTry: _nextTry, lastBackup: _lastBackup, ...formerTresor } = former;

export const fileScreens: Screens = {
  "backup-former": options("backup", { listProviders: [hafen, formerTresor, freies] }),
  "service-former": options(`service?url=${encodeURIComponent(tresor.url)}`, {
    listProviders: [hafen, formerTresor],
    lookAtProvider: formerTresor,
  }),
  "service-former-needed": options(`service?url=${encodeURIComponent(tresor.url)}`, {
    listProviders: [{ ...formerTresor, former: { isCovered: false } }],
    lookAtProvider: formerTresor,
  }),
  "backup-file": options("backup", {
    getSavedFile: { at: ago(3 * day), isBehind: true },
    beginSavingFile: { id: "FILE", pieces: 1 },
    getSavedPiece: { piece: "U0FUQ0hFTDE=" },
  }),
  "backup-file-saved": options(
    "backup",
    {
      getSavedFile: { at: ago(0), isBehind: false },
      beginSavingFile: { id: "FILE", pieces: 1 },
      getSavedPiece: { piece: "U0FUQ0hFTDE=" },
    },
    (t) => [["press", t.file.save]],
  ),
  "backup-file-failed": options("backup", { beginSavingFile: { problem: "fileNotWhole" } }, (t) => [
    ["press", t.file.save],
  ]),
  "restore-waits": options("restore", tried(isBusy), (t) => [
    ["type", t.restore.secret, secret.uris[0] ?? ""],
    ["press", t.restore.restore],
  ]),
  "restore-file-done": options("restore", {
    getRestoreProgress: {
      phase: "done",
      balances: [chf],
      services: [
        { url: "file:", state: "done" },
        { url: hafen.url, state: "failed", trouble: { code: "serverBusy", nextTry: ago(-4 * minute) } },
      ],
    },
  }),
  "restore-file-failed": options("restore", {
    getRestoreProgress: {
      phase: "failed",
      trouble: { code: "fileDoesNotOpen" },
      services: [{ url: "file:", state: "failed", trouble: { code: "fileDoesNotOpen" } }],
    },
  }),
};
