/** Many deposits told at once: where the money goes, what it cost, and by which wire it came. */
import type { Transaction } from "../../api/views.ts";
import type { Env } from "../../env/env.ts";
import { type Deposit, type DepositStatus, depositStatus } from "../../store/entities/deposit.ts";
import { paymentStatus } from "../../store/entities/payment.ts";
import { currencyOf } from "../../taler/amount.ts";
import { bankAccountOf } from "../deposit/bank-account.ts";
import { depositCosts } from "../deposit/deposit-costs.ts";
import { termsOf } from "../deposit/deposit-terms.ts";
import { troubleOf } from "../trouble.ts";
import { turnsOf } from "../whose-turn.ts";
import { type Beside, besideEach, questionAboutChange } from "./beside.ts";
import { questionIn } from "./question-view.ts";
import { depositSteps } from "./steps.ts";
import { costsIn } from "./summed.ts";
import type { Told } from "./teller.ts";

/** As of one moment, in the order of the rows. */
export async function tellDeposits(env: Env, rows: readonly Deposit[]): Promise<readonly Told[]> {
  const beside = await besideEach(env, rows, ({ key }) => `deposit:${key}`);
  const turns = await turnsOf(env);
  const tellOne = async (row: Deposit, around: Beside) => {
    const { runner, acceptedAt: since } = row.facts;
    // One that is retired or lost is not waited for any more.
    const isElsewhere = turns({ runner: runner?.value, since }) > env.now();
    return { transaction: await tell(env, row, around, isElsewhere) };
  };
  return Promise.all(rows.map((row, index) => tellOne(row, beside[index] as Beside)));
}

/** `isElsewhere`: another device is still expected to do it. */
async function tell(env: Env, row: Deposit, beside: Beside, isElsewhere: boolean): Promise<Transaction> {
  const { key, facts } = row;
  const status = depositStatus(row);
  const isOpen = status !== "wired" && status !== "aborted";
  const isRunner = facts.runner === undefined || facts.runner.value === beside.device;
  const own = isOpen ? await questionOf(env, row) : undefined;
  const question = own ?? (await questionAboutChange(env, beside));
  const waitsFor = isOpen ? waiting(status, isElsewhere, own) : undefined;
  const trouble = isOpen ? troubleOf(beside.retry) : undefined;
  return {
    id: key,
    kind: "deposit",
    state: stateOf(status, waitsFor),
    ...(waitsFor && { waitsFor }),
    ...(facts.summary ? costsIn(facts.summary) : depositCosts(row, beside)),
    at: (facts.acceptedAt ?? 0) * 1000,
    exchange: facts.exchange,
    deposit: accountOf(row),
    ...(question && { question }),
    steps: depositSteps(row),
    canAbort: canAbortDeposit(row, beside.payments),
    canTakeOver: isOpen && !isRunner,
    canGoOnWithoutBackup: false,
    ...(trouble && { trouble }),
  };
}

/** Only what the exchange does not have yet can be called back. */
export const canAbortDeposit = (row: Deposit, all: Beside["payments"]): boolean =>
  depositStatus(row) === "sending" && all.every((one) => paymentStatus(one) !== "done");

async function questionOf(env: Env, row: Deposit): Promise<Transaction["question"]> {
  const { request } = await termsOf(env.db, row);
  const { exchange, legitimization, amount } = row.facts;
  return questionIn(env, { exchange, fact: legitimization, key: request.merchant_pub, currency: currencyOf(amount) });
}

function waiting(
  status: DepositStatus,
  isElsewhere: boolean,
  question: Transaction["question"],
): Transaction["waitsFor"] {
  if (question) return question.kind === "review" ? "review" : "identity";
  if (isElsewhere) return "otherDevice";
  return status === "taken" ? "transfer" : "exchange";
}

function stateOf(status: DepositStatus, waitsFor: Transaction["waitsFor"]): Transaction["state"] {
  if (status === "wired") return "done";
  if (status === "aborted") return "aborted";
  return waitsFor === "identity" ? "waiting" : "working";
}

function accountOf({ facts }: Deposit): NonNullable<Transaction["deposit"]> {
  const { account, owner, institution } = bankAccountOf(facts.account);
  const { dueAt, wireBy, transfers = [] } = facts;
  return {
    account,
    ...(owner !== undefined && { owner }),
    ...(institution !== undefined && { institution }),
    due: Math.max(dueAt ?? 0, wireBy) * 1000,
    transfers: transfers.slice(0, 100).map(({ wtid, total, at }) => ({ subject: wtid, amount: total, at: at * 1000 })),
  };
}
