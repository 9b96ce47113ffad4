/** Which coins go to a bank account, and what arrives of them; pure. */
import {
  type Amount,
  add,
  compare,
  currencyOf,
  isZero,
  subtract,
  subtractOrUndefined,
  sum,
  zero,
} from "../../taler/amount.ts";
import { mostCoinsInPayment } from "../../taler/merchant-api.ts";
import type { Candidate } from "../coins/coin-piles.ts";
import { chooseCoins } from "../coins/coins.plan.ts";
import { candidatesIn, type Market, type Purse } from "../pay/choose-payment.ts";

/** Everything there is, or so much that this arrives. */
export type DepositWish = "everything" | { readonly arrives: Amount };

export interface DepositChoice {
  readonly parts: readonly { readonly coin: string; readonly amount: Amount }[];
  /** What the exchange owes for the coins: what arrives, and the fee of the wire. */
  readonly amount: Amount;
  readonly arrives: Amount;
  /** Fees of the coins, and what making change will cost. */
  readonly coinFees: Amount;
}

export type DepositShortage = { readonly missing: Amount } | { readonly missing?: undefined };

/** `missing` says how much; without it the fees would take everything. */
export function chooseDeposit(
  purse: Purse,
  market: Market,
  wish: DepositWish,
  wireFee: Amount,
): DepositChoice | DepositShortage {
  const candidates = candidatesIn(purse, market);
  return wish === "everything" ? all(candidates, wireFee) : some(candidates, market, wish.arrives, wireFee);
}

function some(
  candidates: readonly Candidate[],
  market: Market,
  arrives: Amount,
  wireFee: Amount,
): DepositChoice | DepositShortage {
  if (isZero(arrives)) return {};
  const amount = add(arrives, wireFee);
  const maxFee = zero(currencyOf(amount));
  const choice = chooseCoins({ amount, maxFee, candidates, exchanges: market.exchanges });
  if ("why" in choice) return { missing: choice.missing };
  const parts = choice.parts.map(({ key, contribution }) => ({ coin: key, amount: contribution }));
  return { parts, amount, arrives, coinFees: add(choice.customerFees, choice.refreshCost) };
}

/** The most valuable ones, where there are more than one deposit may hold; a coin that brings nothing stays. */
function all(candidates: readonly Candidate[], wireFee: Amount): DepositChoice | DepositShortage {
  const currency = currencyOf(wireFee);
  const worthwhile = candidates
    .filter(({ left, denomination }) => currencyOf(left) === currency && compare(left, denomination.feeDeposit) > 0)
    .sort((a, b) => compare(b.left, a.left) || (a.key < b.key ? -1 : 1))
    .slice(0, mostCoinsInPayment);
  const given = sum(
    currency,
    worthwhile.map(({ left }) => left),
  );
  const coinFees = sum(
    currency,
    worthwhile.map(({ denomination }) => denomination.feeDeposit),
  );
  const amount = subtract(given, coinFees);
  const arrives = subtractOrUndefined(amount, wireFee);
  if (arrives === undefined || isZero(arrives)) return {};
  return { parts: worthwhile.map(({ key, left }) => ({ coin: key, amount: left })), amount, arrives, coinFees };
}
