/** Ghosts told: what another device of this wallet did with our coins, until it tells itself (seed 001). */
import type { Transaction } from "../../api/views.ts";
import type { Ghost } from "../../store/self.ts";
import { storyPlace } from "../../store/story-place.ts";
import { type Amount, add, currencyOf, subtractOrUndefined, sum, zero } from "../../taler/amount.ts";
import { seconds } from "../../taler/time.ts";
import { ghostsByPurpose } from "../coins/ghosts.ts";
import { worthForeseen } from "../refresh/foreseen.ts";
import type { Event, Teller, Told } from "./teller.ts";

/** All that was taken for one purpose, of however many coins. */
interface Haunting extends Event {
  readonly ghosts: readonly Ghost[];
  /** Of what was melted: what the new coins are worth. */
  readonly worth: Amount;
  /** What change has cost: as the true row will tell it, with what took of the coins whose rest became change. */
  readonly fees: Amount;
}

const firstSeen = (ghosts: readonly Ghost[]): number => Math.min(...ghosts.map(({ seenAt }) => seenAt));

/** Newest first. */
async function hauntings(env: Parameters<Teller["count"]>[0]): Promise<readonly Haunting[]> {
  const groups = await ghostsByPurpose(env.db);
  const melts = [...groups].flatMap(([key, ghosts]) => (isMelt(key) ? ghosts : []));
  const worths = new Map(await Promise.all(melts.map(async (one) => [one, await worthForeseen(env, one)] as const)));
  const all = [...groups].flatMap(([key, ghosts]) => {
    const [first] = ghosts;
    if (!first) return [];
    const currency = currencyOf(first.amount);
    const own = isMelt(key) ? [] : melts.filter(({ coin }) => bearerOf(coin, groups) === key);
    const lost = own.map((melt) => subtractOrUndefined(melt.amount, worths.get(melt) ?? melt.amount) ?? zero(currency));
    const worth = allOf(
      currency,
      ghosts.flatMap((one) => worths.get(one) ?? []),
    );
    return {
      key,
      ghosts,
      worth,
      fees: allOf(currency, lost),
      ix: { story: storyPlace(seconds(firstSeen(ghosts)), key) },
    };
  });
  return all.sort((a, b) => (a.ix.story < b.ix.story ? -1 : 1));
}

/** Turned into new coins: they are ours, too, and come with the other device's next backup. */
const isMelt = (purpose: string): boolean => purpose.startsWith("m:");

/** The one ghost that the change of this coin is told with; none when all of the coin was changed. */
const bearerOf = (coin: string, groups: ReadonlyMap<string, readonly Ghost[]>): string | undefined =>
  [...groups.keys()].sort().find((key) => !isMelt(key) && groups.get(key)?.some((ghost) => ghost.coin === coin));

const allOf = (currency: string, amounts: readonly Amount[]): Amount =>
  sum(
    currency,
    amounts.filter((amount) => currencyOf(amount) === currency),
  );

function tell({ key, ghosts, worth, fees }: Haunting): Told[] {
  const [first] = ghosts;
  if (!first) return [];
  const taken = allOf(
    currencyOf(first.amount),
    ghosts.map(({ amount }) => amount),
  );
  const at = firstSeen(ghosts);
  const isChange = isMelt(key);
  const transaction: Transaction = {
    id: key,
    kind: "ghost",
    state: isChange ? "working" : "done",
    ...(isChange && { waitsFor: "otherDevice" as const }),
    effective: isChange ? worth : add(taken, fees),
    instructed: taken,
    fees: isChange ? (subtractOrUndefined(taken, worth) ?? fees) : fees,
    at,
    exchange: first.exchange,
    steps: [
      { kind: "noticed", isDone: true, at },
      { kind: "told", isDone: false },
    ],
    canAbort: false,
    canTakeOver: false,
    canGoOnWithoutBackup: false,
  };
  return [{ transaction, ...(isChange && { coming: worth }) }];
}

/** They are few, and of this device alone: all are read to find some. */
export const ghostTeller: Teller = {
  async newest(env, { before, until }, count) {
    const isInside = ({ ix: { story = "" } }: Event) => story > before && story <= until;
    return (await hauntings(env)).filter(isInside).slice(0, count);
  },
  possiblyOpen: async (env) => (await hauntings(env)).filter(({ key }) => isMelt(key)),
  oldest: async (env) => (await hauntings(env)).at(-1),
  count: async (env) => (await hauntings(env)).length,
  find: async (env, key) => (await hauntings(env)).find((one) => one.key === key),
  // Events come from the functions above.
  tell: async (_, events) => (events as readonly Haunting[]).flatMap(tell),
};
