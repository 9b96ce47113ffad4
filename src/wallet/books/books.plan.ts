/** The running check: whether all rows tell one story of the money, and how it adds up at each exchange; pure. */
import type { LeastCost } from "../coins/rest-kind.ts";
import { AccountBook, type Page } from "./bookkeeping.ts";
import { checkCoins } from "./books-of-coins.plan.ts";
import { checkPurchases } from "./books-of-purchases.plan.ts";
import { checkRefreshes } from "./books-of-refreshes.plan.ts";
import { checkReserves } from "./books-of-reserves.plan.ts";
import { clearedIn, type Flaw, type Ledger, type MoneyRows } from "./ledger.ts";
import { unmadeIn } from "./unmade-change.plan.ts";

export interface Books {
  readonly pages: readonly Page[];
  readonly flaws: readonly Flaw[];
}

/**
 * Everything that is told by two rows must be told alike, and what came in must be what went out, what is here and
 * what is under way. `least` and `now` (seconds) only part what is here into what can be spent and what cannot.
 */
export function checkBooks(rows: MoneyRows, least: LeastCost, now: number): Books {
  const book = new AccountBook();
  const flaws: Flaw[] = [];
  const kinds = new Map(rows.denominations.map(({ key, facts }) => [key, facts]));
  const note: Ledger["note"] = (kind, row, transaction) =>
    flaws.push({ kind, row, ...(transaction !== undefined && { transaction }) });
  const ledger: Ledger = {
    ...{ rows, kinds, cleared: clearedIn(rows), unmade: unmadeIn(rows, kinds) },
    ...{ book, least, now, note },
  };
  checkReserves(ledger);
  checkRefreshes(ledger);
  checkPurchases(ledger, checkCoins(ledger));
  return { pages: book.pages(), flaws };
}
