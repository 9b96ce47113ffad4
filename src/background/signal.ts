/** What the toolbar icon has to say: nothing, that something needs the user, or that something could be lost. */
import { type Problem, type ProblemCode, problems } from "../api/problems.ts";
import type { BackupState, Home, Transaction, Trouble } from "../api/views.ts";
import { amount, isZero } from "../taler/amount.ts";

export type Signal =
  | { readonly urgency: "calm" }
  | { readonly urgency: "atRisk"; readonly changes: number; readonly code?: ProblemCode }
  | { readonly urgency: "needsUser"; readonly need: Need };

/** What the user can do something about. */
export type Need =
  | { readonly kind: "choice" | "noBackup" | "fee" | "uncovered" | "closing" }
  | { readonly kind: "suspicion"; readonly suspicion: NonNullable<BackupState["suspicion"]>["kind"] }
  | { readonly kind: "devices"; readonly news: NonNullable<BackupState["devices"]> }
  | { readonly kind: "turn"; readonly waitsFor?: Transaction["waitsFor"] }
  | { readonly kind: "stuck"; readonly code: ProblemCode; readonly isOfService?: true };

/** A service may be down for a while before its user is told; milliseconds. */
const patience = 60 * 60_000;

/** Trouble that goes away by itself is none of the user's business. */
const isStuck = (trouble: Trouble | undefined): trouble is Trouble =>
  trouble !== undefined && problems[trouble.code].retry === "never";

/** The worst that is true; `now` in milliseconds. */
export function signalOf(home: Home, now: number): Signal {
  const { changes, trouble } = home.backup;
  if (isAtRisk(home.backup, now)) return { urgency: "atRisk", changes, ...(trouble && { code: trouble.code }) };
  const need =
    newsNeed(home.backup) ??
    backupNeed(home) ??
    home.transactions.map(needOf).find((one) => one !== undefined) ??
    serviceNeed(home.backup) ??
    (isStuck(trouble) || (trouble && isUnpaid(home.backup))
      ? ({ kind: "stuck", code: trouble.code, isOfService: true } as const)
      : undefined);
  return need ? { urgency: "needsUser", need } : { urgency: "calm" };
}

/** Nothing works until this has been dealt with. */
export const signalOfProblem = ({ code }: Problem): Signal => ({
  urgency: "needsUser",
  need: { kind: "stuck", code },
});

/** A backup from the future was made by a clock that was wrong: it says nothing of how long this lasts. */
function isAtRisk({ kind, changes, lastBackup = 0, trouble }: BackupState, now: number): boolean {
  return kind === "failing" && changes > 0 && (isStuck(trouble) || Math.abs(now - lastBackup) > patience);
}

/** It asks again by itself, and is paid by nobody but the user. */
const isUnpaid = ({ kind, trouble }: BackupState): boolean =>
  kind === "failing" && trouble?.code === "servicePaymentRequired";

/** Whoever shares the wallet can spend all of it: nothing that is not being lost is more urgent than a stranger. */
const newsNeed = ({ devices: news }: BackupState): Need | undefined => news && { kind: "devices", news };

function backupNeed({ balances, backup, transactions, asksForBackup }: Home): Need | undefined {
  if (backup.kind !== "none") return asksForBackup ? { kind: "noBackup" } : undefined;
  if (transactions.some(({ waitsFor }) => waitsFor === "backup")) return { kind: "choice" };
  const hasMoney = balances.some(({ available }) => !isZero(amount.parse(available)));
  return asksForBackup || hasMoney ? { kind: "noBackup" } : undefined;
}

/** A service that did wrong is to be looked at, and one that ends to be replaced while there is time. */
function serviceNeed({ suspicion, closing }: BackupState): Need | undefined {
  if (suspicion) return { kind: "suspicion", suspicion: suspicion.kind };
  return closing ? { kind: "closing" } : undefined;
}

function needOf({ state, waitsFor, held, trouble, ...more }: Transaction): Need | undefined {
  const { canGoOnWithoutBackup, backupAt } = more;
  if (held !== undefined && held.why !== "choice" && held.why !== "upload") return { kind: "fee" };
  if (canGoOnWithoutBackup && backupAt === undefined) return { kind: "uncovered" };
  return stuck(trouble) ?? (state === "waiting" ? { kind: "turn", waitsFor } : undefined);
}

const stuck = (trouble: Trouble | undefined): Need | undefined =>
  isStuck(trouble) ? { kind: "stuck", code: trouble.code } : undefined;
