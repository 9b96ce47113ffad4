/** Many withdrawals told at once: what they have in common is read once. */
import type { Transaction } from "../../api/views.ts";
import type { Env } from "../../env/env.ts";
import { coveredChange, isInitialized, plannedUpload } from "../../store/coverage.ts";
import { type Batch, batches, batchStatus } from "../../store/entities/batch.ts";
import { type Denomination, denominations } from "../../store/entities/denomination.ts";
import { type Reserve, reserves } from "../../store/entities/reserve.ts";
import { type Withdrawal, withdrawalStatus, withdrawals } from "../../store/entities/withdrawal.ts";
import type { ExchangeOffer } from "../../store/exchange-offer.ts";
import type { Enrolment, Retry } from "../../store/self.ts";
import { type Amount, currencyOf, subtractOrUndefined, sum, zero } from "../../taler/amount.ts";
import { textOf } from "../../taler/crockford.ts";
import { publicKeyOf } from "../../taler/eddsa.ts";
import { seconds } from "../../taler/time.ts";
import { chooseDenominations, costOf } from "../coins/denominations.plan.ts";
import { isPaused } from "../legitimize/legitimize.plan.ts";
import { troubleOf } from "../trouble.ts";
import { type Turns, turnsOf } from "../whose-turn.ts";
import { firstOf, type Gate, gateTables, readGate } from "../withdraw/gate.ts";
import { nextWithdrawStep, sightOf } from "../withdraw/withdraw.plan.ts";
import { questionOf } from "../withdraw/withdraw.ts";
import type { Expected } from "../withdraw/withdrawal-costs.ts";
import { questionIn } from "./question-view.ts";
import type { Coverage } from "./steps.ts";
import type { Told } from "./teller.ts";
import { tellWithdrawal } from "./transactions.ts";

interface Surroundings {
  readonly turns: Turns;
  readonly gate: Gate;
  readonly plansByReserve: ReadonlyMap<string, readonly Batch[]>;
  readonly denominations: ReadonlyMap<string, Denomination>;
  readonly reserveByKey: ReadonlyMap<string, Reserve>;
  readonly offerByExchange: ReadonlyMap<string, ExchangeOffer>;
  readonly retryById: ReadonlyMap<string, Retry>;
}

/** As of one moment, in the order of the rows. */
export async function tellWithdrawals(env: Env, rows: readonly Withdrawal[]): Promise<readonly Told[]> {
  if (rows.length === 0) return [];
  const { db } = env;
  const tables = [...gateTables(db), db.of(batches), db.of(withdrawals), db.of(reserves), db.retries];
  const around = await db.transaction("r", tables, () => surroundingsOf(env, rows));
  const questions = await Promise.all(rows.map((row) => questionIfAny(env, row)));
  const turns = await turnsOf(env);
  return rows.map((row, index) => tell(row, { ...around, turns }, questions[index]));
}

/** What the exchange wants to know before it hands out coins, or before any money is sent for them. */
async function questionIfAny(env: Env, row: Withdrawal): Promise<Transaction["question"]> {
  const status = withdrawalStatus(row);
  if (!isPaused(row.facts.legitimization) || (status !== "withdrawing" && status !== "selecting")) return undefined;
  const { priv, ...asked } = await questionOf(env, row);
  const currency = currencyOf(row.facts.amount);
  return questionIn(env, { ...asked, key: textOf(publicKeyOf(priv)), currency });
}

async function surroundingsOf(env: Env, rows: readonly Withdrawal[]): Promise<Omit<Surroundings, "turns">> {
  const { db } = env;
  const plansOf = ({ key }: Withdrawal) => db.of(batches).where("ix.reserve").equals(key).toArray();
  const plans = await Promise.all(rows.map(plansOf));
  const unfinished = rows.filter(({ facts }) => facts.finishedAt === undefined);
  const hashes = plans.flat().flatMap(({ facts }) => facts.coins.map(({ denom }) => denom));
  const [gate, known, own, offers, retries] = await Promise.all([
    readGate(
      env,
      rows.map(({ facts }) => facts.exchange),
    ),
    db.of(denominations).bulkGet([...new Set(hashes)]),
    db.of(reserves).bulkGet(rows.map(({ key }) => key)),
    db.offers.bulkGet([...new Set(unfinished.map(({ facts }) => facts.exchange))]),
    db.retries.bulkGet(rows.map(retryOf)),
  ]);
  return {
    gate,
    plansByReserve: new Map(rows.map(({ key }, index) => [key, plans[index] ?? []])),
    denominations: mapped(known, ({ key }) => key),
    reserveByKey: mapped(own, ({ key }) => key),
    offerByExchange: mapped(offers, ({ url }) => url),
    retryById: mapped(retries, ({ id }) => id),
  };
}

