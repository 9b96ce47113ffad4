/** Sparing an exchange: a refund of many small coins means two requests for each, and there is no hurry; pure. */

/** So many plans are begun in an hour: with what else there is to ask, an exchange hears less than sixty requests. */
export const mostInHour = 20;

/**
 * What has failed is tried again until so many were begun or tried in vain within an hour: when an exchange is down, all
 * of them fail.
 */
export const mostAgain = 30;

const hour = 60 * 60_000;

/** Waits that double from two seconds on fill an hour with so many; after that, each takes an hour. */
const mostDoubled = 11;

/** Nearer than this to its last chance, in milliseconds, a plan waits for nothing. */
const near = 24 * hour;

/** A plan of new coins that the exchange has not heard of yet; all in milliseconds. */
export interface Waiting {
  readonly key: string;
  readonly plannedAt: number;
  /** When it is of no use any more. */
  readonly lastChance: number;
}

/** While several fail, one is tried after so many milliseconds, and then the next. */
const pause = 20_000;

/** A plan that has failed so many times in a row, the last time at `at` (milliseconds). */
export interface Failed {
  readonly failures: number;
  readonly at: number;
}

/** When such a plan was tried in vain within an hour, for all that is known of it: as late as it may have been. */
export const triesOf = ({ failures, at }: Failed): readonly number[] =>
  Array<number>(failures > mostDoubled ? 1 : failures).fill(at);

/**
 * When each of these plans for one exchange may begin, by its key, if others began at `begun` (milliseconds, those of
 * the last hour matter) and `most` may within an hour. The nearest to their last chance go first, then the oldest.
 */
export function turnsToBegin(
  waiting: readonly Waiting[],
  begun: readonly number[],
  now: number,
  most = mostInHour,
): ReadonlyMap<string, number> {
  const recent = begun.filter((at) => at > now - hour && at <= now).sort((a, b) => a - b);
  // A place is free at once, or when an hour has gone by since somebody took it.
  const free = Array<number>(Math.max(most - recent.length, 0)).fill(0);
  const places = [...free, ...recent.slice(-most).map((at) => at + hour)];
  const ordered = [...waiting].sort(inOrder);
  return new Map(
    ordered.map(({ key, lastChance }, rank) => [key, lastChance < now + near ? 0 : (places[rank] ?? now + hour)]),
  );
}

/**
 * When those of the plans for one exchange that have failed may be tried again, by their keys, if others began at `begun`
 * and `failed` are all that have failed there.
 */
export function turnsAgain(
  waiting: readonly Waiting[],
  failed: readonly Failed[],
  begun: readonly number[],
  now: number,
): ReadonlyMap<string, number> {
  const turns = turnsToBegin(waiting, [...begun, ...failed.flatMap(triesOf)], now, mostAgain);
  if (failed.length < 2) return turns;
  const last = Math.max(...failed.map(({ at }) => at));
  const hurried = new Set(waiting.filter(({ lastChance }) => lastChance < now + near).map(({ key }) => key));
  const after = (rank: number) => last + (rank + 1) * pause;
  return new Map([...turns].map(([key, at], rank) => [key, hurried.has(key) ? at : Math.max(at, after(rank))]));
}

const inOrder = (a: Waiting, b: Waiting): number =>
  (a.lastChance === b.lastChance ? 0 : a.lastChance - b.lastChance) ||
  a.plannedAt - b.plannedAt ||
  (a.key < b.key ? -1 : 1);
