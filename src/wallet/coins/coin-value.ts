/** What coins are worth: the denominations of the wallet, looked up once for many coins. */
import { type CoinLike, coinSort, readCoinSort } from "../../store/entities/coin.ts";
import type { Denomination } from "../../store/entities/denomination.ts";
import { type Amount, add, currencyOf, isZero, multiply } from "../../taler/amount.ts";
import { leftOf } from "./coin-rest.ts";

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

/** Sums what is left of coins, counted by their sort (store/entities/coin.ts), by exchange and currency. */
export function worthOf(countBySort: ReadonlyMap<string, number>, denominations: readonly Denomination[]): Worth {
  const kinds = new Map(denominations.map((kind) => [kind.key, kind.facts]));
  const byPlace = new Map<string, Holding>();
  let unknown = 0;
  for (const [sort, count] of countBySort) {
    const { denom, taken, back, returned, purged } = readCoinSort(sort);
    const kind = kinds.get(denom);
    if (!kind) unknown += count;
    else hold(byPlace, kind.exchange, leftOf(kind, taken, back, returned, purged), count);
  }
  return { holdings: [...byPlace.values()], unknown };
}

function hold(byPlace: Map<string, Holding>, exchange: string, left: Amount, count: number): void {
  if (isZero(left)) return;
  const place = `${exchange} ${currencyOf(left)}`;
  const value = multiply(left, count);
  const so = byPlace.get(place);
  byPlace.set(place, { exchange, value: so ? add(so.value, value) : value, count: count + (so?.count ?? 0) });
}

/** The same for coins that are at hand, counted one by one. */
export function holdings(coins: readonly CoinLike[], denominations: readonly Denomination[]): Worth {
  const countBySort = new Map<string, number>();
  for (const coin of coins) countBySort.set(coinSort(coin), (countBySort.get(coinSort(coin)) ?? 0) + 1);
  return worthOf(countBySort, denominations);
}
