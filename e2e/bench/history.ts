/** How long a wallet with a long story takes to tell of it, to search it, and to hold all of it against each other. */
import { newTown } from "../../src/testing/town.ts";
import { booksView } from "../../src/wallet/books/books.ts";
import { pursesView } from "../../src/wallet/story/balances.ts";
import { searchTransactions } from "../../src/wallet/story/search.ts";
import { timed } from "./stopwatch.ts";
import { enrich } from "./wealth.ts";

const events = 10_000;

/**
 * Milliseconds with ten thousand transactions: the balances, the first page of the story, a search through all of it
 * for what is not there, and the check of the books.
 */
export async function historyFigures() {
  const env = await (await newTown("bench/history")).wallet();
  await enrich(env, { coins: events, coinsPerWithdrawal: 1 });
  const balances = await timed(() => pursesView(env));
  const firstPage = await timed(() => searchTransactions(env, { limit: 50 }));
  const search = await timed(async () => {
    let before: string | undefined;
    do {
      const question = { words: "what nobody has bought", ...(before !== undefined && { before }) };
      before = (await searchTransactions(env, question)).next;
    } while (before !== undefined);
  });
  const check = await timed(() => booksView(env));
  if (check.result.events !== events) throw new Error(`${check.result.events} of ${events} events are there`);
  env.close();
  return { balancesMs: balances.ms, firstPageMs: firstPage.ms, searchMs: search.ms, checkMs: check.ms };
}
