/** The part of the exchange's books that is about coins: what was spent of them, and where that money is now. */
import { type Amount, add, currencyOf, subtract, sum } from "../../src/taler/amount.ts";
import type { CoinAccount, CoinBook } from "./coin-book.ts";
import type { DepositBook } from "./deposit-book.ts";

export interface Spending {
  /** Every coin that came back, with all that happened to it and what is left of it. */
  readonly accounts: readonly CoinAccount[];
  /** Taken of coins for merchants, fees included. */
  readonly deposited: Amount;
  readonly depositFees: Amount;
  /** What merchants are still to get, what they got, and what that cost them. */
  readonly owed: Amount;
  readonly transferred: Amount;
  readonly wireFees: Amount;
  /** Still in coins: those nobody has seen again, and what is left of the others. */
  readonly remaining: Amount;
}

/** `issued`: the face value of all coins that were withdrawn. */
export function spendingOf(issued: Amount, coins: CoinBook, deposits: DepositBook): Spending {
  const all = (amounts: readonly Amount[]) => sum(currencyOf(issued), amounts);
  const accounts = coins.accounts();
  const lines = accounts.flatMap((account) => account.lines);
  const unseen = subtract(issued, all(accounts.map(({ value }) => value)));
  return {
    accounts,
    deposited: all(lines.map(({ takes }) => takes)),
    depositFees: all(lines.map(({ fee }) => fee)),
    owed: deposits.owed(),
    transferred: all(deposits.transfers.map(({ amount }) => amount)),
    wireFees: all(deposits.transfers.map(({ fee }) => fee)),
    remaining: add(unseen, all(accounts.map(({ remaining }) => remaining))),
  };
}

/** Whether each coin's account adds up, and what was taken of all of them is somewhere. */
export function isSpendingBalanced(issued: Amount, spending: Spending): boolean {
  const { accounts, deposited, depositFees, owed, transferred, wireFees, remaining } = spending;
  const areAccountsRight = accounts.every(({ value, lines, remaining: left }) => {
    const taken = sum(
      currencyOf(value),
      lines.map(({ takes }) => takes),
    );
    return value === add(taken, left);
  });
  const paid = sum(currencyOf(issued), [depositFees, owed, transferred, wireFees]);
  return areAccountsRight && deposited === paid && issued === add(deposited, remaining);
}
