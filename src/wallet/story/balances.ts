/** What the wallet holds and what is on its way in, from the counts of coins: no coin is read. */
import type { Balance } from "../../api/views.ts";
import type { Env } from "../../env/env.ts";
import { coins } from "../../store/entities/coin.ts";
import { type Denomination, denominations } from "../../store/entities/denomination.ts";
import { exchanges } from "../../store/entities/exchange.ts";
import { refreshes } from "../../store/entities/refresh.ts";
import { tallied } from "../../store/tally.ts";
import { type Amount, add, currencyOf, subtractOrUndefined, zero } from "../../taler/amount.ts";
import { isBefore, seconds } from "../../taler/time.ts";
import { type Holding, worthOf } from "../coins/coin-value.ts";
import { takenByGhosts } from "../coins/ghosts.ts";
import { styleOf } from "../currency-style.ts";
import { listOpen } from "./story.ts";
import type { Told } from "./teller.ts";

/**
 * Per currency: what can be spent, what is on its way in, and what nobody takes any more because its time is over.
 * `open`: what is known to be under way.
 */
export async function listBalances(env: Env, open?: readonly Told[]): Promise<Balance[]> {
  const known = await env.db.of(exchanges).toArray();
  const { available, expired } = await heldNow(env);
  const incoming = new Map<string, Amount>();
  for (const { coming } of open ?? (await listOpen(env))) if (coming) addTo(incoming, coming);
  for (const value of await changeUnderWay(env)) addTo(incoming, value);
  const currencies = [...new Set([...available.keys(), ...incoming.keys(), ...expired.keys()])].sort();
  return currencies.map((currency) => {
    const over = expired.get(currency);
    const style = styleOf(known.find(({ facts }) => facts.currency?.value === currency));
    return {
      currency,
      available: available.get(currency) ?? zero(currency),
      incoming: incoming.get(currency) ?? zero(currency),
      ...(over !== undefined && { expired: over }),
      ...(style && { style }),
    };
  });
}

interface Held {
  readonly available: ReadonlyMap<string, Amount>;
  readonly expired: ReadonlyMap<string, Amount>;
}

/** Counts and denominations as of one moment. */
async function heldNow({ db, now }: Env): Promise<Held> {
  const at = seconds(now());
  const tables = [db.tallies, db.of(denominations), db.of(coins), db.ghosts];
  const [counts, kinds, ghostly] = await db.transaction("r", tables, async () => [
    await tallied(db, coins),
    await db.of(denominations).toArray(),
    await takenByGhosts(db),
  ]);
  const of = (some: readonly Denomination[]) => {
    const hashes = new Set(some.map(({ key }) => key));
    const sums = totals(worthOf(counts, some).holdings);
    for (const { denom, amount } of ghostly) if (hashes.has(denom)) takeFrom(sums, amount);
    return sums;
  };
  const isOver = ({ facts }: Denomination) => !isBefore(at, facts.expireDeposit);
  return { available: of(kinds.filter((kind) => !isOver(kind))), expired: of(kinds.filter(isOver)) };
}

function takeFrom(sums: Map<string, Amount>, amount: Amount): void {
  const currency = currencyOf(amount);
  const so = sums.get(currency);
  if (so !== undefined) sums.set(currency, subtractOrUndefined(so, amount) ?? zero(currency));
}

function totals(holdings: readonly Holding[]): Map<string, Amount> {
  const sums = new Map<string, Amount>();
  for (const { value } of holdings) addTo(sums, value);
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
