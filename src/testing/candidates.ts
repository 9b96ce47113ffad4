/** Coins to choose from, made up for tests; all numbers are hundredths of a KUDOS. */
import { type Amount, amount } from "../taler/amount.ts";
import type { AcceptedExchange, Candidate } from "../wallet/coins/coin-piles.ts";
import type { CoinQuestion } from "../wallet/coins/coins.plan.ts";
import { offerTime } from "./offers.ts";

export const choiceExchange = "https://exchange.test/";

export const cents = (n: number): Amount =>
  amount.parse(`KUDOS:${Math.floor(n / 100)}.${String(n % 100).padStart(2, "0")}`);

/** How many hundredths an amount is; smaller parts are cut off. */
export const inCents = (a: Amount): number => Math.round(Number(a.split(":")[1]) * 100);

export interface MadeUpCoin {
  readonly left: number;
  readonly deposit?: number;
  readonly refresh?: number;
  readonly isOwn?: boolean;
  /** Seconds after the time of made-up offers. */
  readonly expire?: number;
  readonly at?: string;
}

/** A coin named `coin 7` when it is number 7. */
export function candidate(coin: MadeUpCoin, number: number): Candidate {
  const { left, deposit = 1, refresh = 2, isOwn = true, expire = 0, at = choiceExchange } = coin;
  const fees = { feeDeposit: cents(deposit), feeRefresh: cents(refresh) };
  const denomination = { exchange: at, ...fees, expireDeposit: offerTime + expire };
  return { key: `coin ${number}`, left: cents(left), isOwn, denomination };
}

/** What change may become: each coin costs 0.01. */
export const mint = [500, 200, 100, 50, 20, 10, 5, 2, 1].map((value) => ({
  value: cents(value),
  feeWithdraw: cents(1),
}));

export const accepted = (url = choiceExchange, more: Partial<AcceptedExchange> = {}): AcceptedExchange => ({
  url,
  changeInto: mint,
  ...more,
});

/** All fees are the payer's unless the question says otherwise. */
export const coinQuestion = (
  price: number,
  coins: readonly MadeUpCoin[],
  more: Partial<CoinQuestion> = {},
): CoinQuestion => ({
  amount: cents(price),
  maxFee: cents(0),
  candidates: coins.map(candidate),
  exchanges: [accepted()],
  ...more,
});
