/** When coins are asked for that a restore has left uncertain: one by one, so that nothing says that they are one owner's; pure. */
import type { Retry } from "../../store/self.ts";
import { sha512, utf8 } from "../../taler/hash.ts";
import type { Pending } from "../../task/job.ts";
import type { UncertainCoin } from "./uncertain.ts";

const minute = 60_000;

/** The questions take at least so long, in milliseconds, and never less than a minute for each coin. */
const shortest = 10 * minute;

/** A question of the first hour is part of the restore, and somebody may wait for it. Milliseconds. */
const restoring = 60 * minute;

/** Milliseconds between two questions later on: a device that was switched off has other things to ask, too. */
const patience = 5 * minute;

/** From when on coins are asked for (milliseconds), and what makes the moments ours: no exchange can foretell them. */
export interface Start {
  readonly at: number;
  readonly secret: Uint8Array;
}

/** A moment in milliseconds for each coin, the same whenever it is asked; at most one in each minute when there are many. */
export function momentsOf(names: readonly string[], { at, secret }: Start): ReadonlyMap<string, number> {
  const width = Math.max(shortest / names.length, minute);
  const placed = names.map((name) => ({ name, ...placeOf(name, secret) }));
  placed.sort((a, b) => a.rank - b.rank);
  return new Map(placed.map(({ name, share }, index) => [name, Math.floor(at + (index + share) * width)]));
}

/** Where a coin stands among all, and where in its own span; from 0 to just below 1. */
function placeOf(name: string, secret: Uint8Array): { readonly rank: number; readonly share: number } {
  const view = new DataView(sha512(secret, utf8(`check ${name}`)).buffer);
  return { rank: view.getUint32(0) / 2 ** 32, share: view.getUint32(4) / 2 ** 32 };
}

/** What is remembered of a question that did not work. */
export type Unanswered = Pick<Retry, "at" | "notBefore">;

/** A coin of which its exchange has not told yet. */
interface Waiting {
  readonly key: string;
  readonly moment: number;
  /** Until when it is left alone because it did not work; milliseconds. */
  readonly until: number | undefined;
}

/**
 * What is to be asked: at each exchange the next coin, and those that did not work, which wait for their own time. After
 * each question there is a rest, answered or not, also when this device was switched off and is late with all of them: a
 * minute, and later five.
 * `failures` by the names of coins, `now` in milliseconds; what was found in the future a wrong clock has told.
 */
export function checksDue(
  uncertain: readonly UncertainCoin[],
  start: Start,
  failures: ReadonlyMap<string, Unanswered>,
  now: number,
): readonly Pending[] {
  const moments = momentsOf(
    uncertain.map(({ key }) => key),
    start,
  );
  return [...new Set(uncertain.map(({ exchange }) => exchange))].flatMap((server) => {
    const here = uncertain.filter(({ exchange }) => exchange === server);
    const asked = here.map(({ key, heardAt }) => heardAt ?? failures.get(key)?.at ?? 0).filter((at) => at <= now);
    const last = asked.reduce((a, b) => Math.max(a, b), 0);
    const waiting = here.flatMap(({ key, heardAt }): Waiting[] => {
      if (heardAt !== undefined) return [];
      const failure = failures.get(key);
      const until = failure && (failure.at <= now ? failure.notBefore : 0);
      return [{ key, moment: moments.get(key) ?? start.at, until }];
    });
    return inTurn(waiting, last, last < start.at + restoring ? minute : patience, now);
  });
}

/** The questions to one exchange, each with so much rest after the one before; the last one was at `last`. */
function inTurn(waiting: readonly Waiting[], last: number, rest: number, now: number): readonly Pending[] {
  const isHeld = ({ until = 0 }: Waiting) => until > now;
  const [next, ...others] = waiting.filter((coin) => !isHeld(coin)).sort((a, b) => a.moment - b.moment);
  // What did not work is named also when it is not its turn, or its failures would be forgotten.
  const failed = others.filter(({ until }) => until !== undefined);
  return [
    ...(next ? [{ id: next.key, due: Math.max(next.moment, last + rest) }] : []),
    ...failed.map(({ key, moment }) => ({ id: key, due: Math.max(moment, now + rest) })),
    ...waiting.filter(isHeld).map(({ key, until = 0 }) => ({ id: key, due: Math.max(until, last + rest) })),
  ];
}
