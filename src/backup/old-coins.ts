/** Coins that pay, by the root that their secrets follow from, and what it costs to make new ones of them. */
import type { Env } from "../env/env.ts";
import { isSuspended } from "../exchange/status.ts";
import type { Database } from "../store/db.ts";
import { type CoinPath, coinPath, coins } from "../store/entities/coin.ts";
import { type Denomination, denominations } from "../store/entities/denomination.ts";
import { exchanges } from "../store/entities/exchange.ts";
import { refreshes } from "../store/entities/refresh.ts";
import { reserves } from "../store/entities/reserve.ts";
import type { ExchangeOffer } from "../store/exchange-offer.ts";
import { type Amount, currencyOf, subtract, sum } from "../taler/amount.ts";
import { isBefore, seconds } from "../taler/time.ts";
import { changeFor } from "../wallet/refresh/plan-refresh.ts";

/** Untouched coins of one denomination. */
export interface Pile {
  readonly kind: Denomination;
  readonly names: readonly string[];
  /** Of one coin: undefined fees when it cannot be renewed, for this reason. */
  readonly price: Price;
}

/** `fee` is lost, `left` stays on the old coin. `silent`: it does not answer, or nothing is known of what it offers. */
export type Price =
  | { readonly fee: Amount; readonly left: Amount; readonly isSilent: boolean }
  | { readonly why: "small" | "silent" | "revoked" | "off" };

/** Coins whose root `isMeant`. Those that have expired are left out, and those that others took of. */
export async function pilesOf(env: Env, isMeant: (root: string) => boolean): Promise<readonly Pile[]> {
  const { db } = env;
  const names = await db.of(coins).where("ix.fresh").above("").primaryKeys();
  if (names.length === 0) return [];
  const haunted = new Set((await db.ghosts.toArray()).map(({ coin }) => coin));
  const rootOf = await rootsBySource(db, names);
  const namesByKind = new Map<string, string[]>();
  for (const name of names) {
    const path = coinPath(name);
    if (haunted.has(name) || !isMeant(rootOf.get(sourceOf(path)) ?? "")) continue;
    const pile = namesByKind.get(path.denom) ?? [];
    namesByKind.set(path.denom, pile);
    pile.push(name);
  }
  const now = seconds(env.now());
  const kinds = (await db.of(denominations).bulkGet([...namesByKind.keys()])).flatMap((kind) => kind ?? []);
  const lasting = kinds.filter(({ facts }) => isBefore(now, facts.expireDeposit));
  return Promise.all(
    lasting.map(async (kind) => ({
      kind,
      names: namesByKind.get(kind.key) ?? [],
      price: await priceOf(db, kind, now),
    })),
  );
}

const sourceOf = ({ source, of }: CoinPath): string => `${source}:${of}`;

async function rootsBySource(db: Database, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const paths = names.map(coinPath);
  const keys = (source: CoinPath["source"]) => [
    ...new Set(paths.flatMap((path) => (path.source === source ? [path.of] : []))),
  ];
  const rows = [
    ...(await db.of(reserves).bulkGet(keys("w"))).map((row) => [`w:${row?.key}`, row?.facts.root] as const),
    ...(await db.of(refreshes).bulkGet(keys("r"))).map((row) => [`r:${row?.key}`, row?.facts.root] as const),
  ];
  return new Map(rows.flatMap(([source, root]) => (root === undefined ? [] : [[source, root] as const])));
}

async function priceOf(db: Database, { key, facts }: Denomination, now: number): Promise<Price> {
  const row = await db.of(exchanges).get(facts.exchange);
  if (row && isSuspended(row)) return { why: "off" };
  const offer = await db.offers.get(facts.exchange);
  if (offer?.revoked?.includes(key)) return { why: "revoked" };
  if (offer?.fetchedAt === undefined) return { why: "silent" };
  return priceAt(facts, offer, now);
}

function priceAt(facts: Denomination["facts"], offer: ExchangeOffer, now: number): Price {
  const isSilent = offer.trouble !== undefined;
  const change = changeFor(facts.value, facts, offer.denominations, now);
  if (!change) return { why: isSilent ? "silent" : "small" };
  const made = sum(
    currencyOf(facts.value),
    change.picks.map(({ value }) => value),
  );
  return { fee: subtract(change.amount, made), left: subtract(facts.value, change.amount), isSilent };
}
