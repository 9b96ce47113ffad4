/** When coins are asked for that a restore has left uncertain: one by one, so that nothing says that they are one owner's; pure. */
import { sha512, utf8 } from "../../taler/hash.ts";
import type { Pending } from "../../task/job.ts";
import type { UncertainCoin } from "./uncertain.ts";

const minute = 60_000;

/** The questions take at least so long, in milliseconds, and never less than a minute for each coin. */
const shortest = 10 * minute;

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

/**
 * What is to be asked: at each exchange the next coin, and those that did not work, which wait for their own time. After
 * one was heard there is a minute's rest, also when this device was switched off and is late with all of them.
 */
export function checksDue(
  uncertain: readonly UncertainCoin[],
  start: Start,
  hasFailed: (name: string) => boolean,
): readonly Pending[] {
  const moments = momentsOf(
    uncertain.map(({ key }) => key),
    start,
  );
  const lastByExchange = new Map<string, number>();
  for (const { exchange, heardAt = 0 } of uncertain) {
    lastByExchange.set(exchange, Math.max(lastByExchange.get(exchange) ?? 0, heardAt));
  }
  const waiting = uncertain
    .filter(({ heardAt }) => heardAt === undefined)
    .map((coin) => ({ ...coin, moment: moments.get(coin.key) ?? start.at }))
    .sort((a, b) => a.moment - b.moment);
  const served = new Set<string>();
  return waiting.flatMap(({ key, exchange, moment }) => {
    if (!hasFailed(key) && served.has(exchange)) return [];
    if (!hasFailed(key)) served.add(exchange);
    return [{ id: key, due: Math.max(moment, (lastByExchange.get(exchange) ?? 0) + minute) }];
  });
}
