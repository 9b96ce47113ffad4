/** What the wallet holds and what is on its way in, from the counts of coins: no coin is read. */
import type { Balance } from "../api/views.ts";
import type { Env } from "../env/env.ts";
import { coins } from "../store/entities/coin.ts";
import { denominations } from "../store/entities/denomination.ts";
import { exchanges } from "../store/entities/exchange.ts";
import { refreshes } from "../store/entities/refresh.ts";
import { tallied } from "../store/tally.ts";
import { type Amount, add, currencyOf, subtractOrUndefined, zero } from "../taler/amount.ts";
import { worthOf } from "./coin-value.ts";
import { styleOf } from "./currency-style.ts";
import { takenByGhosts } from "./ghosts.ts";
import { listOpen } from "./story.ts";
import type { Told } from "./teller.ts";

/** Per currency: what can be spent, and what is on its way in. `open`: what is known to be under way. */
export async function listBalances(env: Env, open?: readonly Told[]): Promise<Balance[]> {
  const known = await env.db.of(exchanges).toArray();
  const available = await availableNow(env);
  const incoming = new Map<string, Amount>();
  for (const { coming } of open ?? (await listOpen(env))) if (coming) addTo(incoming, coming);
  for (const value of await changeUnderWay(env)) addTo(incoming, value);
  const currencies = [...new Set([...available.keys(), ...incoming.keys()])].sort();
  return currencies.map((currency) => {
    const style = styleOf(known.find(({ facts }) => facts.currency?.value === currency));
    return {
      currency,
      available: available.get(currency) ?? zero(currency),
      incoming: incoming.get(currency) ?? zero(currency),
      ...(style && { style }),
    };
  });
}

/** Counts and denominations as of one moment. */
async function availableNow({ db }: Env): Promise<ReadonlyMap<string, Amount>> {
  const tables = [db.tallies, db.of(denominations), db.of(coins), db.ghosts];
  const [{ holdings }, ghostly] = await db.transaction("r", tables, async () => [
    worthOf(await tallied(db, coins), await db.of(denominations).toArray()),
    await takenByGhosts(db),
  ]);
  const sums = new Map<string, Amount>();
  for (const { value } of holdings) addTo(sums, value);
  for (const amount of ghostly) {
    const so = sums.get(currencyOf(amount));
    if (so !== undefined) sums.set(currencyOf(amount), subtractOrUndefined(so, amount) ?? zero(currencyOf(amount)));
  }
  return sums;
}

/** New coins of refreshes that are planned or melted. */
async function changeUnderWay({ db }: Env): Promise<Amount[]> {
  const open = await db.of(refreshes).where("ix.open").anyOf("planned", "melted").toArray();
  const kinds = await db.of(denominations).bulkGet(open.flatMap(({ facts }) => facts.denoms));
  return kinds.flatMap((kind) => (kind ? [kind.facts.value] : []));
}

function addTo(sums: Map<string, Amount>, value: Amount): void {
  const currency = currencyOf(value);
  sums.set(currency, add(sums.get(currency) ?? zero(currency), value));
}
