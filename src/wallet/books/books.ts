/** The running check over what is on disk now, in values a page can show. */
import type { BooksView } from "../../api/money-views.ts";
import type { Env } from "../../env/env.ts";
import { batches } from "../../store/entities/batch.ts";
import { coins } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { deposits } from "../../store/entities/deposit.ts";
import { exchanges } from "../../store/entities/exchange.ts";
import { payments } from "../../store/entities/payment.ts";
import { purchases } from "../../store/entities/purchase.ts";
import { refreshes } from "../../store/entities/refresh.ts";
import { reserves } from "../../store/entities/reserve.ts";
import { withdrawals } from "../../store/entities/withdrawal.ts";
import { seconds } from "../../taler/time.ts";
import { leastCosts } from "../coins/rest-kind.ts";
import { styleOf } from "../currency-style.ts";
import { countEvents } from "../story/story.ts";
import { type Books, checkBooks } from "./books.plan.ts";
import type { MoneyRows } from "./ledger.ts";

/** Everything that says something about money, as of one moment: with fifty thousand coins this takes a second or two. */
export function readMoney({ db }: Pick<Env, "db">): Promise<MoneyRows> {
  const sets = [reserves, withdrawals, batches, coins, denominations, refreshes, purchases, payments, deposits];
  return db.transaction("r", [...sets.map((entity) => db.of(entity)), db.ghosts], async () => ({
    reserves: await db.of(reserves).toArray(),
    withdrawals: await db.of(withdrawals).toArray(),
    batches: await db.of(batches).toArray(),
    coins: await db.of(coins).toArray(),
    denominations: await db.of(denominations).toArray(),
    refreshes: await db.of(refreshes).toArray(),
    purchases: await db.of(purchases).toArray(),
    payments: await db.of(payments).toArray(),
    deposits: await db.of(deposits).toArray(),
    ghosts: await db.ghosts.toArray(),
  }));
}

/** Holds all rows of this device against each other. */
export async function auditedBooks(env: Pick<Env, "db" | "now">): Promise<Books> {
  const now = seconds(env.now());
  return checkBooks(await readMoney(env), leastCosts(await env.db.offers.toArray(), now), now);
}

/** So many flaws are told one by one; whoever has more needs help with all of them. */
const mostFlaws = 100;

/** The answer to `checkBooks`. */
export async function booksView(env: Env): Promise<BooksView> {
  const { pages, flaws } = await auditedBooks(env);
  const known = await env.db.of(exchanges).toArray();
  return {
    events: await countEvents(env),
    at: env.now(),
    flawCount: flaws.length,
    flaws: flaws.slice(0, mostFlaws).map(({ kind, transaction }) => ({
      kind,
      ...(transaction !== undefined && { transaction }),
    })),
    pages: pages.map(({ lines, ...page }) => {
      const style = styleOf(known.find(({ key }) => key === page.exchange));
      return {
        ...page,
        lines: Object.entries(lines).map(([line, amount]) => ({ line: line as keyof typeof lines, amount })),
        ...(style && { style }),
      };
    }),
  };
}
