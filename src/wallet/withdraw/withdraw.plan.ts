/** The next step of money on its way in, read off the records. */
import { coveredChange, isInitialized } from "../../store/coverage.ts";
import type { Batch } from "../../store/entities/batch.ts";
import { batchStatus } from "../../store/entities/batch.ts";
import { type Withdrawal, withdrawalStatus } from "../../store/entities/withdrawal.ts";
import type { Enrolment } from "../../store/self.ts";
import { isPaused } from "../legitimize/legitimize.plan.ts";

export type WithdrawStep =
  | { readonly do: "waitForBackup" }
  /** Tell the bank which reserve the money is for. */
  | { readonly do: "select" }
  /** Tell the bank that the user does not want it any more. */
  | { readonly do: "callOff" }
  /** Ask the bank whether it has been confirmed. */
  | { readonly do: "askBank" }
  /** Ask the exchange whether the money has arrived. */
  | { readonly do: "askReserve" }
  /** Decide which coins to make of what the reserve holds. */
  | { readonly do: "choose" }
  /** Ask how far the exchange is with finding out who the owner of the reserve, or of the wallet, is. */
  | { readonly do: "askIdentity" }
  /** Have the exchange sign the coins of this plan. */
  | { readonly do: "sign"; readonly batch: Batch }
  | { readonly do: "rest" };

/** What must be known beside the withdrawal itself. */
export interface WithdrawSight {
  readonly batches: readonly Batch[];
  /** No backup service is in use, or the user went on without one: nothing to wait for. */
  readonly needsNoBackup: boolean;
  /** Changes up to this number are in an accepted backup. */
  readonly covered: number;
}

/** The same, read off its plans and the services that are joined. */
export const sightOf = (
  { facts }: Withdrawal,
  batches: readonly Batch[],
  enrolments: readonly Enrolment[],
): WithdrawSight => ({
  batches,
  needsNoBackup: !isInitialized(enrolments) || facts.uncoveredAt !== undefined,
  covered: coveredChange(enrolments),
});

/**
 * Planchets first (seed 002): neither the bank nor the exchange hears of a key before the row from which it
 * derives is in an accepted backup.
 */
export function nextWithdrawStep(withdrawal: Withdrawal, sight: WithdrawSight): WithdrawStep {
  const { facts } = withdrawal;
  const isSafe = (seq: number) => sight.needsNoBackup || seq <= sight.covered;
  switch (withdrawalStatus(withdrawal)) {
    case "selecting":
      if (facts.cancelledAt !== undefined) return { do: "callOff" };
      if (isPaused(facts.legitimization)) return { do: "askIdentity" };
      return isSafe(withdrawal.seq) ? { do: "select" } : { do: "waitForBackup" };
    case "confirming":
      return { do: facts.cancelledAt === undefined ? "askBank" : "callOff" };
    case "transferring":
      return facts.kind === "bank" || isSafe(withdrawal.seq) ? { do: "askReserve" } : { do: "waitForBackup" };
    case "withdrawing":
      return isPaused(facts.legitimization) ? { do: "askIdentity" } : nextCoins(sight.batches, isSafe);
    case "aborted":
    case "done":
      return { do: "rest" };
  }
}

function nextCoins(batches: readonly Batch[], isSafe: (seq: number) => boolean): WithdrawStep {
  const pending = batches.filter((batch) => batchStatus(batch) === "pending");
  const first = pending.sort((a, b) => (a.key < b.key ? -1 : 1))[0];
  if (!first) return { do: "choose" };
  return isSafe(first.seq) ? { do: "sign", batch: first } : { do: "waitForBackup" };
}

/** Milliseconds after which another device may take over what a silent one began. */
export const silence = 24 * 60 * 60_000;

/** How long a withdrawal waits for the backup before the user is offered to go on without, in milliseconds. */
export const backupPatience = 5 * 60_000;
