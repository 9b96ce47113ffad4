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
import { chooseDenominations } from "../coins/denominations.plan.ts";
import { isPaused } from "../legitimize/legitimize.plan.ts";
import { selfOf } from "../roots.ts";
import { troubleOf } from "../trouble.ts";
import { nextWithdrawStep, sightOf } from "../withdraw/withdraw.plan.ts";
import { questionOf } from "../withdraw/withdraw.ts";
import { questionIn } from "./question-view.ts";
import type { Coverage } from "./steps.ts";
import type { Told } from "./teller.ts";
import { tellWithdrawal } from "./transactions.ts";

interface Surroundings {
  readonly device: string;
  readonly enrolments: readonly Enrolment[];
  readonly plansByReserve: ReadonlyMap<string, readonly Batch[]>;
  readonly denominations: ReadonlyMap<string, Denomination>;
  readonly reserveByKey: ReadonlyMap<string, Reserve>;
  readonly offerByExchange: ReadonlyMap<string, ExchangeOffer>;
  readonly retryById: ReadonlyMap<string, Retry>;
  /** Milliseconds. */
  readonly now: number;
}

/** As of one moment, in the order of the rows. */
export async function tellWithdrawals(env: Env, rows: readonly Withdrawal[]): Promise<readonly Told[]> {
  if (rows.length === 0) return [];
  const { db } = env;
  const tables = [
    db.of(batches),
    db.of(denominations),
    db.of(withdrawals),
    db.of(reserves),
    db.self,
    db.enrolments,
    db.offers,
    db.retries,
  ];
  const around = await db.transaction("r", tables, () => surroundingsOf(env, rows));
  const questions = await Promise.all(rows.map((row) => questionIfAny(env, row)));
  return rows.map((row, index) => tell(row, around, questions[index]));
}

/** What the exchange wants to know before it hands out coins, or before any money is sent for them. */
async function questionIfAny(env: Env, row: Withdrawal): Promise<Transaction["question"]> {
  const status = withdrawalStatus(row);
  if (!isPaused(row.facts.legitimization) || (status !== "withdrawing" && status !== "selecting")) return undefined;
  const { priv, ...asked } = await questionOf(env, row);
  const currency = currencyOf(row.facts.amount);
  return questionIn(env, { ...asked, key: textOf(publicKeyOf(priv)), currency });
}

async function surroundingsOf(env: Env, rows: readonly Withdrawal[]): Promise<Surroundings> {
  const { db } = env;
  const plansOf = ({ key }: Withdrawal) => db.of(batches).where("ix.reserve").equals(key).toArray();
  const plans = await Promise.all(rows.map(plansOf));
  const unplanned = rows.filter(({ facts }, index) => plans[index]?.length === 0 && facts.finishedAt === undefined);
  const hashes = plans.flat().flatMap(({ facts }) => facts.coins.map(({ denom }) => denom));
  const [self, enrolments, known, own, offers, retries] = await Promise.all([
    selfOf(db),
    db.enrolments.toArray(),
    db.of(denominations).bulkGet([...new Set(hashes)]),
    db.of(reserves).bulkGet(rows.map(({ key }) => key)),
    db.offers.bulkGet([...new Set(unplanned.map(({ facts }) => facts.exchange))]),
    db.retries.bulkGet(rows.map(retryOf)),
  ]);
  return {
    device: self.device,
    enrolments,
    plansByReserve: new Map(rows.map(({ key }, index) => [key, plans[index] ?? []])),
    denominations: mapped(known, ({ key }) => key),
    reserveByKey: mapped(own, ({ key }) => key),
    offerByExchange: mapped(offers, ({ url }) => url),
    retryById: mapped(retries, ({ id }) => id),
    now: env.now(),
  };
}

const retryOf = ({ key }: Withdrawal): string => `withdraw:${key}`;

const mapped = <T>(found: readonly (T | undefined)[], nameOf: (one: T) => string): ReadonlyMap<string, T> =>
  new Map(found.flatMap((one) => (one === undefined ? [] : [[nameOf(one), one] as const])));

function tell(row: Withdrawal, around: Surroundings, question: Transaction["question"]): Told {
  const own = around.plansByReserve.get(row.key) ?? [];
  const offer = around.offerByExchange.get(row.facts.exchange);
  const choice =
    own.length === 0 && offer
      ? chooseDenominations(row.facts.amount, offer.denominations, seconds(around.now))
      : undefined;
  const transaction = tellWithdrawal(row, {
    batches: own,
    denominations: around.denominations,
    reserve: around.reserveByKey.get(row.key),
    next: nextWithdrawStep(row, sightOf(row, own, around.enrolments)),
    isRunner: row.facts.runner?.value === around.device,
    expected: choice && choice.count > 0 ? { value: choice.value, fees: choice.fees } : undefined,
    trouble: troubleOf(around.retryById.get(retryOf(row))),
    coverage: coverageOf(around.enrolments, [row, ...own]),
    backupAt: plannedUpload(around.enrolments, around.now),
    question,
    now: around.now,
  });
  const isOpen = transaction.state === "waiting" || transaction.state === "working";
  if (!isOpen) return { transaction };
  const amount = stillComing(transaction.effective as Amount, own, around);
  return isSent(row) ? { transaction, coming: amount } : { transaction, awaited: amount };
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
