/** The story of the money: events of all kinds merged by time, read page by page. */
import { WalletError } from "../../api/problems.ts";
import type { StoryPage, Transaction } from "../../api/views.ts";
import type { Env } from "../../env/env.ts";
import { exchanges } from "../../store/entities/exchange.ts";
import { momentAt, storyPlace } from "../../store/story-place.ts";
import type { Event, Span, Teller, Told } from "./teller.ts";
import { tellers } from "./tellers.ts";

/** Part of the story, from newer to older events. */
export interface StoryRange {
  /** The `next` of a page: only events that are older. */
  readonly before?: string | undefined;
  /** The `next` of a page: nothing older than its last event. */
  readonly until?: string | undefined;
  /** From this moment on, and before that one; milliseconds. */
  readonly start?: number | undefined;
  readonly end?: number | undefined;
  /** How many events at most. */
  readonly limit?: number | undefined;
}

const usualPage = 50;

/** Comes after all places. */
const theEnd = "\uffff";

/** An event, and who can tell it. */
interface Found {
  readonly event: Event;
  readonly teller: Teller;
}

/** A page of the story; the first one says how many events there are, and since when. */
export async function listTransactions(env: Env, range: StoryRange = {}): Promise<StoryPage> {
  const page = await readStory(env, range);
  if (range.before !== undefined) return page;
  const oldest = await oldestEvent(env);
  return { ...page, total: await countEvents(env), ...(oldest !== undefined && { oldest }) };
}

/** When the story begins, in milliseconds. */
async function oldestEvent(env: Env): Promise<number | undefined> {
  const first = await Promise.all(tellers.map((teller) => teller.oldest(env)));
  const moments = first.flatMap((event) => (event ? momentAt(String(event.ix.story)) * 1000 : []));
  return moments.length === 0 ? undefined : Math.min(...moments);
}

/** How many events there are in the whole story, from counts. */
export async function countEvents(env: Env): Promise<number> {
  const counts = await Promise.all(tellers.map((teller) => teller.count(env)));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The newest events of a range; a page costs as many rows as it holds, and one more of each kind. */
export async function readStory(env: Env, range: StoryRange): Promise<StoryPage> {
  const { limit = usualPage } = range;
  const found = (await Promise.all(tellers.map((teller) => newest(env, teller, range, limit + 1)))).flat();
  found.sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const transactions = (await told(env, page)).map(({ transaction }) => transaction);
  return { transactions, ...(last && found.length > limit && { next: placeOf(last) }) };
}

const placeOf = ({ event }: Found): string => String(event.ix.story);

async function newest(env: Env, teller: Teller, range: StoryRange, count: number) {
  const events = await teller.newest(env, spanOf(range), count);
  return events.map((event): Found => ({ event, teller }));
}

/** Places within these moments, too. */
function spanOf({ before = "", until = theEnd, start, end }: StoryRange): Span {
  const last = end === undefined ? "" : storyPlace(Math.ceil(end / 1000) - 1, "");
  const first = start === undefined ? theEnd : storyPlace(Math.ceil(start / 1000), theEnd);
  return { before: before > last ? before : last, until: until < first ? until : first };
}

/** In the order in which they were found. */
async function told(env: Env, found: readonly Found[]): Promise<readonly Told[]> {
  const tales = await Promise.all(
    tellers.map(async (teller) => {
      const own = found.filter((one) => one.teller === teller);
      const tale = await teller.tell(
        env,
        own.map(({ event }) => event),
      );
      return own.map((one, index) => [one, tale[index]] as const);
    }),
  );
  const toldByFound = new Map(tales.flat());
  return marked(
    env,
    found.flatMap((one) => toldByFound.get(one) ?? []),
  );
}

/** Those that are over and whose exchange is gone say so; what is open brings its exchange back. */
async function marked(env: Env, all: readonly Told[]): Promise<readonly Told[]> {
  const urls = [...new Set(all.map(({ transaction }) => transaction.exchange))];
  const isKnown = new Set((await env.db.of(exchanges).bulkGet(urls)).map((row) => row?.key));
  return all.map((one) => {
    const { exchange } = one.transaction;
    if (isOpen(one.transaction) || exchange === "" || isKnown.has(exchange)) return one;
    return { ...one, transaction: { ...one.transaction, isExchangeRemoved: true as const } };
  });
}

/** Everything that is waiting or working, newest first, however old it is. */
export async function listOpen(env: Env): Promise<readonly Told[]> {
  const found = (await Promise.all(tellers.map((teller) => possiblyOpen(env, teller)))).flat();
  found.sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  return (await told(env, found)).filter(({ transaction }) => isOpen(transaction));
}

const isOpen = ({ state }: Transaction): boolean => state === "waiting" || state === "working";

async function possiblyOpen(env: Env, teller: Teller): Promise<readonly Found[]> {
  return (await teller.possiblyOpen(env)).map((event): Found => ({ event, teller }));
}

/**
 * One transaction; throws `transactionUnknown`. No two kinds of rows share a key; a ghost that has given way is the
 * purchase it was the ghost of.
 */
export async function getTransaction(env: Env, id: string): Promise<Transaction> {
  const found = (await lookUp(env, id)) ?? (await lookUp(env, id.replace(/^p:/, "")));
  if (!found) throw new WalletError("transactionUnknown");
  return found;
}

async function lookUp(env: Env, id: string): Promise<Transaction | undefined> {
  for (const teller of tellers) {
    const event = await teller.find(env, id);
    const [tale] = event ? await told(env, [{ event, teller }]) : [];
    if (tale) return tale.transaction;
  }
  return undefined;
}
