/** What a year with an exchange would cost: one month of spending played with the wallet's own choice of coins; pure. */
import type { OfferedDenomination } from "../../store/exchange-offer.ts";
import {
  type Amount,
  add,
  compare,
  currencyOf,
  divide,
  isZero,
  multiply,
  roundDown,
  sum,
  zero,
} from "../../taler/amount.ts";
import type { Candidate } from "../coins/coin-piles.ts";
import { chooseCoins } from "../coins/coins.plan.ts";
import { bestDenominations, chooseDenominations, mostCoins } from "../coins/denominations.plan.ts";
import { changeFor } from "../refresh/plan-refresh.ts";

/** The payments of a month, as shares of what was withdrawn for it: some small, some large, and none of them round. */
export const monthlyPayments = [3, 1, 8, 2, 13, 1, 5] as const;
/** All of them are 33; the rest stays for the next month, as nobody ever spends the last coin. */
export const shares = 35;
const months = 12;

/** So many payments reach a shop in one wire, which they bear together. */
export const paymentsPerWire = 10;

/** Fees of a year. Shops are taken to bear none of them, and nothing to be given back. */
export interface YearCost {
  readonly withdraw: Amount;
  readonly deposit: Amount;
  /** Melting the coins that were spent in part, and making new ones of the rest. */
  readonly change: Amount;
  /** The share in wires to shops. */
  readonly wire: Amount;
  readonly total: Amount;
}

/**
 * A year in which `monthly` is withdrawn each month and nearly all of it spent. Coins are chosen as if they cost nothing, so
 * that a fee is counted and never steers: no fee can rise and make the year cheaper. Undefined when not one coin can be
 * made of so little, or more coins would be needed than one withdrawal makes. `now` in seconds.
 */
