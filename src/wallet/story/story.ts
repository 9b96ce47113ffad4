/** The story of the money: events of all kinds merged by time, read page by page. */
import { WalletError } from "../../api/problems.ts";
import type { StoryPage, Transaction } from "../../api/views.ts";
import type { Env } from "../../env/env.ts";
import type { Event, Teller, Told } from "./teller.ts";
import { tellers } from "./tellers.ts";

/** Part of the story, from newer to older events. */
export interface StoryRange {
  /** The `next` of a page: only events that are older. */
  readonly before?: string | undefined;
  /** The `next` of a page: nothing older than its last event. */
  readonly until?: string | undefined;
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

/** A page of the story; the first one says how many events there are. */
export async function listTransactions(env: Env, range: StoryRange = {}): Promise<StoryPage> {
  const page = await readStory(env, range);
  return range.before === undefined ? { ...page, total: await countEvents(env) } : page;
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

async function newest(env: Env, teller: Teller, { before = "", until = theEnd }: StoryRange, count: number) {
  const events = await teller.newest(env, { before, until }, count);
  return events.map((event): Found => ({ event, teller }));
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
  return found.flatMap((one) => toldByFound.get(one) ?? []);
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
    const [tale] = event ? await teller.tell(env, [event]) : [];
    if (tale) return tale.transaction;
  }
  return undefined;
}
