/** Many deposits told at once: where the money goes, what it cost, and by which wire it came. */
import type { Transaction } from "../../api/views.ts";
import type { Env } from "../../env/env.ts";
import { coinPath, takenBy } from "../../store/entities/coin.ts";
import { type Deposit, type DepositStatus, depositStatus } from "../../store/entities/deposit.ts";
import { paymentStatus } from "../../store/entities/payment.ts";
import { currencyOf, isZero, subtractOrUndefined, sum, zero } from "../../taler/amount.ts";
import { bankAccountOf } from "../deposit/bank-account.ts";
import { wireFeeOf } from "../deposit/deposit.plan.ts";
import { termsOf } from "../deposit/deposit-terms.ts";
import { bearerOf, dustOn, lostInChange } from "../pay/purchase-costs.ts";
import { troubleOf } from "../trouble.ts";
import { type Beside, besideEach, questionAboutChange } from "./beside.ts";
import { questionIn } from "./question-view.ts";
import { depositSteps } from "./steps.ts";
import type { Told } from "./teller.ts";

/** As of one moment, in the order of the rows. */
export async function tellDeposits(env: Env, rows: readonly Deposit[]): Promise<readonly Told[]> {
  const beside = await besideEach(env, rows, ({ key }) => `deposit:${key}`);
  return Promise.all(rows.map(async (row, index) => ({ transaction: await tell(env, row, beside[index] as Beside) })));
}

async function tell(env: Env, row: Deposit, beside: Beside): Promise<Transaction> {
  const { key, facts } = row;
  const status = depositStatus(row);
  const isOpen = status !== "wired" && status !== "aborted";
  const isRunner = facts.runner === undefined || facts.runner.value === beside.device;
  const own = isOpen ? await questionOf(env, row) : undefined;
  const question = own ?? (await questionAboutChange(env, beside));
  const waitsFor = isOpen ? waiting(status, isRunner, own) : undefined;
  const trouble = isOpen ? troubleOf(beside.retry) : undefined;
  return {
    id: key,
    kind: "deposit",
    state: stateOf(status, waitsFor),
    ...(waitsFor && { waitsFor }),
    ...costsOf(row, beside),
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

function waiting(status: DepositStatus, isRunner: boolean, question: Transaction["question"]): Transaction["waitsFor"] {
  if (question) return question.kind === "review" ? "review" : "identity";
  if (!isRunner) return "otherDevice";
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

/** What it takes from the wallet, fees and all; what arrives of it. Whoever gave it up has lost nothing but fees. */
function costsOf(row: Deposit, beside: Beside): Pick<Transaction, "effective" | "instructed" | "fees" | "costs"> {
  const { key, facts } = row;
  const currency = currencyOf(facts.amount);
  const none = zero(currency);
  const isAborted = depositStatus(row) === "aborted";
  const taken = sum(
    currency,
    beside.coins.flatMap((coin) => takenBy(coin.facts).get(`d:${key}`) ?? []),
  );
  const brought = broughtBy(row, beside);
  const borne = beside.coins.filter((coin) => bearerOf(coin) === `d:${key}`);
  const refresh = sum(
    currency,
    borne.map((coin) => lostInChange(currency, coin, beside)),
  );
  const dust =
    facts.sweptAt === undefined
      ? none
      : sum(
          currency,
          borne.map((coin) => dustOn(currency, coin, beside)),
        );
  const arrives = subtractOrUndefined(brought, wireFeeOf(row)) ?? none;
  const wire = subtractOrUndefined(brought, arrives) ?? none;
  const deposit = subtractOrUndefined(taken, brought) ?? none;
  const costs = { deposit, wire, refresh, dust };
  return {
    effective: sum(currency, [taken, refresh, dust]),
    instructed: isAborted ? (subtractOrUndefined(facts.amount, facts.wireFee) ?? none) : arrives,
    fees: sum(currency, Object.values(costs)),
    costs: (["deposit", "wire", "refresh", "dust"] as const).flatMap((kind) =>
      isZero(costs[kind]) ? [] : { kind, amount: costs[kind] },
    ),
  };
}

/** What the exchange owes for the coins: what is taken of them less their fees. */
function broughtBy({ key, facts }: Deposit, { coins: own, denominations: kinds }: Beside) {
  const currency = currencyOf(facts.amount);
  const shares = own.flatMap((coin) => {
    const taken = takenBy(coin.facts).get(`d:${key}`);
    const fee = kinds.get(coinPath(coin.key).denom)?.feeDeposit;
    return taken && fee ? (subtractOrUndefined(taken, fee) ?? []) : [];
  });
  return sum(currency, shares);
}
