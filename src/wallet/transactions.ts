/** The story of the money in values a page can show, newest first; pure. */
import type { Transaction, Trouble } from "../api/views.ts";
import { type Batch, batchStatus } from "../store/entities/batch.ts";
import type { Denomination } from "../store/entities/denomination.ts";
import { type Withdrawal, withdrawalStatus } from "../store/entities/withdrawal.ts";
import { type Amount, currencyOf, sum, zero } from "../taler/amount.ts";
import { canAbort } from "./abort.ts";
import { wireInstructions } from "./wire.ts";
import { backupPatience, type WithdrawStep } from "./withdraw.plan.ts";

/** What must be known beside the withdrawal to tell it. */
export interface Telling {
  readonly batches: readonly Batch[];
  readonly denominations: ReadonlyMap<string, Denomination>;
  readonly next: WithdrawStep;
  readonly isRunner: boolean;
  /** The plan for the whole amount, while nothing is planned yet. */
  readonly expected: { readonly value: Amount; readonly fees: Amount } | undefined;
  readonly trouble: Trouble | undefined;
  /** Milliseconds. */
  readonly now: number;
}

/** One withdrawal as a transaction. */
export function tellWithdrawal(withdrawal: Withdrawal, telling: Telling): Transaction {
  const { key, facts } = withdrawal;
  const { value, fees } = sums(facts.amount, telling);
  const waitsFor = whatItWaitsFor(withdrawal, telling);
  const at = (facts.acceptedAt ?? 0) * 1000;
  return {
    id: key,
    kind: "withdrawal",
    state: stateOf(withdrawal, waitsFor),
    ...(waitsFor && { waitsFor }),
    effective: value,
    instructed: facts.amount,
    fees,
    at,
    exchange: facts.exchange,
    ...(facts.bank && { bank: facts.bank.url }),
    ...(waitsFor === "bankConfirmation" && facts.confirmUrl !== undefined && { confirmUrl: facts.confirmUrl }),
    ...(waitsFor === "wire" &&
      facts.kind === "manual" && { wire: wireInstructions(facts.account ?? "", facts.amount, key) }),
    canAbort: canAbort(withdrawal),
    canTakeOver: !telling.isRunner && telling.next.do !== "rest",
    canGoOnWithoutBackup: waitsFor === "backup" && telling.now > at + backupPatience,
    ...(telling.trouble && { trouble: telling.trouble }),
  };
}

function sums(instructed: Amount, { batches, denominations, expected }: Telling) {
  const currency = currencyOf(instructed);
  const planned = batches.filter((batch) => batchStatus(batch) !== "refused").flatMap(({ facts }) => facts.coins);
  if (planned.length === 0) return expected ?? { value: instructed, fees: zero(currency) };
  const known = planned.flatMap(({ denom }) => denominations.get(denom) ?? []);
  return {
    value: sum(
      currency,
      known.map(({ facts }) => facts.value),
    ),
    fees: sum(
      currency,
      known.map(({ facts }) => facts.feeWithdraw),
    ),
  };
}

function stateOf(withdrawal: Withdrawal, waitsFor: Transaction["waitsFor"]): Transaction["state"] {
  const status = withdrawalStatus(withdrawal);
  if (status === "done" || status === "aborted") return status;
  // Called off, and still watched: for the user that is over.
  if (withdrawal.facts.cancelledAt !== undefined && status !== "withdrawing") return "aborted";
  return waitsFor === "bankConfirmation" || waitsFor === "wire" ? "waiting" : "working";
}

function whatItWaitsFor(withdrawal: Withdrawal, { next, isRunner }: Telling): Transaction["waitsFor"] {
  if (next.do === "rest" || withdrawal.facts.cancelledAt !== undefined) return undefined;
  if (!isRunner) return "otherDevice";
  if (next.do === "waitForBackup") return "backup";
  if (next.do === "askBank") return "bankConfirmation";
  if (next.do === "askReserve") return withdrawal.facts.kind === "manual" ? "wire" : "exchange";
  return undefined;
}
