/** The story of the money in values a page can show, newest first; pure. */
import type { Transaction, Trouble } from "../../api/views.ts";
import { type Withdrawal, withdrawalStatus } from "../../store/entities/withdrawal.ts";
import { canAbort } from "../withdraw/abort.ts";
import { wireInstructions } from "../withdraw/wire.ts";
import { backupPatience, type WithdrawStep } from "../withdraw/withdraw.plan.ts";
import { type Withdrawn, withdrawalCosts } from "../withdraw/withdrawal-costs.ts";
import { type Coverage, isOver, stepsOf } from "./steps.ts";
import { withdrawnIn } from "./summed.ts";

/** What must be known beside the withdrawal to tell it. */
export interface Telling extends Withdrawn {
  readonly next: WithdrawStep;
  readonly isRunner: boolean;
  /** Another device is still expected to do it: it is neither retired nor silent for long. */
  readonly isElsewhere: boolean;
  readonly trouble: Trouble | undefined;
  readonly coverage: Coverage;
  /** When the backup it may wait for is planned. */
  readonly backupAt?: number | undefined;
  /** What the exchange wants to know first. */
  readonly question?: Transaction["question"] | undefined;
  /** Milliseconds. */
  readonly now: number;
}

/** One withdrawal as a transaction. */
export function tellWithdrawal(withdrawal: Withdrawal, telling: Telling): Transaction {
  const { key, facts } = withdrawal;
  const {
    value: effective,
    fees,
    ...costs
  } = facts.summary ? withdrawnIn(facts.summary) : withdrawalCosts(withdrawal, telling);
  const waitsFor = whatItWaitsFor(withdrawal, telling);
  const at = (facts.acceptedAt ?? 0) * 1000;
  const held = waitsFor === "backup" && telling.next.do === "waitForBackup" ? heldBy(telling.next) : undefined;
  const isPlanned = held?.why === "upload" && telling.backupAt !== undefined;
  return {
    id: key,
    kind: "withdrawal",
    state: stateOf(withdrawal, waitsFor),
    ...(waitsFor && { waitsFor }),
    ...(held && { held }),
    effective,
    instructed: facts.amount,
    fees,
    ...costs,
    at,
    exchange: facts.exchange,
    ...(facts.bank && { bank: facts.bank.url }),
    ...(waitsFor === "bankConfirmation" && facts.confirmUrl !== undefined && { confirmUrl: facts.confirmUrl }),
    // A row from a backup may lack its account: then there is nothing to say where the money should go.
    ...(waitsFor === "wire" &&
      facts.account !== undefined && { wire: wireInstructions(facts.account, facts.amount, key) }),
    ...(telling.question && { question: telling.question }),
    steps: stepsOf(withdrawal, telling.coverage, telling.coverage !== "unused" && telling.next.do === "waitForBackup"),
    canAbort: canAbort(withdrawal),
    canTakeOver: !telling.isRunner && telling.next.do !== "rest",
    canGoOnWithoutBackup: held !== undefined && (isPlanned || mayGoOn(withdrawal, telling)),
    ...(isPlanned && { backupAt: telling.backupAt }),
    ...(telling.trouble && { trouble: telling.trouble }),
  };
}

const heldBy = ({ why, until }: Extract<WithdrawStep, { do: "waitForBackup" }>): NonNullable<Transaction["held"]> => ({
  why,
  ...(until !== undefined && { until }),
});

/** It has waited for minutes since it last went on; at once when there is nothing to be hoped for. */
function mayGoOn({ facts }: Withdrawal, { next, batches, now }: Telling): boolean {
  if (next.do !== "waitForBackup") return false;
  if (next.why === "otherCurrency" || next.why === "tooLittle") return true;
  const planned = batches.map((batch) => batch.facts.plannedAt ?? 0);
  const since = Math.max(facts.acceptedAt ?? 0, facts.confirmedAt ?? 0, facts.arrivedAt ?? 0, ...planned);
  return now > since * 1000 + backupPatience;
}

function stateOf(withdrawal: Withdrawal, waitsFor: Transaction["waitsFor"]): Transaction["state"] {
  const status = withdrawalStatus(withdrawal);
  if (status === "done") return "done";
  // One that was called off may still be watched: for the user it is over, unless the money has come all the same.
  if (isOver(withdrawal)) return "aborted";
  return waitsFor !== undefined && usersTurn.has(waitsFor) ? "waiting" : "working";
}

/** What only the user can do. */
const usersTurn: ReadonlySet<NonNullable<Transaction["waitsFor"]>> = new Set(["bankConfirmation", "wire", "identity"]);

function whatItWaitsFor(withdrawal: Withdrawal, { next, isElsewhere, question }: Telling): Transaction["waitsFor"] {
  if (next.do === "rest" || isOver(withdrawal)) return undefined;
  // Whoever has the wallet can answer, on any device.
  if (question) return question.kind === "review" ? "review" : "identity";
  if (isElsewhere) return "otherDevice";
  if (next.do === "waitForBackup") return "backup";
  if (next.do === "askBank") return "bankConfirmation";
  if (next.do === "askReserve") return withdrawal.facts.kind === "manual" ? "wire" : "exchange";
  return undefined;
}
