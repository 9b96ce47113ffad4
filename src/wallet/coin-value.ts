/** What coins are worth: the denominations of the wallet, looked up once for many coins. */
import { type CoinLike, coinSort } from "../store/entities/coin.ts";
import type { Denomination } from "../store/entities/denomination.ts";
import { type Amount, add, currencyOf, multiply } from "../taler/amount.ts";

/** Money of one currency at one exchange. */
export interface Holding {
  readonly exchange: string;
  readonly value: Amount;
  readonly count: number;
}

export interface Worth {
  readonly holdings: readonly Holding[];
  /** Coins whose denomination or signature is not there. */
  readonly unknown: number;
}

/** Sums coins, counted by their sort (store/entities/coin.ts), by exchange and currency. */
export function worthOf(countBySort: ReadonlyMap<string, number>, denominations: readonly Denomination[]): Worth {
  const byPlace = new Map<string, Holding>();
  let unknown = [...countBySort.values()].reduce((sum, count) => sum + count, 0);
  for (const { key, facts } of denominations) {
    const count = countBySort.get(key);
    if (!count) continue;
    unknown -= count;
    const place = `${facts.exchange} ${currencyOf(facts.value)}`;
    const value = multiply(facts.value, count);
    const so = byPlace.get(place);
    byPlace.set(place, {
      exchange: facts.exchange,
      value: so ? add(so.value, value) : value,
      count: count + (so?.count ?? 0),
    });
  }
  return { holdings: [...byPlace.values()], unknown };
}

/** The same for coins that are at hand, counted one by one. */
export function holdings(coins: readonly CoinLike[], denominations: readonly Denomination[]): Worth {
  const countBySort = new Map<string, number>();
  for (const coin of coins) countBySort.set(coinSort(coin), (countBySort.get(coinSort(coin)) ?? 0) + 1);
  return worthOf(countBySort, denominations);
}
