/** What a purchase cost beyond its price: each fee, and what was too little to become change; pure. */
import { type Coin, coinPath, purposeOf, takenBy } from "../../store/entities/coin.ts";
import type { Denomination } from "../../store/entities/denomination.ts";
import type { Payment } from "../../store/entities/payment.ts";
import { type Purchase, purchaseStatus } from "../../store/entities/purchase.ts";
import { isRenewal, type Refresh, refreshStatus } from "../../store/entities/refresh.ts";
import type { Ghost } from "../../store/self.ts";
import type { Summary } from "../../store/spelling.ts";
import { type Amount, add, compare, currencyOf, isZero, subtractOrUndefined, sum, zero } from "../../taler/amount.ts";
import type { ContractTerms } from "../../taler/contract-terms.ts";
import { restOf } from "../coins/coin-rest.ts";
import { isKeptTwice } from "../story/steps.ts";
import { keptPayment } from "./pay.plan.ts";

/** What must be known beside a purchase to count its costs. */
export interface Spent {
  readonly payments: readonly Payment[];
  readonly coins: readonly Coin[];
  readonly refreshes: readonly Refresh[];
  readonly denominations: ReadonlyMap<string, Denomination["facts"]>;
  readonly ghosts: readonly Ghost[];
}

export interface Costs {
  /** What it took from the wallet, fees and all, less what came back. */
  readonly effective: Amount;
  readonly fees: Amount;
  readonly refunded: Amount;
  /** Of the price nothing is missing but, at most, the deposit fees of the coins. */
  readonly isAllBack: boolean;
  /** Paid once too often, and not back yet; zero until it is known which payment is kept. */
  readonly twice: Amount;
  /** Whatever is no zero of what the fees are made of: with the price and less what came back, it is what was taken. */
  readonly costs: Summary["costs"];
}

export function costsOf({ key, facts }: Purchase, terms: ContractTerms, spent: Spent): Costs {
  const currency = currencyOf(terms.amount);
  const all = (amounts: readonly Amount[]) => sum(currency, amounts);
  const less = (a: Amount, b: Amount) => subtractOrUndefined(a, b) ?? zero(currency);
  const given = spent.coins.map((coin) => ({ coin: coin.key, amount: takenBy(coin.facts).get(`p:${key}`) }));
  const refunds = facts.refunds ?? [];
  const borne = spent.coins.filter((coin) => bearerOf(coin) === `p:${key}`);
  const refresh = all(borne.map((coin) => lostInChange(currency, coin, spent)));
  const dust = facts.swept === undefined ? zero(currency) : all(borne.map((coin) => dustOn(currency, coin, spent)));
  const refund = all(refunds.flatMap(({ coin }) => spent.denominations.get(coinPath(coin).denom)?.feeRefund ?? []));
  const total = all([...given.flatMap(({ amount }) => amount ?? []), refresh, dust, refund]);
  const effective = less(total, all(refunds.map(({ amount }) => amount)));
  const extra = extraCoins(spent.payments);
  const back = new Set(refunds.map(({ coin }) => coin));
  const isTwice = ({ coin }: { readonly coin: string }) => extra.has(coin) && !back.has(coin);
  const twice = isKeptTwice(spent.payments)
    ? all(given.filter(isTwice).flatMap(({ amount }) => amount ?? []))
    : zero(currency);
  const refunded = all(refunds.filter(({ coin }) => !extra.has(coin)).map(({ amount }) => amount));
  const paid = spent.coins.filter((coin) => takenBy(coin.facts).has(`p:${key}`) && !extra.has(coin.key));
  const depositFees = all(paid.flatMap((coin) => spent.denominations.get(coinPath(coin.key).denom)?.feeDeposit ?? []));
  const around = all([refresh, dust, refund]);
  const isAborted = purchaseStatus({ facts }) === "aborted";
  const kept = isAborted ? keptOf(spent.payments, less(effective, around)) : less(terms.amount, refunded);
  const fees = less(effective, add(kept, twice));
  const costs = { deposit: less(fees, around), refresh, dust, refund };
  return {
    ...{ effective, fees, refunded, twice },
    isAllBack: !isZero(refunded) && compare(add(refunded, depositFees), terms.amount) >= 0,
    costs: (["deposit", "refresh", "dust", "refund"] as const).flatMap((kind) =>
      isZero(costs[kind]) ? [] : { kind, amount: costs[kind] },
    ),
  };
}

/**
 * What the shop has of a payment that was given up. Whoever got nothing for it has paid nothing but fees, also those that
 * the merchant would have borne; but another device may have got it, and for these very coins.
 */
const keptOf = (all: readonly Payment[], taken: Amount): Amount => (isKeptTwice(all) ? taken : zero(currencyOf(taken)));

/** Coins of payments too many; none while it is not known which payment is kept: then all coins are alike. */
function extraCoins(all: readonly Payment[]): ReadonlySet<string> {
  const good = keptPayment(all);
  if (!good) return new Set();
  const paid = new Set(good.facts.parts.map(({ coin }) => coin));
  const others = all.filter((one) => one !== good || isKeptTwice([one]));
  return new Set(others.flatMap(({ facts }) => facts.parts.map(({ coin }) => coin)).filter((coin) => !paid.has(coin)));
}

/**
 * The one purchase or deposit that the change of a coin is told with: one that took of it, or else one that was to. Several may
 * have had a plan for it, when two devices did not know of each other.
 */
export function bearerOf({ facts }: Coin): string | undefined {
  const isPurchase = (purpose: string) => /^[pd]:/.test(purpose);
  const taking = [...takenBy(facts).keys()].filter(isPurchase).sort();
  const planned = (facts.spends ?? []).map(({ by }) => purposeOf(by)).filter(isPurchase);
  return taking[0] ?? planned.sort()[0];
}

/** Fees of making new coins of the rest of one. A coin that was renewed, while somebody hoped to pay with it, was none's change. */
export function lostInChange(currency: string, { key }: Coin, { refreshes, denominations }: Spent): Amount {
  const isChange = ({ facts }: Refresh) => facts.coin === key && !isRenewal(facts);
  const own = refreshes.filter((row) => isChange(row) && refreshStatus(row) !== "refused");
  return sum(
    currency,
    own.map((row) => subtractOrUndefined(row.facts.amount, worthOfNew(row, denominations, currency)) ?? zero(currency)),
  );
}

/** What is left of a coin that was shown to somebody, and is too little for a new one. */
export function dustOn(currency: string, { key, facts }: Coin, { refreshes, denominations, ghosts }: Spent): Amount {
  const kind = denominations.get(coinPath(key).denom);
  const isPlanned = refreshes.some((row) => row.facts.coin === key && refreshStatus(row) !== "refused");
  if (kind === undefined || (!isPlanned && takenBy(facts).size === 0)) return zero(currency);
  return restOf(
    facts,
    kind,
    ghosts.filter(({ coin }) => coin === key),
  );
}

const worthOfNew = ({ facts }: Refresh, kinds: Spent["denominations"], currency: string): Amount =>
  sum(
    currency,
    facts.denoms.flatMap((denom) => kinds.get(denom)?.value ?? []),
  );
