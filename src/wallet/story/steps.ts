/** The way of an event, step by step: what has happened, and what is still to come; pure. */
import type { TransactionStep } from "../../api/transaction-step.ts";
import { type Deposit, depositStatus } from "../../store/entities/deposit.ts";
import type { Payment } from "../../store/entities/payment.ts";
import { type Purchase, purchaseStatus } from "../../store/entities/purchase.ts";
import { type Withdrawal, withdrawalStatus } from "../../store/entities/withdrawal.ts";
import { errorCodes } from "../../taler/error-body.ts";
import { merchantCodes } from "../../taler/merchant-api.ts";

/** Whether the newest state of all its rows is in an accepted backup; `unused` while no service is in use. */
export type Coverage = "unused" | "open" | "covered";

/**
 * In the order in which they happen; the first that is not done is the one that is waited for. `isHeld`: nothing goes on
 * before the plan for the rest is in a backup.
 */
export function stepsOf(withdrawal: Withdrawal, coverage: Coverage, isHeld: boolean): readonly TransactionStep[] {
  const { facts } = withdrawal;
  const accepted = step("accepted", facts.acceptedAt);
  if (isOver(withdrawal)) return [accepted, ...endOf(withdrawal)];
  const isThere = facts.arrivedAt !== undefined || facts.finishedAt !== undefined;
  const steps = [
    accepted,
    // Money that has arrived was confirmed, whether or not the bank was ever asked.
    ...(facts.kind === "bank"
      ? [step("confirmed", facts.confirmedAt, isThere || facts.confirmedAt !== undefined)]
      : []),
    step("arrived", facts.arrivedAt, isThere),
    step("coins", facts.finishedAt),
    ...(coverage === "unused"
      ? []
      : [step("backedUp", undefined, facts.finishedAt !== undefined && coverage === "covered")]),
  ];
  const at = steps.findIndex(({ isDone }) => !isDone);
  return isHeld ? steps.toSpliced(at, 0, step("planned", undefined)) : steps;
}

/**
 * What became of a payment that was too many: it came `back`, or the shop has more than the price and `kept` it; or that is
 * `untold`, while the device that paid has not told with which coins.
 */
export type Second = "back" | "kept" | "untold";

/** A purchase ends paid, or with its money back. */
export function purchaseSteps(
  purchase: Purchase,
  payments: readonly Payment[],
  second: Second,
): readonly TransactionStep[] {
  const { acceptedAt, paidAt, paid, abortedAt, settledAt } = purchase.facts;
  const accepted = step("accepted", acceptedAt);
  switch (purchaseStatus(purchase)) {
    case "paying":
    case "paid":
      return [accepted, step("paid", paidAt, paid !== undefined), ...twiceSteps(purchase, payments, second)];
    case "aborting":
    case "aborted":
      return [accepted, step(whyAborted(purchase), abortedAt), endOfAborted(second, settledAt)];
  }
}

const momentOf = (refusals: Payment["facts"]["refusals"] = [], code: number): number | undefined =>
  refusals.find((refusal) => refusal.code === code)?.at;

/** The shop said that it gives nothing back of a payment too many. */
export const isKeptTwice = (payments: readonly Payment[]): boolean =>
  payments.some(({ facts }) => momentOf(facts.refusals, merchantCodes.abortPaid) !== undefined);

/** Two devices paid: the shop refused one of the payments itself, or was asked for it afterwards. */
function twiceSteps({ facts }: Purchase, payments: readonly Payment[], second: Second): readonly TransactionStep[] {
  const codes = [merchantCodes.alreadyPaid, merchantCodes.abortPaid];
  const all = [facts.refusals, ...payments.map((one) => one.facts.refusals)];
  const moments = all.flatMap((refusals) => codes.flatMap((code) => momentOf(refusals, code) ?? []));
  if (moments.length === 0) return [];
  const at = Math.min(...moments);
  return [step("paidTwice", at), step(second === "kept" ? "keptTwice" : "secondBack", Math.max(...moments))];
}

const endOfAborted = (second: Second, settledAt: number | undefined): TransactionStep =>
  second === "untold" ? step("told", undefined) : step("moneyBack", settledAt);

/** The user called it off; another device was first: it had spent the coins, or has paid; or the shop refused it. */
function whyAborted({ facts: { refusals = [] } }: Purchase): TransactionStep["kind"] {
  if (momentOf(refusals, errorCodes.coinInsufficientFunds) !== undefined) return "spentElsewhere";
  if (momentOf(refusals, merchantCodes.alreadyPaid) !== undefined) return "paidElsewhere";
  return refusals.length > 0 ? "refusedByShop" : "cancelled";
}

/** A deposit ends on the statement of the account, or with its money back. */
export function depositSteps(deposit: Deposit): readonly TransactionStep[] {
  const { acceptedAt, takenAt, wiredAt, abortedAt, settledAt, refusals = [], legitimization } = deposit.facts;
  const accepted = step("accepted", acceptedAt);
  const status = depositStatus(deposit);
  const ending = refusals.length > 0 ? "declined" : "cancelled";
  if (status === "aborting" || status === "aborted")
    return [accepted, step(ending, abortedAt), step("moneyBack", settledAt)];
  const isPassed = legitimization?.value.state === "passed";
  const asked = legitimization ? [step("identified", isPassed ? legitimization.value.at : undefined, isPassed)] : [];
  const isTaken = status !== "sending";
  const taken = step("taken", takenAt, isTaken);
  // An exchange may ask before it takes the coins, or before it wires.
  return [accepted, ...(isTaken ? [taken, ...asked] : [...asked, taken]), step("wired", wiredAt)];
}

/** Called off, and nothing has come in spite of it; or the bank says that nothing will. */
export function isOver(withdrawal: Withdrawal): boolean {
  const { cancelledAt, confirmedAt, arrivedAt } = withdrawal.facts;
  const isCalledOff = cancelledAt !== undefined && confirmedAt === undefined && arrivedAt === undefined;
  return withdrawalStatus(withdrawal) === "aborted" || (isCalledOff && withdrawalStatus(withdrawal) !== "done");
}

/** Who ended it: the user, the bank, or a refusal. */
function endOf({ facts: { cancelledAt, abortedAt, refusals = [] } }: Withdrawal): readonly TransactionStep[] {
  if (cancelledAt !== undefined) return [step("cancelled", cancelledAt)];
  return [step(refusals.length > 0 ? "refused" : "cancelledAtBank", abortedAt)];
}

/** `at` in seconds; a step may be known to be done without anybody knowing when. */
const step = (kind: TransactionStep["kind"], at: number | undefined, isDone = at !== undefined): TransactionStep => ({
  kind,
  isDone,
  ...(at !== undefined && { at: at * 1000 }),
});
