/** Sparing an exchange: a refund of many small coins means two requests for each, and there is no hurry; pure. */

/** So many plans are begun in an hour: with what else there is to ask, an exchange hears less than sixty requests. */
export const mostInHour = 20;

const hour = 60 * 60_000;

/** Nearer than this to its last chance, in milliseconds, a plan waits for nothing. */
const near = 24 * hour;

/** A plan of new coins that the exchange has not heard of yet; all in milliseconds. */
export interface Waiting {
  readonly key: string;
  readonly plannedAt: number;
  /** When it is of no use any more. */
  readonly lastChance: number;
}

/**
 * When each of these plans for one exchange may begin, by its key, if others began at `begun` (milliseconds, those of
 * the last hour matter). The nearest to their last chance go first, then the oldest.
 */
export function turnsToBegin(
  waiting: readonly Waiting[],
  begun: readonly number[],
  now: number,
): ReadonlyMap<string, number> {
  const recent = begun.filter((at) => at > now - hour && at <= now).sort((a, b) => a - b);
  // A place is free at once, or when an hour has gone by since somebody took it.
  const free = Array<number>(Math.max(mostInHour - recent.length, 0)).fill(0);
  const places = [...free, ...recent.slice(-mostInHour).map((at) => at + hour)];
  const ordered = [...waiting].sort(inOrder);
  return new Map(
    ordered.map(({ key, lastChance }, rank) => [key, lastChance < now + near ? 0 : (places[rank] ?? now + hour)]),
  );
}

const inOrder = (a: Waiting, b: Waiting): number =>
  (a.lastChance === b.lastChance ? 0 : a.lastChance - b.lastChance) ||
  a.plannedAt - b.plannedAt ||
  (a.key < b.key ? -1 : 1);
