/** Where the money of each currency is at each exchange, from counts and from what is under way: few rows are read. */
import type { MoneyPart } from "../../api/money-views.ts";
import type { Env } from "../../env/env.ts";
import { coins } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { refreshes } from "../../store/entities/refresh.ts";
import { tallied } from "../../store/tally.ts";
import { type Amount, add, currencyOf, isZero } from "../../taler/amount.ts";
import { seconds } from "../../taler/time.ts";
import { type CoinPart, coinParts, expiringUntil } from "../coins/coin-parts.plan.ts";
import { hauntedCoins } from "../coins/ghosts.ts";
import { leastCosts } from "../coins/rest-kind.ts";
import { coinsBeingChecked } from "../coins/uncertain.ts";
import { moneyMoving, type PurseLine } from "./moving.ts";
import type { Told } from "./teller.ts";

/** Money of one currency at one exchange; parts of nothing are left out. */
export interface Purse {
  readonly exchange: string;
  readonly currency: string;
  readonly amountByPart: ReadonlyMap<MoneyPart, Amount>;
  /** Coins that were promised for more than they hold. */
  readonly contested?: Amount;
  /** What can be spent, but not much longer; `until` is when the first of it ends, in seconds. */
  readonly expiring?: { readonly amount: Amount; readonly until: number };
}

/** Sorted by currency and exchange. `open`: what is known to be under way. */
export async function listPurses(env: Env, open: readonly Told[]): Promise<readonly Purse[]> {
  const purses = new Purses();
  for (const portion of await portionsNow(env)) purses.addCoins(portion, seconds(env.now()));
  const unsure = await coinsBeingChecked(env);
  for (const line of await moneyMoving(env, open, unsure)) purses.add(line);
  for (const line of await changeUnderWay(env, unsure)) purses.add(line);
  return purses.all();
}

const partByCoinPart: Readonly<Record<Exclude<CoinPart, "contested">, MoneyPart>> = {
  available: "available",
  coming: "change",
  dust: "dust",
  expired: "expired",
  revoked: "revoked",
  shared: "shared",
};

type Growing = { -readonly [N in keyof Purse]: Purse[N] } & { amountByPart: Map<MoneyPart, Amount> };

/** Sums that grow. */
class Purses {
  readonly #byPlace = new Map<string, Growing>();

  add({ part, exchange, amount }: PurseLine): void {
    if (isZero(amount)) return;
    const { amountByPart } = this.#at(exchange, amount);
    amountByPart.set(part, plus(amountByPart.get(part), amount));
  }

  addCoins({ part, kind, amount }: Awaited<ReturnType<typeof portionsNow>>[number], now: number): void {
    const { exchange } = kind.facts;
    const purse = this.#at(exchange, amount);
    if (part === "contested") purse.contested = plus(purse.contested, amount);
    else this.add({ part: partByCoinPart[part], exchange, amount });
    const end = part === "available" ? expiringUntil(kind, now) : undefined;
    if (end === undefined) return;
    const { amount: so, until = end } = purse.expiring ?? {};
    purse.expiring = { amount: plus(so, amount), until: Math.min(until, end) };
  }

  all(): readonly Purse[] {
    return [...this.#byPlace].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, purse]) => purse);
  }

  #at(exchange: string, amount: Amount): Growing {
    const currency = currencyOf(amount);
    const place = `${currency} ${exchange}`;
    const purse = this.#byPlace.get(place) ?? { exchange, currency, amountByPart: new Map() };
    this.#byPlace.set(place, purse);
    return purse;
  }
}

const plus = (so: Amount | undefined, amount: Amount): Amount => (so === undefined ? amount : add(so, amount));

/** What is left on coins, as of one moment. */
async function portionsNow({ db, now }: Env) {
  const at = seconds(now());
  const tables = [db.tallies, db.of(denominations), db.of(coins), db.ghosts, db.offers];
  return db.transaction("r", tables, async () => {
    const kinds = await db.of(denominations).toArray();
    const offers = await db.offers.toArray();
    const revoked = new Set(offers.flatMap((offer) => offer.revoked ?? []));
    const least = leastCosts(offers, at);
    return coinParts(await tallied(db, coins), await hauntedCoins(db), kinds, { least, revoked, now: at });
  });
}

/** New coins of refreshes that are planned or melted. */
async function changeUnderWay({ db }: Env, unsure: ReadonlySet<string>): Promise<readonly PurseLine[]> {
  const open = await db.of(refreshes).where("ix.open").anyOf("planned", "melted").toArray();
  const wanted = open.flatMap(({ facts: { coin, denoms } }) => denoms.map((denom) => ({ coin, denom })));
  const kinds = await db.of(denominations).bulkGet(wanted.map(({ denom }) => denom));
  return wanted.flatMap(({ coin }, index) => {
    const { exchange, value: amount } = kinds[index]?.facts ?? {};
    if (exchange === undefined || amount === undefined) return [];
    return [{ part: unsure.has(coin) ? ("checking" as const) : ("change" as const), exchange, amount }];
  });
}
