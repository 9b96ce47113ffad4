/** What the toolbar icon has to say: nothing, that something needs the user, or that something could be lost. */
import { problems } from "../api/problems.ts";
import type { BackupState, Home, Trouble } from "../api/views.ts";
import { amount, isZero } from "../taler/amount.ts";

export type Signal = "calm" | "needsUser" | "atRisk";

/** A service may be down for a while before its user is told; milliseconds. */
const patience = 60 * 60_000;

/** Trouble that goes away by itself is none of the user's business. */
const isStuck = (trouble: Trouble | undefined): boolean =>
  trouble !== undefined && problems[trouble.code].retry === "never";

/** `now` in milliseconds. */
export function signalOf({ balances, transactions, backup, asksForBackup }: Home, now: number): Signal {
  if (isAtRisk(backup, now)) return "atRisk";
  const hasMoney = balances.some(({ available }) => !isZero(amount.parse(available)));
  const isUndecided = asksForBackup || (backup.kind === "none" && hasMoney);
  const isWaitedFor = transactions.some(
    ({ state, trouble, canGoOnWithoutBackup }) => state === "waiting" || canGoOnWithoutBackup || isStuck(trouble),
  );
  return isUndecided || isWaitedFor || isStuck(backup.trouble) ? "needsUser" : "calm";
}

function isAtRisk({ kind, changes, lastBackup = 0, trouble }: BackupState, now: number): boolean {
  return kind === "failing" && changes > 0 && (isStuck(trouble) || lastBackup + patience < now);
}