const retryOf = ({ key }: Withdrawal): string => `withdraw:${key}`;

const mapped = <T>(found: readonly (T | undefined)[], nameOf: (one: T) => string): ReadonlyMap<string, T> =>
  new Map(found.flatMap((one) => (one === undefined ? [] : [[nameOf(one), one] as const])));

function tell(row: Withdrawal, around: Surroundings, question: Transaction["question"]): Told {
  const { gate } = around;
  const own = around.plansByReserve.get(row.key) ?? [];
  const reserve = around.reserveByKey.get(row.key);
  const transaction = tellWithdrawal(row, {
    batches: own,
    denominations: around.denominations,
    reserve,
    next: nextWithdrawStep(row, sightOf(row, own, gate, firstOf(gate, row, reserve))),
    isRunner: row.facts.runner?.value === gate.self.device,
    isElsewhere: around.turns({ runner: row.facts.runner?.value, since: row.facts.acceptedAt }) > gate.now,
    expected: expectedOf(row, own, around),
    trouble: troubleOf(around.retryById.get(retryOf(row))),
    coverage: coverageOf(gate.enrolments, [row, ...own]),
    backupAt: plannedUpload(gate.enrolments, gate.now),
    question,
    now: gate.now,
  });
  const isOpen = transaction.state === "waiting" || transaction.state === "working";
  if (!isOpen) return { transaction };
  const amount = stillComing(transaction.effective as Amount, own, around);
  return isSent(row) ? { transaction, coming: amount } : { transaction, awaited: amount };
}

/** What is likely to be planned for what the plans so far leave of it. */
function expectedOf({ facts }: Withdrawal, own: readonly Batch[], around: Surroundings): Expected | undefined {
  const offer = around.offerByExchange.get(facts.exchange);
  if (offer === undefined || facts.finishedAt !== undefined) return undefined;
  const coins = own.filter((batch) => batchStatus(batch) !== "refused").flatMap((batch) => batch.facts.coins);
  const kinds = coins.flatMap(({ denom }) => around.denominations.get(denom)?.facts ?? []);
  const left = subtractOrUndefined(facts.amount, sum(currencyOf(facts.amount), kinds.map(costOf)));
  const choice = left && chooseDenominations(left, offer.denominations, seconds(around.gate.now));
  return choice && choice.count > 0 ? { value: choice.value, fees: choice.fees } : undefined;
}

/** The bank has sent it, or it is there: whether anybody will make a wire nobody knows. */
const isSent = ({ facts: { confirmedAt, arrivedAt } }: Withdrawal): boolean =>
  confirmedAt !== undefined || arrivedAt !== undefined;

function coverageOf(enrolments: readonly Enrolment[], rows: readonly { readonly seq: number }[]): Coverage {
  if (!isInitialized(enrolments)) return "unused";
  const covered = coveredChange(enrolments);
  return rows.every(({ seq }) => seq <= covered) ? "covered" : "open";
}

/** What an open withdrawal brings beyond the coins it has brought already. */
function stillComing(total: Amount, own: readonly Batch[], { denominations }: Surroundings): Amount {
  const done = own.filter((batch) => batchStatus(batch) === "done").flatMap(({ facts }) => facts.coins);
  const here = sum(
    currencyOf(total),
    done.flatMap(({ denom }) => denominations.get(denom)?.facts.value ?? []),
  );
  return subtractOrUndefined(total, here) ?? zero(currencyOf(total));
}
