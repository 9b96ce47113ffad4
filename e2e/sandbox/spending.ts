/** The part of the exchange's books that is about coins: what was spent of them, and where that money is now. */
import { type Amount, add, currencyOf, subtract, sum } from "../../src/taler/amount.ts";
import type { CoinAccount, CoinBook, CoinLine } from "./exchange/coin-book.ts";
import type { DepositBook } from "./exchange/deposit-book.ts";
import type { RefreshBook, Renewal } from "./exchange/refresh-book.ts";

export interface Spending extends Renewal {
  /** Every coin that came back, with all that happened to it and what is left of it. */
  readonly accounts: readonly CoinAccount[];
  /** Taken of coins for merchants, fees included. */
  readonly deposited: Amount;
  readonly depositFees: Amount;
  /** What merchants gave back to coins, and what that cost on top. */
  readonly refunded: Amount;
  readonly refundFees: Amount;
  /** What came back of revoked coins: to reserves, and to the coins they came of. */
  readonly recouped: Amount;
  readonly recoupedToCoins: Amount;
  /** What merchants are still to get, what they got, and what that cost them. */
  readonly owed: Amount;
  readonly transferred: Amount;
  readonly wireFees: Amount;
  /** Still in coins: those nobody has seen again, and what is left of the others. */
  readonly remaining: Amount;
}

interface SpendingBooks {
  readonly coins: CoinBook;
  readonly deposits: DepositBook;
  readonly refreshes: RefreshBook;
}

/** `issued`: the face value of all coins that were withdrawn. */
export function spendingOf(issued: Amount, { coins, deposits, refreshes }: SpendingBooks): Spending {
  const all = (amounts: readonly Amount[]) => sum(currencyOf(issued), amounts);
  const accounts = coins.accounts();
  const lines = accounts.flatMap((account) => account.lines);
  const paid = lines.filter((line) => line.type === "deposit");
  const returned = lines.filter((line) => line.type === "refund");
  const renewal = refreshes.renewal();
  const unseen = subtract(add(issued, renewal.renewed), all(accounts.map(({ value }) => value)));
  return {
    ...renewal,
    accounts,
    deposited: all(paid.map(({ takes }) => takes)),
    depositFees: all(paid.map(({ fee }) => fee)),
    refunded: all(returned.map(({ gives }) => gives)),
    refundFees: all(returned.map(({ fee }) => fee)),
    recouped: all(lines.flatMap((line) => (line.type === "recoup" ? line.takes : []))),
    recoupedToCoins: all(lines.flatMap((line) => (line.type === "oldCoinRecoup" ? line.gives : []))),
    owed: deposits.owed(),
    transferred: all(deposits.transfers.map(({ amount }) => amount)),
    wireFees: all(deposits.transfers.map(({ fee }) => fee)),
    remaining: add(unseen, all(accounts.map(({ remaining }) => remaining))),
  };
}

/** Whether each coin's account adds up, and what was taken of all of them is somewhere. */
export function isSpendingBalanced(issued: Amount, spending: Spending): boolean {
  const all = (...amounts: readonly Amount[]) => sum(currencyOf(issued), amounts);
  const { deposited, depositFees, refunded, refundFees, owed, transferred, wireFees } = spending;
  const { recouped, recoupedToCoins } = spending;
  const { melted, refreshFees, renewed, renewalFees, dust, unrevealed, remaining } = spending;
  return (
    spending.accounts.every(isAccountBalanced) &&
    deposited === all(refunded, depositFees, refundFees, owed, transferred, wireFees) &&
    melted === all(refreshFees, renewed, renewalFees, dust, unrevealed) &&
    all(issued, renewed, refunded) === all(deposited, melted, recouped, remaining) &&
    // What goes from coin to coin must arrive.
    recoupedToCoins === all(...takenForCoins(spending))
  );
}

const takenForCoins = ({ accounts }: Spending): readonly Amount[] =>
  accounts.flatMap(({ lines }) => lines.flatMap((line) => (line.type === "recoupRefresh" ? line.takes : [])));

function isAccountBalanced({ value, lines, remaining }: CoinAccount): boolean {
  const all = (side: (line: CoinLine) => Amount | undefined) =>
    sum(
      currencyOf(value),
      lines.flatMap((line) => side(line) ?? []),
    );
  return (
    add(
      value,
      all(({ gives }) => gives),
    ) ===
    add(
      all(({ takes }) => takes),
      remaining,
    )
  );
}
