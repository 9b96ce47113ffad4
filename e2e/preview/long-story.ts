/** A story of ten thousand transactions, told page by page as the background tells it. */
import type { Question } from "../../src/api/requests.ts";
import type { StoryPage, Transaction } from "../../src/api/views.ts";
import { received, toWire } from "./invented-events.ts";
import { ago } from "./moment.ts";

const minute = 60;

/** Newest first; now and then something that is not like the others. */
const story: readonly Transaction[] = Array.from({ length: 10_000 }, (_, index): Transaction => {
  const at = ago((index + 3) * 25 * minute);
  const id = `withdrawal:${index}`;
  if (index % 40 === 17) return { ...toWire, id, at, state: "aborted", canAbort: false };
  const far = { bank: "https://donaudampfschifffahrtsgesellschaft-kantonalbank.example/" };
  return { ...received, ...(index % 9 === 4 && far), id, at, effective: `CHF:${(index % 90) + 5}.${(index % 9) + 1}` };
});

/** What `listTransactions` answers. */
export function longStory(question: Question<"listTransactions">): StoryPage {
  const { before = "", until, limit = 50, words = "", currency, exchange, start, only } = question;
  // Of a search nothing but what nobody can find, and something on the first page.
  const isSearch = words !== "" || [currency, exchange, start, only].some((wish) => wish !== undefined);
  if (isSearch) return { transactions: words === "nothing" ? [] : story.slice(0, 3) };
  const first = before === "" ? 0 : Number(before);
  const end = Math.min(until === undefined ? story.length : Number(until), first + limit);
  return {
    transactions: story.slice(first, end),
    ...(end < (until === undefined ? story.length : Number(until)) && { next: String(end) }),
    ...(before === "" && { total: story.length, oldest: story.at(-1)?.at ?? 0 }),
  };
}
