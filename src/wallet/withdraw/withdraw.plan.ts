/** The next step of money on its way in, read off the records. */
import { coveredChange, isInitialized } from "../../store/coverage.ts";
import type { Batch } from "../../store/entities/batch.ts";
import { batchStatus } from "../../store/entities/batch.ts";
import { type Withdrawal, withdrawalStatus } from "../../store/entities/withdrawal.ts";
import { isPaused } from "../legitimize/legitimize.plan.ts";
import { choiceEnd, type Gate, patienceEnd } from "./gate.ts";
import type { FirstCoins } from "./staging.plan.ts";

export type WithdrawStep =
  /** `until`: when (milliseconds) it goes on by itself. */
  | { readonly do: "waitForBackup"; readonly why: BackupWait; readonly until?: number }
  /** Tell the bank which reserve the money is for. */
  | { readonly do: "select" }
  /** Tell the bank that the user does not want it any more. */
  | { readonly do: "callOff" }
  /** Ask the bank whether it has been confirmed. */
  | { readonly do: "askBank" }
  /** Ask the exchange whether the money has arrived. */
  | { readonly do: "askReserve" }
  /** Decide which coins to make of what the reserve holds; of a stage, only those that pay for the backup. */
  | { readonly do: "choose"; readonly isStage: boolean }
  /** Ask how far the exchange is with finding out who the owner of the reserve, or of the wallet, is. */
  | { readonly do: "askIdentity" }
  /** Have the exchange sign the coins of this plan. */
  | { readonly do: "sign"; readonly batch: Batch }
  | { readonly do: "rest" };

/**
 * What the backup has to do with a withdrawal that stands still. `choice`: the user has not decided about one · `payment`:
 * the service wants its fee, for which there is money · `otherCurrency`, `tooLittle`: it wants its fee, and this money
 * cannot pay it · `upload`: a service is to take the plan.
 */
export type BackupWait = "choice" | "payment" | "otherCurrency" | "tooLittle" | "upload";

/** What must be known beside the withdrawal itself. Moments in milliseconds. */
export interface WithdrawSight {
  readonly batches: readonly Batch[];
  /** No backup service is in use, or the user went on without one: nothing to wait for. */
  readonly needsNoBackup: boolean;
  /** Changes up to this number are in an accepted backup. */
  readonly covered: number;
  /** Until when the user's choice is awaited, and until when it is awaited that a service gets its fee. */
  readonly choiceUntil: number;
  readonly paymentUntil: number;
  /** What is to be made of it first; absent when no service has to be paid before anything is backed up. */
  readonly first?: FirstCoins["kind"] | undefined;
  readonly now: number;
}

/** The same, read off its plans and what the backup needs. */
export function sightOf(
  withdrawal: Withdrawal,
  batches: readonly Batch[],
  gate: Gate,
  first: FirstCoins | undefined,
): WithdrawSight {
  const isFree = withdrawal.facts.uncoveredAt !== undefined;
  return {
    batches,
    needsNoBackup: !isInitialized(gate.enrolments) || isFree,
    covered: coveredChange(gate.enrolments),
    choiceUntil: isFree ? 0 : choiceEnd(gate, withdrawal),
    paymentUntil: patienceEnd(gate, withdrawal),
    first: first?.kind,
    now: gate.now,
  };
}

/**
 * Planchets first (seed 002): neither the bank nor the exchange hears of a key before the row from which it
 * derives is in an accepted backup; but for the coins that pay for the backup, which cannot be.
 */
export function nextWithdrawStep(withdrawal: Withdrawal, sight: WithdrawSight): WithdrawStep {
  const { facts } = withdrawal;
  const mayBegin = isSafe(withdrawal.seq, sight) || sight.first === "stage";
  switch (withdrawalStatus(withdrawal)) {
    case "selecting":
      if (facts.cancelledAt !== undefined) return { do: "callOff" };
      if (isPaused(facts.legitimization)) return { do: "askIdentity" };
      return mayBegin ? { do: "select" } : waiting(sight);
    case "confirming":
      return { do: facts.cancelledAt === undefined ? "askBank" : "callOff" };
    case "transferring":
      return facts.kind === "bank" || mayBegin ? { do: "askReserve" } : waiting(sight);
    case "withdrawing":
      return isPaused(facts.legitimization) ? { do: "askIdentity" } : nextCoins(sight);
    case "aborted":
    case "done":
      return { do: "rest" };
  }
}

/** Nobody uses a backup service, or it was not paid in time; or the user does not want to wait for it. */
const mayDoWithout = ({ needsNoBackup, first, paymentUntil, now }: WithdrawSight): boolean =>
  needsNoBackup || (first !== undefined && paymentUntil <= now);

const isSafe = (seq: number, sight: WithdrawSight): boolean => mayDoWithout(sight) || seq <= sight.covered;

/** Before any service has taken anything nothing is planned but what pays for one: the user may yet choose another. */
function nextCoins(sight: WithdrawSight): WithdrawStep {
  const { batches, covered, choiceUntil, now } = sight;
  const pending = batches.filter((batch) => batchStatus(batch) === "pending");
  const [next] = pending.sort((a, b) => (a.key < b.key ? -1 : 1));
  const paying = pending.find(({ facts }) => facts.uncoveredAt !== undefined);
  if (paying) return { do: "sign", batch: paying };
  if (now < choiceUntil) return { do: "waitForBackup", why: "choice", until: choiceUntil };
  if (next) return isSafe(next.seq, sight) ? { do: "sign", batch: next } : waiting(sight);
  if (mayDoWithout(sight) || covered >= 0) return { do: "choose", isStage: false };
  const isUntouched = batches.every((batch) => batchStatus(batch) === "refused");
  return isUntouched && sight.first === "stage" ? { do: "choose", isStage: true } : waiting(sight);
}

function waiting({ first, paymentUntil }: WithdrawSight): WithdrawStep {
  if (first === undefined) return { do: "waitForBackup", why: "upload" };
  const why = first === "stage" || first === "enough" ? "payment" : first;
  return { do: "waitForBackup", why, ...(Number.isFinite(paymentUntil) && { until: paymentUntil }) };
}

/** Milliseconds after which another device may take over what a silent one began. */
export const silence = 24 * 60 * 60_000;

/** How long a withdrawal waits for the backup before the user is offered to go on without, in milliseconds. */
export const backupPatience = 5 * 60_000;
