/** The exchange's books: what came in for whom, what went out as coins, and what is left. */
import { type Amount, add, compare, subtract, sum, zero } from "../../src/taler/amount.ts";
import { newBell } from "./bell.ts";
import { CoinBook } from "./exchange/coin-book.ts";
import { DepositBook } from "./exchange/deposit-book.ts";
import { RefreshBook } from "./exchange/refresh-book.ts";
import { isSpendingBalanced, type Spending, spendingOf } from "./spending.ts";

/** A wire that came in for a reserve. */
export interface Credit {
  readonly row: number;
  /** Seconds since 1970. */
  readonly at: number;
  readonly amount: Amount;
  readonly sender: string;
  readonly wireReference: number;
}

/** A coin that is to be signed; hashes and signatures as text. */
export interface Issue {
  readonly envelope: string;
  readonly denomination: string;
  readonly value: Amount;
  readonly fee: Amount;
  readonly reserveSig: string;
  /** In hand before the books change: an exchange never debits what it cannot sign. */
  readonly blindSignature: string;
}

/** What was left of a revoked coin. */
export interface Recouped {
  readonly row: number;
  readonly at: number;
  readonly amount: Amount;
  readonly coinPub: string;
}

export interface Withdrawal extends Issue {
  readonly row: number;
  readonly reservePub: string;
}

export interface Reserve {
  readonly credits: readonly Credit[];
  readonly withdrawals: readonly Withdrawal[];
  readonly recoups: readonly Recouped[];
  readonly balance: Amount;
}

/** What an exchange's auditor would look at. */
export interface Books {
  readonly reserves: readonly (Reserve & { readonly reservePub: string })[];
  readonly coins: readonly Withdrawal[];
  /** All wires together, the face value of all coins, all fees, and what is left in all reserves. */
  readonly credited: Amount;
  readonly issued: Amount;
  readonly fees: Amount;
  readonly balances: Amount;
  /** What became of the coins. */
  readonly spending: Spending;
}

/** Why a batch was not signed. */
export type WithdrawRefusal =
  | { readonly why: "unknownReserve" | "mixed" }
  | { readonly why: "insufficient"; readonly balance: Amount; readonly requested: Amount };

export const costOf = ({ value, fee }: Pick<Issue, "value" | "fee">): Amount => add(value, fee);

export class Ledger {
  /** Rung when a wire has come in. */
  readonly credited = newBell();
  /** Of coins that came back, of merchants to be paid, and of coins that become new ones. */
  readonly coins: CoinBook;
  readonly deposits: DepositBook;
  readonly refreshes: RefreshBook;
  readonly #currency: string;
  readonly #reserveByPub = new Map<string, Reserve>();
  readonly #withdrawalByEnvelope = new Map<string, Withdrawal>();
  #rows = 0;
  #wires = 0;

  constructor(currency: string) {
    this.#currency = currency;
    this.coins = new CoinBook(currency);
    this.deposits = new DepositBook(currency, this.coins);
    this.refreshes = new RefreshBook(currency, this.coins);
  }

  reserve(reservePub: string): Reserve | undefined {
    return this.#reserveByPub.get(reservePub);
  }

  /** Money has come in; the reserve exists from now on. `at` in seconds since 1970. */
  credit(reservePub: string, amount: Amount, sender: string, at: number): void {
    const known = this.reserve(reservePub) ?? {
      credits: [],
      withdrawals: [],
      recoups: [],
      balance: zero(this.#currency),
    };
    this.#wires += 1;
    const credit = { row: this.#nextRow(), at, amount, sender, wireReference: this.#wires };
    const balance = add(known.balance, amount);
    this.#reserveByPub.set(reservePub, { ...known, credits: [...known.credits, credit], balance });
    this.credited.ring();
  }

  /**
   * Debits the reserve for a whole batch, or nothing at all. Coins that were all issued before come back as they
   * were, at no cost, whatever is left in the reserve.
   */
  withdraw(reservePub: string, batch: readonly Issue[]): readonly Withdrawal[] | WithdrawRefusal {
    const before = batch.flatMap(({ envelope }) => this.#withdrawalByEnvelope.get(envelope) ?? []);
    if (before.length === batch.length) return before;
    const reserve = this.reserve(reservePub);
    if (reserve === undefined) return { why: "unknownReserve" };
    const requested = sum(this.#currency, batch.map(costOf));
    if (compare(reserve.balance, requested) < 0) return { why: "insufficient", balance: reserve.balance, requested };
    if (before.length > 0) return { why: "mixed" };
    const added = batch.map((issue) => ({ ...issue, row: this.#nextRow(), reservePub }));
    for (const one of added) this.#withdrawalByEnvelope.set(one.envelope, one);
    this.#reserveByPub.set(reservePub, {
      ...reserve,
      withdrawals: [...reserve.withdrawals, ...added],
      balance: subtract(reserve.balance, requested),
    });
    return added;
  }

  /** The coin that was signed in this envelope. */
  withdrawal(envelope: string): Withdrawal | undefined {
    return this.#withdrawalByEnvelope.get(envelope);
  }

  /** What was left of a revoked coin comes back to its reserve. */
  recoup(reservePub: string, coinPub: string, amount: Amount, at: number): void {
    const reserve = this.reserve(reservePub);
    if (reserve === undefined) throw new RangeError("a coin of a reserve that never was");
    const recoups = [...reserve.recoups, { row: this.#nextRow(), at, amount, coinPub }];
    this.#reserveByPub.set(reservePub, { ...reserve, recoups, balance: add(reserve.balance, amount) });
  }

  books(): Books {
    const reserves = [...this.#reserveByPub].map(([reservePub, reserve]) => ({ reservePub, ...reserve }));
    const coins = [...this.#withdrawalByEnvelope.values()];
    const all = (amounts: readonly Amount[]) => sum(this.#currency, amounts);
    const issued = all(coins.map(({ value }) => value));
    return {
      reserves,
      coins,
      credited: all(reserves.flatMap(({ credits }) => credits.map(({ amount }) => amount))),
      issued,
      fees: all(coins.map(({ fee }) => fee)),
      balances: all(reserves.map(({ balance }) => balance)),
      spending: spendingOf(issued, this),
    };
  }

  #nextRow(): number {
    this.#rows += 1;
    return this.#rows;
  }
}

/** Whether all that came in is in coins, or was spent, or went into fees, or is still there: each reserve, each coin, the whole. */
export function isBalanced({ reserves, credited, issued, fees, balances, spending }: Books): boolean {
  const areReservesRight = reserves.every(({ credits, withdrawals, recoups, balance }) => {
    const [currency] = balance.split(":", 1);
    const plus = sum(
      currency ?? "",
      [...credits, ...recoups].map(({ amount }) => amount),
    );
    return plus === add(sum(currency ?? "", withdrawals.map(costOf)), balance);
  });
  const isWholeRight = add(credited, spending.recouped) === add(add(issued, fees), balances);
  return areReservesRight && isWholeRight && isSpendingBalanced(issued, spending);
}
