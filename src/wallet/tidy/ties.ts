/** What hangs together: a coin, whatever took of it, and the other coins of that; pure. */
import { type Coin, purposeOf } from "../../store/entities/coin.ts";
import type { Payment } from "../../store/entities/payment.ts";
import type { Refresh } from "../../store/entities/refresh.ts";
import type { MoneyRows } from "../books/ledger.ts";

/** Nothing outside of it says what its coins gave, nor inside what others gave; contracts by their hashes. */
export interface Bundle {
  readonly coins: Coin[];
  readonly contracts: string[];
  readonly payments: Payment[];
  readonly refreshes: Refresh[];
}

/** Every coin, payment and contract in one bundle, with the change of its coins. Change of a coin that is gone is in none. */
export function bundlesOf({ coins, payments, purchases, deposits, refreshes }: Omit<MoneyRows, "ghosts">): Bundle[] {
  const ties = new Ties();
  const known = new Set(coins.map(({ key }) => key));
  for (const { key, facts } of coins)
    for (const { by } of facts.spends ?? []) if (/^[pd]:/.test(by)) ties.tie(key, contractIn(by));
  for (const { facts } of payments)
    for (const { coin } of facts.parts) if (known.has(coin)) ties.tie(coin, facts.contract);
  const bundles = new Map<string, Bundle>();
  const at = (name: string): Bundle => {
    const place = ties.placeOf(name);
    const bundle = bundles.get(place) ?? { coins: [], contracts: [], payments: [], refreshes: [] };
    bundles.set(place, bundle);
    return bundle;
  };
  for (const coin of coins) at(coin.key).coins.push(coin);
  for (const payment of payments) at(payment.facts.contract).payments.push(payment);
  for (const { key } of [...purchases, ...deposits]) at(key).contracts.push(key);
  for (const refresh of refreshes) if (known.has(refresh.facts.coin)) at(refresh.facts.coin).refreshes.push(refresh);
  return [...bundles.values()];
}

/** The hash of the contract that a spend is for; `by` tells of a payment. */
export const contractIn = (by: string): string => purposeOf(by).slice(2);

/** Names that are tied to each other share a place. */
class Ties {
  readonly #next = new Map<string, string>();

  placeOf(name: string): string {
    let place = name;
    for (let next = this.#next.get(place); next !== undefined; next = this.#next.get(place)) place = next;
    // The next who asks need not go the whole way.
    if (place !== name) this.#next.set(name, place);
    return place;
  }

  tie(one: string, other: string): void {
    const [a, b] = [this.placeOf(one), this.placeOf(other)];
    if (a !== b) this.#next.set(a, b);
  }
}