export function yearOf(
  monthly: Amount,
  offered: readonly OfferedDenomination[],
  wireFee: Amount,
  now: number,
): YearCost | undefined {
  try {
    return priced(monthly, bestDenominations(currencyOf(monthly), offered, now), wireFee, now);
  } catch (error) {
    // Amounts beyond what can be counted together.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function priced(
  monthly: Amount,
  best: readonly OfferedDenomination[],
  wireFee: Amount,
  now: number,
): YearCost | undefined {
  const played = manners.flatMap((manner) => playMonth(monthly, best, manner, now) ?? []);
  const costs = played.map((month) => priceOf(month, best, wireFee));
  return costs.reduce<YearCost | undefined>(
    (least, one) => (least && compare(least.total, one.total) <= 0 ? least : one),
    undefined,
  );
}

function priceOf(month: Month, best: readonly OfferedDenomination[], wireFee: Amount): YearCost {
  const currency = currencyOf(wireFee);
  const kindByHash = new Map(best.map((one) => [one.hash, one]));
  const yearly = (hashes: readonly string[], fee: "feeWithdraw" | "feeDeposit" | "feeRefresh") => {
    const fees = hashes.flatMap((hash) => kindByHash.get(hash)?.[fee] ?? []);
    return multiply(sum(currency, fees), months);
  };
  const withdraw = yearly(month.made, "feeWithdraw");
  const deposit = yearly(month.paid, "feeDeposit");
  const change = add(yearly(month.melted, "feeRefresh"), yearly(month.remade, "feeWithdraw"));
  const wire = divide(multiply(wireFee, months * month.payments), paymentsPerWire);
  return { withdraw, deposit, change, wire, total: sum(currency, [withdraw, deposit, change, wire]) };
}

/** How much somebody minds change, in smallest coins: that there is any, and each coin of it. */
interface Manner {
  readonly any: number;
  readonly each: number;
}

/** Whoever minds change pays with more and smaller coins. Which is cheaper depends on the fees, so all are played. */
const manners: readonly Manner[] = [
  { any: 0, each: 0 },
  { any: 1, each: 0 },
  { any: 1, each: 1 },
  { any: 0, each: 1 },
];

/** What happened to coins in a month, each time it happened: the hashes of their denominations. */
interface Month {
  readonly made: string[];
  readonly paid: string[];
  readonly melted: string[];
  readonly remade: string[];
  payments: number;
}

/** Undefined when so much cannot be made into coins at once. */
function playMonth(
  monthly: Amount,
  best: readonly OfferedDenomination[],
  manner: Manner,
  now: number,
): Month | undefined {
  const free = bestDenominations(currencyOf(monthly), best.map(withoutFees), now);
  const { picks, value, count } = chooseDenominations(monthly, free, now);
  const smallest = free.at(-1)?.value;
  if (smallest === undefined || count === 0 || count === mostCoins) return undefined;
  const first = picks.flatMap(({ denomination, count }) => Array<OfferedDenomination>(count).fill(denomination));
  const month: Month = { made: first.map(({ hash }) => hash), paid: [], melted: [], remade: [], payments: 0 };
  const shop = { free, now, ...feelings(free, smallest, manner) };
  let purse = first.map((kind, index) => shop.coinOf(kind, `${index}`));
  for (const price of pricesOf(value, smallest)) purse = spend(price, purse, shop, month);
  return month;
}

interface Shop {
  /** Denominations without fees, the most valuable first. */
  readonly free: readonly OfferedDenomination[];
  readonly now: number;
  readonly changeInto: readonly OfferedDenomination[];
  readonly coinOf: (kind: OfferedDenomination, key: string) => PlayCoin;
}

/** The fees that the choice of coins shall see; nobody pays them. */
function feelings(
  free: readonly OfferedDenomination[],
  smallest: Amount,
  { any, each }: Manner,
): Pick<Shop, "changeInto" | "coinOf"> {
  const [feeRefresh, feeWithdraw] = [multiply(smallest, any), multiply(smallest, each)];
  return {
    changeInto: free.map((kind) => ({ ...kind, feeWithdraw })),
    coinOf: (kind, key) => ({
      key,
      kind,
      left: kind.value,
      denomination: { ...kind, feeRefresh, exchange: only },
      isOwn: true,
    }),
  };
}

function withoutFees(kind: OfferedDenomination): OfferedDenomination {
  const none = zero(currencyOf(kind.value));
  return { ...kind, feeWithdraw: none, feeDeposit: none, feeRefresh: none, feeRefund: none };
}

/** Prices that this exchange's coins can pay without leaving dust, where they can. */
function pricesOf(value: Amount, smallest: Amount): readonly Amount[] {
  const prices = monthlyPayments.map((share) => roundDown(multiply(divide(value, shares), share), smallest));
  return prices.filter((price) => !isZero(price));
}

/** A coin of the play, which knows what it is a coin of. */
interface PlayCoin extends Candidate {
  readonly kind: OfferedDenomination;
}

const only = "http://only.example/";

/** Pays, and makes new coins of the rest; the purse afterwards. What it cannot pay is not bought. */
function spend(
  price: Amount,
  purse: readonly PlayCoin[],
  { free, now, changeInto, coinOf }: Shop,
  month: Month,
): PlayCoin[] {
  const exchanges = [{ url: only, changeInto }];
  const choice = chooseCoins({ amount: price, maxFee: zero(currencyOf(price)), candidates: purse, exchanges });
  if ("why" in choice) return [...purse];
  const spent = new Set(choice.parts.map(({ key }) => key));
  const broken = purse.find(({ key }) => key === choice.changeKey);
  const change = broken && changeFor(choice.change, broken.kind, free, now);
  month.payments += 1;
  month.paid.push(...purse.flatMap(({ key, kind }) => (spent.has(key) ? [kind.hash] : [])));
  if (broken && change) month.melted.push(broken.kind.hash);
  const fresh = change?.picks ?? [];
  month.remade.push(...fresh.map(({ hash }) => hash));
  const place = month.made.length + month.remade.length;
  return [
    ...purse.filter(({ key }) => !spent.has(key)),
    ...fresh.map((kind, index) => coinOf(kind, `${place} ${index}`)),
  ];
}
