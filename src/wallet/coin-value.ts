/** What coins are worth: the denominations of the wallet, looked up once for many coins. */

import { coinPath } from "../store/entities/coin.ts";
import type { Denomination } from "../store/entities/denomination.ts";
import { type Amount, add, currencyOf, multiply } from "../taler/amount.ts";

/** Money of one currency at one exchange. */
export interface Holding {
  readonly exchange: string;
  readonly value: Amount;
  readonly count: number;
}

type CoinLike = { readonly key: string; readonly facts: { readonly sig?: string } };

/** Sums coins by exchange and currency. Coins whose denomination or signature is not there are counted apart. */
export function holdings(
  coins: readonly CoinLike[],
  denominations: readonly Denomination[],
): { readonly holdings: readonly Holding[]; readonly unknown: number } {
  const countByHash = new Map<string, number>();
  for (const { key, facts } of coins) {
    const hash = facts.sig ? coinPath(key).denom : "";
    countByHash.set(hash, (countByHash.get(hash) ?? 0) + 1);
  }
  const byPlace = new Map<string, Holding>();
  let known = 0;
  for (const { key, facts } of denominations) {
    const count = countByHash.get(key);
    if (!count) continue;
    known += count;
    const place = `${facts.exchange} ${currencyOf(facts.value)}`;
    const value = multiply(facts.value, count);
    const so = byPlace.get(place);
    byPlace.set(place, {
      exchange: facts.exchange,
      value: so ? add(so.value, value) : value,
      count: count + (so?.count ?? 0),
    });
  }
  return { holdings: [...byPlace.values()], unknown: coins.length - known };
}
