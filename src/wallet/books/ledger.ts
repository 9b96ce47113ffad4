/** What the running check works with: the rows, what is found to be wrong, and where its parts write that down. */
import type { BookFlaw } from "../../api/money-views.ts";
import type { Batch } from "../../store/entities/batch.ts";
import type { Coin } from "../../store/entities/coin.ts";
import type { Denomination } from "../../store/entities/denomination.ts";
import type { Deposit } from "../../store/entities/deposit.ts";
import type { Payment } from "../../store/entities/payment.ts";
import type { Purchase } from "../../store/entities/purchase.ts";
import type { Refresh } from "../../store/entities/refresh.ts";
import type { Reserve } from "../../store/entities/reserve.ts";
import type { Withdrawal } from "../../store/entities/withdrawal.ts";
import type { Ghost } from "../../store/self.ts";
import type { LeastCost } from "../coins/rest-kind.ts";
import type { AccountBook } from "./bookkeeping.ts";

/** Every row that says something about money, as of one moment. */
export interface MoneyRows {
  readonly reserves: readonly Reserve[];
  readonly withdrawals: readonly Withdrawal[];
  readonly batches: readonly Batch[];
  readonly coins: readonly Coin[];
  readonly denominations: readonly Denomination[];
  readonly refreshes: readonly Refresh[];
  readonly purchases: readonly Purchase[];
  readonly payments: readonly Payment[];
  readonly deposits: readonly Deposit[];
  readonly ghosts: readonly Ghost[];
}

/**
 * What does not fit together. `coinMissing`: a plan that is done, and not all of its coins · `coinUnexplained`: a coin
 * that no plan has brought · `coinOverspent`: more was taken of a coin than it holds · `spendDiffers`: a payment and its
 * coins say different things · `changeDiffers`: the same of change · `refundDiffers`: the same of money back ·
 * `priceDiffers`: coins and fees are not the price · `wireDiffers`: other money came than was agreed, or nobody knows of
 * its coming · `restDiffers`: a reserve gave more than it had, or kept what would have been coins · `eventMissing`: half
 * of an event · `unreadable`: a row whose content is not what its name says.
 */
export type FlawKind = BookFlaw["kind"];

export interface Flaw {
  readonly kind: FlawKind;
  /** The key of the row that shows it. */
  readonly row: string;
  /** The event that it belongs to, as far as one is known. */
  readonly transaction?: string | undefined;
}

/**
 * What is cleared away: its own books are closed, and what of it lives on is carried over at its worth. What is still
 * told of it by a row that came back late is carried over as well.
 */
export interface Cleared {
  /** Keys of reserves and of changes whose coins are carried over. */
  readonly sources: ReadonlySet<string>;
  /** Contracts of which only the entry is left. */
  readonly contracts: ReadonlySet<string>;
}

/** What the rows say to be cleared away. */
export const clearedIn = ({ reserves, refreshes, purchases, deposits }: MoneyRows): Cleared => ({
  sources: new Set(
    [...reserves, ...refreshes].flatMap(({ key, facts }) => (facts.carriedAt === undefined ? [] : [key])),
  ),
  contracts: new Set(
    [...purchases, ...deposits].flatMap(({ key, facts }) => (facts.summary === undefined ? [] : [key])),
  ),
});

/** Where the parts of the check write down what they find. */
export interface Ledger {
  readonly rows: MoneyRows;
  readonly kinds: ReadonlyMap<string, Denomination["facts"]>;
  readonly cleared: Cleared;
  /** Keys of changes that were given up and that did not happen. */
  readonly unmade: ReadonlySet<string>;
  readonly book: AccountBook;
  readonly least: LeastCost;
  /** Seconds. */
  readonly now: number;
  note(kind: FlawKind, row: string, transaction?: string): void;
}
