/** What a withdrawal brought, and why not all of what came became coins; pure. */
import { type Batch, batchStatus } from "../../store/entities/batch.ts";
import type { Denomination } from "../../store/entities/denomination.ts";
import type { Reserve } from "../../store/entities/reserve.ts";
import type { Withdrawal } from "../../store/entities/withdrawal.ts";
import type { Summary } from "../../store/spelling.ts";
import { type Amount, add, currencyOf, isZero, subtractOrUndefined, sum, zero } from "../../taler/amount.ts";
import { isAfter } from "../story/tell-recoups.ts";
import { nameOf } from "./refusals.plan.ts";

/** What coins are worth, and what making them costs. */
export interface Expected {
  readonly value: Amount;
  readonly fees: Amount;
}

/** What must be known beside a withdrawal to count that. */
export interface Withdrawn {
  readonly batches: readonly Batch[];
  readonly denominations: Pick<ReadonlyMap<string, Pick<Denomination, "facts">>, "get">;
  readonly reserve: Reserve | undefined;
  /** What is likely to be planned for what no plan has yet taken. */
  readonly expected: Expected | undefined;
}

export interface WithdrawalCosts extends Expected {
  readonly credited?: Amount;
  readonly costs: Summary["costs"];
}

export function withdrawalCosts(withdrawal: Withdrawal, withdrawn: Withdrawn): WithdrawalCosts {
  const sum = sums(withdrawal, withdrawn);
  return { ...sum, ...costsOf(withdrawal, withdrawn, sum) };
}

/** What it brings and costs: by the plans, and by what is expected where there are none. */
function sums({ facts }: Withdrawal, { batches, denominations, expected }: Withdrawn): Expected {
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
  { reserve }: Withdrawn,
  { value, fees }: Expected,
): Pick<WithdrawalCosts, "credited" | "costs"> {
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
