/** What it means for the next plan that an exchange refused earlier ones; pure. */
import { withdrawable } from "../../exchange/offered.ts";
import { type Batch, batchStatus } from "../../store/entities/batch.ts";
import type { OfferedDenomination } from "../../store/exchange-offer.ts";
import { type Amount, compare, currencyOf, sum } from "../../taler/amount.ts";
import { errorCodes } from "../../taler/error-body.ts";
import { costOf } from "../coins/denominations.plan.ts";

const overDenominations = new Set<number>([
  errorCodes.denominationUnknown,
  errorCodes.denominationNotYetValid,
  errorCodes.denominationExpired,
  errorCodes.denominationRevoked,
]);
const overMoney = new Set<number>([errorCodes.withdrawInsufficientFunds, errorCodes.withdrawMixedReplay]);

/** The exchange's final words against a plan: it is never sent again, unless they prove to be wrong. */
export const isFinal = (code: number): boolean => overDenominations.has(code) || overMoney.has(code);

/** The last time, in seconds, that a plan was refused over a denomination: keys of that time or before are outdated. */
export function lastRefusal(known: readonly Batch[]): number {
  const moments = known.flatMap(({ facts }) =>
    (facts.refusals ?? []).filter(({ code }) => overDenominations.has(code)),
  );
  return moments.reduce((last, { at }) => Math.max(last, at), 0);
}

type Coin = Batch["facts"]["coins"][number];

/** Names a coin among those of one reserve. */
export const nameOf = ({ denom, index }: Coin): string => `${denom}/${index}`;

/** The names of all coins that these plans have brought; two plans may hold the same coin. */
export const doneCoins = (known: readonly Batch[]): ReadonlySet<string> =>
  new Set(known.filter((batch) => batchStatus(batch) === "done").flatMap(({ facts }) => facts.coins.map(nameOf)));

/** So many seconds pass before something is tried once more that the exchange refuses for no reason we can see. */
const rest = 60 * 60;

/** The clock of the device that was refused may be another one. */
const isFresh = ({ at }: { readonly at: number }, now: number): boolean => Math.abs(now - at) < rest;

/** Whether a plan that was refused against all evidence has to wait before it is tried again; once it need not. */
export function isResting({ facts: { refusals = [] } }: Batch, now: number): boolean {
  return refusals.length > 1 && refusals.some((refusal) => isFresh(refusal, now));
}

/**
 * Denominations that were refused a moment ago although the exchange still offers them, and the money is there: to
 * plan with them once more would only be refused once more, and so on for ever.
 */
export function inexplicablyRefused(
  known: readonly Batch[],
  balance: Amount,
  offered: readonly OfferedDenomination[],
  now: number,
): ReadonlySet<string> {
  const byHash = new Map(withdrawable(offered, now).map((one) => [one.hash, one]));
  const done = doneCoins(known);
  const isExplained = ({ facts: { coins, refusals = [] } }: Batch): boolean => {
    const offers = coins.flatMap(({ denom }) => byHash.get(denom) ?? []);
    if (offers.length < coins.length || coins.some((coin) => done.has(nameOf(coin)))) return true;
    const isOnlyMoney = refusals.every(({ code }) => overMoney.has(code));
    return isOnlyMoney && compare(sum(currencyOf(balance), offers.map(costOf)), balance) > 0;
  };
  const suspects = known
    .filter((batch) => batchStatus(batch) === "refused")
    .filter(({ facts }) => facts.refusals?.some((refusal) => isFresh(refusal, now)))
    .filter((batch) => !isExplained(batch));
  return new Set(suspects.flatMap(({ facts }) => facts.coins.map(({ denom }) => denom)));
}
