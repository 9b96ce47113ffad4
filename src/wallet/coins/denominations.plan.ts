/** Which denominations make up an amount (GNU Taler exchange API, "choosing denominations for a withdrawal"). */

import { withdrawable } from "../../exchange/offered.ts";
import type { OfferedDenomination } from "../../store/exchange-offer.ts";
import { type Amount, add, compare, currencyOf, multiply, subtract, unitsOf, zero } from "../../taler/amount.ts";
import { isBefore } from "../../taler/time.ts";

export interface Choice {
  /** Largest first; count of coins of each. */
  readonly picks: readonly { readonly denomination: OfferedDenomination; readonly count: number }[];
  /** What the coins are worth. */
  readonly value: Amount;
  /** Withdrawal fees of all of them. */
  readonly fees: Amount;
  /** What stays in the reserve: too small for another coin, or beyond `mostCoins`. */
  readonly rest: Amount;
  readonly count: number;
}

/** More coins than this are withdrawn in a second round; bounds what one plan can hold. */
export const mostCoins = 1024;

/** What one coin takes out of the reserve. */
export const costOf = (d: Pick<OfferedDenomination, "value" | "feeWithdraw">): Amount => add(d.value, d.feeWithdraw);

/**
 * Greedy from the most expensive coin downwards. Of several denominations with the same value the one with the
 * lower fee is taken, then the one that can be spent longest: one denomination per value, so that two devices
 * with the same list choose the same coins.
 */
export function chooseDenominations(budget: Amount, offered: readonly OfferedDenomination[], now: number): Choice {
  const currency = currencyOf(budget);
  const picks: { denomination: OfferedDenomination; count: number }[] = [];
  let [value, fees, rest, count] = [zero(currency), zero(currency), budget, 0];
  for (const denomination of bestDenominations(currency, offered, now)) {
    const cost = costOf(denomination);
    const times = Math.min(timesIn(rest, cost), mostCoins - count);
    if (times === 0) continue;
    picks.push({ denomination, count: times });
    value = add(value, multiply(denomination.value, times));
    fees = add(fees, multiply(denomination.feeWithdraw, times));
    rest = subtract(rest, multiply(cost, times));
    count += times;
  }
  return { picks, value, fees, rest, count };
}

/** The denominations of which coins are chosen, one per value, the most expensive first. */
export function bestDenominations(
  currency: string,
  offered: readonly OfferedDenomination[],
  now: number,
): OfferedDenomination[] {
  const bestByValue = new Map<string, OfferedDenomination>();
  for (const d of withdrawable(offered, now)) {
    if (currencyOf(d.value) !== currency || !isCountable(d)) continue;
    const best = bestByValue.get(d.value);
    if (!best || isBetter(d, best)) bestByValue.set(d.value, d);
  }
  return [...bestByValue.values()].sort((a, b) => compare(costOf(b), costOf(a)) || (a.hash < b.hash ? -1 : 1));
}

/** Whether so much buys a coin of any denomination of an exchange, also of one that it does not sign now. */
export const buysAny = (budget: Amount, offered: readonly OfferedDenomination[]): boolean =>
  offered.some((d) => currencyOf(d.value) === currencyOf(budget) && isCountable(d) && timesIn(budget, costOf(d)) > 0);

/** What a coin costs must be an amount, too. */
const isCountable = (d: OfferedDenomination): boolean =>
  currencyOf(d.feeWithdraw) === currencyOf(d.value) && unitsOf(d.value) + unitsOf(d.feeWithdraw) <= largest;

function isBetter(a: OfferedDenomination, b: OfferedDenomination): boolean {
  const byFee = compare(a.feeWithdraw, b.feeWithdraw);
  if (byFee !== 0) return byFee < 0;
  if (a.expireDeposit !== b.expireDeposit) return isBefore(b.expireDeposit, a.expireDeposit);
  return a.hash < b.hash;
}

/** How often `cost` fits into `budget`, exactly; 0 for a coin that costs nothing. */
function timesIn(budget: Amount, cost: Amount): number {
  const unit = unitsOf(cost);
  return unit === 0n ? 0 : Number(unitsOf(budget) / unit);
}

/** The largest amount of the protocol. */
const largest = 2n ** 52n * 100_000_000n;
