/** What is written down of an entry before its plans and coins are cleared away; pure. */
import type { Batch } from "../../store/entities/batch.ts";
import type { Denomination } from "../../store/entities/denomination.ts";
import type { Deposit } from "../../store/entities/deposit.ts";
import type { Purchase } from "../../store/entities/purchase.ts";
import type { Reserve } from "../../store/entities/reserve.ts";
import type { Withdrawal } from "../../store/entities/withdrawal.ts";
import type { Summary } from "../../store/spelling.ts";
import { isZero } from "../../taler/amount.ts";
import { depositCosts } from "../deposit/deposit-costs.ts";
import { contractOf } from "../pay/claim.ts";
import { costsOf, type Spent } from "../pay/purchase-costs.ts";
import { exchangePaying } from "../story/tell-purchases.ts";
import { withdrawalCosts } from "../withdraw/withdrawal-costs.ts";
import type { Kinds } from "./ends.plan.ts";

const rowOf = (facts: Denomination["facts"] | undefined) => facts && { facts };

export function withdrawalSummary(
  row: Withdrawal,
  reserve: Reserve | undefined,
  batches: readonly Batch[],
  kinds: Kinds,
): Summary {
  const denominations = { get: (key: string) => rowOf(kinds.get(key)) };
  const withdrawn = { batches, denominations, reserve, expected: undefined };
  const { value: effective, fees, credited, costs } = withdrawalCosts(row, withdrawn);
  const { exchange, amount: instructed } = row.facts;
  return { exchange, effective, instructed, fees, ...(credited !== undefined && { credited }), costs };
}

export function purchaseSummary(row: Purchase, spent: Spent): Summary {
  const { terms } = contractOf(row.facts.contract);
  const { effective, fees, refunded, twice, isAllBack, costs } = costsOf(row, terms, spent);
  return {
    exchange: exchangePaying(spent),
    effective,
    instructed: terms.amount,
    fees,
    ...(!isZero(refunded) && { refunded }),
    ...(!isZero(twice) && { twice }),
    ...(isAllBack && { isAllBack }),
    costs,
  };
}

export const depositSummary = (row: Deposit, spent: Spent): Summary => ({
  exchange: row.facts.exchange,
  ...depositCosts(row, spent),
});
