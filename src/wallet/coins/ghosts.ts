/** What was taken of our coins and nobody here knows why: by the exchange's proof, it was another device (seed 001). */
import type { Database } from "../../store/db.ts";
import { coinPath, coinSort, coins } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import type { Ghost } from "../../store/self.ts";
import type { HauntedCoin } from "./coin-parts.plan.ts";
import { restOf, unexplained } from "./coin-rest.ts";

/** Ghosts by what they were for, each group in the order of coins; those whose true row has come are none any more. */
export async function ghostsByPurpose(db: Database): Promise<ReadonlyMap<string, readonly Ghost[]>> {
  const groups = new Map<string, Ghost[]>();
  for (const { ghosts } of await haunted(db)) {
    for (const ghost of ghosts) groups.set(ghost.purpose, [...(groups.get(ghost.purpose) ?? []), ghost]);
  }
  return groups;
}

/** Coins of which others took something that no row here explains, with what that leaves on each of them. */
export async function hauntedCoins(db: Database): Promise<readonly HauntedCoin[]> {
  return (await haunted(db)).flatMap(({ coin, kind, ghosts }) =>
    kind && ghosts.length > 0 ? { sort: coinSort(coin), left: restOf(coin.facts, kind.facts, ghosts) } : [],
  );
}

/** Coins with ghosts that no row explains. */
async function haunted(db: Database) {
  return db.transaction("r", [db.ghosts, db.of(coins), db.of(denominations)], async () => {
    const all = await db.ghosts.toArray();
    const names = [...new Set(all.map(({ coin }) => coin))];
    const rows = (await db.of(coins).bulkGet(names)).flatMap((row) => row ?? []);
    const kinds = await db.of(denominations).bulkGet(rows.map(({ key }) => coinPath(key).denom));
    return rows.map((coin, index) => {
      const own = all.filter((ghost) => ghost.coin === coin.key);
      return { coin, kind: kinds[index], ghosts: unexplained(coin.facts, own) };
    });
  });
}
