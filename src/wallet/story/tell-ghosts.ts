/** Ghosts told: what another device of this wallet did with our coins, until it tells itself (seed 001). */
import type { Transaction } from "../../api/views.ts";
import type { Ghost } from "../../store/self.ts";
import { storyPlace } from "../../store/story-place.ts";
import { currencyOf, sum } from "../../taler/amount.ts";
import { seconds } from "../../taler/time.ts";
import { ghostsByPurpose } from "../coins/ghosts.ts";
import type { Event, Teller, Told } from "./teller.ts";

/** All that was taken for one purpose, of however many coins. */
interface Haunting extends Event {
  readonly ghosts: readonly Ghost[];
}

const firstSeen = (ghosts: readonly Ghost[]): number => Math.min(...ghosts.map(({ seenAt }) => seenAt));

/** Newest first. */
async function hauntings({ db }: Parameters<Teller["count"]>[0]): Promise<readonly Haunting[]> {
  const groups = [...(await ghostsByPurpose(db))];
  const all = groups.map(([key, ghosts]) => ({
    key,
    ghosts,
    ix: { story: storyPlace(seconds(firstSeen(ghosts)), key) },
  }));
  return all.sort((a, b) => (a.ix.story < b.ix.story ? -1 : 1));
}

function tell({ key, ghosts }: Haunting): Told[] {
  const [first] = ghosts;
  if (!first) return [];
  const currency = currencyOf(first.amount);
  const amounts = ghosts.map(({ amount }) => amount);
  const taken = sum(
    currency,
    amounts.filter((amount) => currencyOf(amount) === currency),
  );
  const at = firstSeen(ghosts);
  // Turned into new coins: they are ours, too, and come with the other device's next backup.
  const isChange = key.startsWith("m:");
  const transaction: Transaction = {
    id: key,
    kind: "ghost",
    state: isChange ? "working" : "done",
    ...(isChange && { waitsFor: "otherDevice" as const }),
    effective: taken,
    instructed: taken,
    fees: sum(currency, []),
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
  return [{ transaction, ...(isChange && { coming: taken }) }];
}

/** They are few, and of this device alone: all are read to find some. */
export const ghostTeller: Teller = {
  async newest(env, { before, until }, count) {
    const isInside = ({ ix: { story = "" } }: Event) => story > before && story <= until;
    return (await hauntings(env)).filter(isInside).slice(0, count);
  },
  possiblyOpen: async (env) => (await hauntings(env)).filter(({ key }) => key.startsWith("m:")),
  oldest: async (env) => (await hauntings(env)).at(-1),
  count: async (env) => (await hauntings(env)).length,
  find: async (env, key) => (await hauntings(env)).find((one) => one.key === key),
  // Events come from the functions above.
  tell: async (_, events) => (events as readonly Haunting[]).flatMap(tell),
};
