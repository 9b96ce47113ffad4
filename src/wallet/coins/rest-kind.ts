/** What becomes of the money that is left on a coin; pure. */

import type { Denomination } from "../../store/entities/denomination.ts";
import type { ExchangeOffer } from "../../store/exchange-offer.ts";
import { type Amount, add, compare, currencyOf, isZero } from "../../taler/amount.ts";
import { isBefore, type Timestamp } from "../../taler/time.ts";
import { bestDenominations, costOf } from "./denominations.plan.ts";

/**
 * `available`: it can be spent · `coming`: somebody was paid with the coin, and new ones are made of the rest ·
 * `dust`: too little to become a coin · `expired`: its time is over, and nobody takes it any more.
 */
export type RestKind = "available" | "coming" | "dust" | "expired";

/** What the cheapest new coin of this currency costs at an exchange now; undefined when that is not known. */
export type LeastCost = (exchange: string, currency: string) => Amount | undefined;

/** By what the exchanges offered when they were last asked. `now` in seconds. */
export function leastCosts(offers: readonly ExchangeOffer[], now: number): LeastCost {
  const offerByUrl = new Map(offers.map((offer) => [offer.url, offer.denominations]));
  const known = new Map<string, Amount | undefined>();
  return (exchange, currency) => {
    const name = `${exchange} ${currency}`;
    if (!known.has(name)) {
      const cheapest = bestDenominations(currency, offerByUrl.get(exchange) ?? [], now).at(-1);
      known.set(name, cheapest && costOf(cheapest));
    }
    return known.get(name);
  };
}

interface Rest {
  readonly left: Amount;
  /** Something was taken of the coin, or came back to it. */
  readonly isTouched: boolean;
  readonly kind: Pick<Denomination["facts"], "exchange" | "feeRefresh" | "expireDeposit">;
}

/** Undefined when nothing is left. `now` in seconds. */
export function restKind({ left, isTouched, kind }: Rest, least: LeastCost, now: Timestamp): RestKind | undefined {
  if (isZero(left)) return undefined;
  if (!isBefore(now, kind.expireDeposit)) return "expired";
  if (!isTouched) return "available";
  const cheapest = least(kind.exchange, currencyOf(left));
  if (compare(left, kind.feeRefresh) <= 0) return "dust";
  return cheapest !== undefined && compare(left, add(kind.feeRefresh, cheapest)) < 0 ? "dust" : "coming";
}
