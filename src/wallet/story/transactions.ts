/** The story of the money in values a page can show, newest first; pure. */
import type { Transaction, Trouble } from "../../api/views.ts";
import { type Batch, batchStatus } from "../../store/entities/batch.ts";
import type { Denomination } from "../../store/entities/denomination.ts";
import type { Reserve } from "../../store/entities/reserve.ts";
import { type Withdrawal, withdrawalStatus } from "../../store/entities/withdrawal.ts";
import { type Amount, add, currencyOf, isZero, subtractOrUndefined, sum, zero } from "../../taler/amount.ts";
import { canAbort } from "../withdraw/abort.ts";
import { nameOf } from "../withdraw/refusals.plan.ts";
import { wireInstructions } from "../withdraw/wire.ts";
import { backupPatience, type WithdrawStep } from "../withdraw/withdraw.plan.ts";
import { type Coverage, isOver, stepsOf } from "./steps.ts";
import { isAfter } from "./tell-recoups.ts";

/** What coins are worth, and what making them costs. */
export interface Expected {
  readonly value: Amount;
  readonly fees: Amount;
}

/** What must be known beside the withdrawal to tell it. */
export interface Telling {
  readonly batches: readonly Batch[];
  readonly denominations: ReadonlyMap<string, Denomination>;
  readonly reserve: Reserve | undefined;
  readonly next: WithdrawStep;
  readonly isRunner: boolean;
  /** What is likely to be planned for what no plan has yet taken. */
  readonly expected: Expected | undefined;
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
  const { value, fees } = sums(withdrawal, telling);
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
    effective: value,
    instructed: facts.amount,
    fees,
    ...costsOf(withdrawal, telling, value, fees),
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

/** What it brings and costs: by the plans, and by what is expected where there are none. */
function sums({ facts }: Withdrawal, { batches, denominations, expected }: Telling): Expected {
  const currency = currencyOf(facts.amount);
  const own = batches.filter(({ facts: { plannedAt } }) => !isAfter(plannedAt, facts.finishedAt));
  const planned = own.filter((batch) => batchStatus(batch) !== "refused").flatMap((batch) => batch.facts.coins);
  // Once it is finished, what came is all that will come; the rest is in the reserve and goes back to the bank.
  if (planned.length === 0 && !facts.finishedAt) return expected ?? { value: facts.amount, fees: zero(currency) };
  // Two plans may hold the same coin, when two devices found it.
  const denoms = [...new Map(planned.map((coin) => [nameOf(coin), coin.denom])).values()];
  const known = denoms.flatMap((denom) => denominations.get(denom) ?? []);
  const all = (of: "value" | "feeWithdraw") =>
    sum(
      currency,
      known.map((one) => one.facts[of]),
    );
  const planning = { value: all("value"), fees: all("feeWithdraw") };
  if (facts.finishedAt !== undefined || expected === undefined) return planning;
  return { value: add(planning.value, expected.value), fees: add(planning.fees, expected.fees) };
}

/** What has come, and why less of it becomes coins; as far as it is known while the withdrawal goes on. */
function costsOf(
  withdrawal: Withdrawal,
  { reserve }: Telling,
  value: Amount,
  fees: Amount,
): Pick<Transaction, "credited" | "costs"> {
  const currency = currencyOf(withdrawal.facts.amount);
  const isOurs = ({ amount }: { readonly amount: Amount }) => currencyOf(amount) === currency;
  const { credits = [], closings = [] } = reserve?.facts ?? {};
  const all = (moves: readonly { readonly amount: Amount }[]) =>
    sum(
      currency,
      moves.filter(isOurs).map(({ amount }) => amount),
    );
  const credited = credits.length > 0 ? all(credits) : undefined;
  const closing = all(closings.map(({ fee }) => ({ amount: fee })));
  const sentBack = subtractOrUndefined(all(closings), closing) ?? zero(currency);
  const gone = sum(currency, [value, fees, sentBack, closing]);
  const rest = subtractOrUndefined(credited ?? withdrawal.facts.amount, gone) ?? zero(currency);
  const costs = { withdraw: fees, sentBack, closing, rest };
  return {
    ...(credited !== undefined && { credited }),
    costs: (["withdraw", "sentBack", "closing", "rest"] as const).flatMap((kind) =>
      isZero(costs[kind]) ? [] : { kind, amount: costs[kind] },
    ),
  };
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

function whatItWaitsFor(withdrawal: Withdrawal, { next, isRunner, question }: Telling): Transaction["waitsFor"] {
  if (next.do === "rest" || isOver(withdrawal)) return undefined;
  // Whoever has the wallet can answer, on any device.
  if (question) return question.kind === "review" ? "review" : "identity";
  if (!isRunner) return "otherDevice";
  if (next.do === "waitForBackup") return "backup";
  if (next.do === "askBank") return "bankConfirmation";
  if (next.do === "askReserve") return withdrawal.facts.kind === "manual" ? "wire" : "exchange";
  return undefined;
}
