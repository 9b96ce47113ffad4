/** Which coins are made first, before there is a backup: just enough to pay for one (seed 002); pure. */
import type { OfferedDenomination } from "../../store/exchange-offer.ts";
import { type Amount, compare, currencyOf, isZero, multiply, sum, unitsOf } from "../../taler/amount.ts";
import { bestDenominations, costOf } from "../coins/denominations.plan.ts";

/** So many coins of one denomination. */
export interface Pick {
  readonly denomination: OfferedDenomination;
  readonly count: number;
}

/**
 * `stage`: these coins pay what is to be paid · `enough`: the wallet has money for it already · `otherCurrency`: no
 * service takes money of this kind · `tooLittle`: there is not even enough for the cheapest.
 */
export type FirstCoins =
  | { readonly kind: "stage"; readonly picks: readonly Pick[]; readonly cost: Amount }
  | { readonly kind: "enough" | "otherCurrency" | "tooLittle" };

export interface StagingQuestion {
  /** What each service that is to be paid asks for. */
  readonly fees: readonly Amount[];
  /** What the reserve holds. */
  readonly balance: Amount;
  readonly offered: readonly OfferedDenomination[];
  /** What coins of the same exchange can pay by now, their deposit fees taken off. */
  readonly available: Amount;
  /** Seconds. */
  readonly now: number;
}

/** More coins than this make no payment. */
const mostCoins = 32;

/**
 * Coins for as many of the fees as the reserve can pay, the smallest first: each of them is paid by coins of its own, so
 * that none waits for another's change.
 */
export function firstCoins({ fees, balance, offered, available, now }: StagingQuestion): FirstCoins {
  const currency = currencyOf(balance);
  const own = fees.filter((fee) => isAlike(fee, balance) && !isZero(fee)).sort(compare);
  if (own.length === 0) return { kind: "otherCurrency" };
  const kinds = payingKinds(balance, offered, now);
  // Change can be renewed at once, so that nothing of it is lost to a fee that nobody thought of.
  const slack = kinds.reduce((most, { refresh }) => (refresh > most ? refresh : most), 0n);
  const needs = own.map((fee) => unitsOf(fee) + slack);
  if (needs.reduce((all, need) => all + need, 0n) <= unitsOf(available)) return { kind: "enough" };
  let left = unitsOf(balance);
  const taken: Kind[] = [];
  for (const need of needs) {
    const coins = coinsFor(need, kinds);
    const cost = coins === undefined ? left + 1n : costOfAll(coins);
    if (coins === undefined || cost > left) break;
    taken.push(...coins);
    left -= cost;
  }
  return taken.length === 0 ? { kind: "tooLittle" } : staged(currency, taken);
}

/** A denomination, counted in units: what it takes of the reserve, and what it pays beyond its deposit fee. */
interface Kind {
  readonly denomination: OfferedDenomination;
  readonly cost: bigint;
  readonly worth: bigint;
  readonly refresh: bigint;
}

/** The dearest that the reserve can pay first; those that would pay nobody are left out. */
const payingKinds = (balance: Amount, offered: readonly OfferedDenomination[], now: number): readonly Kind[] =>
  bestDenominations(currencyOf(balance), offered, now)
    .filter(({ feeDeposit, feeRefresh }) => [feeDeposit, feeRefresh].every((fee) => isAlike(fee, balance)))
    .map((denomination) => ({
      denomination,
      cost: unitsOf(costOf(denomination)),
      worth: unitsOf(denomination.value) - unitsOf(denomination.feeDeposit),
      refresh: unitsOf(denomination.feeRefresh),
    }))
    .filter(({ worth, cost }) => worth > 0n && cost <= unitsOf(balance));

const isAlike = (a: Amount, b: Amount): boolean => currencyOf(a) === currencyOf(b);

/**
 * The cheapest of a few good ways to pay `need`: dearer coins as often as they fit, down to some denomination, and one
 * more coin for what is then missing. The merchant may bear no deposit fee at all, so the payer has to be able to.
 */
function coinsFor(need: bigint, kinds: readonly Kind[]): readonly Kind[] | undefined {
  const ways: (readonly Kind[])[] = [];
  const whole: Kind[] = [];
  let left = need;
  for (const kind of [...kinds, undefined]) {
    const last = cheapest(kinds, left);
    if (left === 0n) ways.push([...whole]);
    else if (last) ways.push([...whole, last]);
    if (kind === undefined || left === 0n) break;
    const times = left / kind.worth;
    if (BigInt(whole.length) + times > BigInt(mostCoins)) break;
    whole.push(...Array<Kind>(Number(times)).fill(kind));
    left -= times * kind.worth;
  }
  const [best] = ways
    .map((way) => withoutSpare(way, need))
    .filter((way) => way.length <= mostCoins)
    .sort((a, b) => compareUnits(costOfAll(a), costOfAll(b)) || a.length - b.length);
  return best;
}

/** The one coin that costs least of those that pay as much. */
const cheapest = (kinds: readonly Kind[], need: bigint): Kind | undefined =>
  kinds.reduce<Kind | undefined>(
    (best, kind) => (kind.worth >= need && (best === undefined || kind.cost < best.cost) ? kind : best),
    undefined,
  );

/** Where small coins have large fees, the last coin may pay what others were to pay. */
function withoutSpare(way: readonly Kind[], need: bigint): readonly Kind[] {
  let spare = way.reduce((all, { worth }) => all + worth, 0n) - need;
  return way.filter(({ worth }) => {
    const isSpare = worth <= spare;
    if (isSpare) spare -= worth;
    return !isSpare;
  });
}

const costOfAll = (coins: readonly Kind[]): bigint => coins.reduce((all, { cost }) => all + cost, 0n);

const compareUnits = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

/** The largest first, as any other plan. */
function staged(currency: string, coins: readonly Kind[]): FirstCoins {
  const countByKind = new Map<OfferedDenomination, number>();
  const sorted = coins.toSorted((a, b) => compareUnits(b.cost, a.cost));
  for (const { denomination } of sorted) countByKind.set(denomination, (countByKind.get(denomination) ?? 0) + 1);
  const picks = [...countByKind].map(([denomination, count]) => ({ denomination, count }));
  const costs = picks.map(({ denomination, count }) => multiply(costOf(denomination), count));
  return { kind: "stage", picks, cost: sum(currency, costs) };
}
