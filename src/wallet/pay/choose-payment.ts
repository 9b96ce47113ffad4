/** Which coins pay for a contract, as the wallet stands: those that the merchant takes, and nobody else has a plan for. */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { withdrawable } from "../../exchange/offered.ts";
import type { Database } from "../../store/db.ts";
import { type Coin, coinPath, coins } from "../../store/entities/coin.ts";
import { type Denomination, denominations } from "../../store/entities/denomination.ts";
import { devices } from "../../store/entities/device.ts";
import { exchanges } from "../../store/entities/exchange.ts";
import type { Payment } from "../../store/entities/payment.ts";
import type { Sight } from "../../store/save.ts";
import { type Amount, compare, currencyOf, subtract, subtractOrUndefined, sum, zero } from "../../taler/amount.ts";
import type { Contract } from "../../taler/check-contract.ts";
import { isBefore, seconds } from "../../taler/time.ts";
import type { AcceptedExchange, Candidate } from "../coins/coin-piles.ts";
import { type CoinChoice, type CoinShortage, chooseCoins } from "../coins/coins.plan.ts";
import { isOurs, neighbours } from "../coins/homes.ts";
import { selfOf } from "../roots.ts";

type Parts = Payment["facts"]["parts"];

/** What does not change while the choice is made: what exchanges offer, and what other devices have and were seen to take. */
export interface Market {
  readonly exchanges: readonly AcceptedExchange[];
  readonly ghostly: ReadonlySet<string>;
  /** Denominations whose coins nobody takes any more. */
  readonly revoked: ReadonlySet<string>;
  /** Devices whose coins are left to them. */
  readonly others: ReadonlySet<string>;
  /** Seconds. */
  readonly now: number;
}

/** The exchanges that the contract accepts and this wallet knows under the same key; not those that are switched off. */
export async function marketFor(env: Env, { terms }: Contract): Promise<Market> {
  const { db } = env;
  const around = await surroundings(env);
  const known = await db.of(exchanges).bulkGet(terms.exchanges.map(({ url }) => url));
  const accepted = terms.exchanges.filter(({ master_pub }, index) => {
    const { masterPub, suspended } = known[index]?.facts ?? {};
    return masterPub?.value === master_pub && suspended?.value !== "yes";
  });
  const offers = await db.offers.bulkGet(accepted.map(({ url }) => url));
  return {
    ...around,
    exchanges: accepted.map(({ url, max_contribution }, index) => ({
      url,
      ...(max_contribution && { maxContribution: max_contribution }),
      changeInto: withdrawable(offers[index]?.denominations ?? [], around.now),
    })),
    revoked: new Set(offers.flatMap((offer) => offer?.revoked ?? [])),
  };
}

/** The same where any coin of one exchange will do. */
export async function marketAt(env: Env, url: string): Promise<Market> {
  const around = await surroundings(env);
  const offer = await env.db.offers.get(url);
  return {
    ...around,
    exchanges: [{ url, changeInto: withdrawable(offer?.denominations ?? [], around.now) }],
    revoked: new Set(offer?.revoked),
  };
}

/** What of a market is the same wherever coins are spent. */
async function surroundings({ db, now }: Env): Promise<Pick<Market, "ghostly" | "others" | "now">> {
  const at = seconds(now());
  const { device } = await selfOf(db);
  return {
    ghostly: new Set((await db.ghosts.toArray()).map(({ coin }) => coin)),
    others: neighbours(await db.of(devices).toArray(), device, at),
    now: at,
  };
}

/** Rows to choose from, read by the page that looks and, once more, in the transaction that decides. */
export interface Purse {
  readonly denominations: readonly Denomination[];
  readonly coins: readonly Coin[];
}

/** `own`: coins of an earlier payment for the same contract, which may pay for it once more. */
export async function purseIn(sight: Sight, market: Market, own: readonly (Coin | undefined)[] = []): Promise<Purse> {
  const kinds = (await sight.all(denominations)).filter((kind) => isUsable(kind, market));
  const fresh = await sight.where(coins, "fresh", ...kinds.map(({ key }) => key));
  return { denominations: kinds, coins: [...fresh, ...own.flatMap((coin) => coin ?? [])] };
}

export async function purseOf(db: Database, market: Market): Promise<Purse> {
  const kinds = (await db.of(denominations).toArray()).filter((kind) => isUsable(kind, market));
  const fresh = await db
    .of(coins)
    .where("ix.fresh")
    .anyOf(kinds.map(({ key }) => key))
    .toArray();
  return { denominations: kinds, coins: fresh };
}

/** A deposit takes a moment; so many seconds are left for it. */
const margin = 5 * 60;

const isUsable = ({ key, facts }: Denomination, market: Market): boolean =>
  !market.revoked.has(key) &&
  market.exchanges.some(({ url }) => url === facts.exchange) &&
  isBefore(market.now + margin, facts.expireDeposit);

/** Coins for the price, beside those that are given already. */
export function choosePayment(
  { terms }: Contract,
  purse: Purse,
  market: Market,
  kept: Parts = [],
): CoinChoice | CoinShortage {
  const kinds = new Map(purse.denominations.map((kind) => [kind.key, kind.facts]));
  const candidates = candidatesIn(purse, market, kept);
  return chooseCoins({ ...stillToPay(terms, kinds, kept), candidates, exchanges: market.exchanges });
}

/** All coins that may be chosen, beside those that are given already. */
export function candidatesIn(purse: Purse, market: Market, kept: Parts = []): readonly Candidate[] {
  const kinds = new Map(purse.denominations.map((kind) => [kind.key, kind.facts]));
  const taken = new Set(kept.map(({ coin }) => coin));
  return purse.coins.flatMap((coin): Candidate[] => {
    const { key } = coin;
    const kind = kinds.get(coinPath(key).denom);
    if (!kind || taken.has(key) || market.ghostly.has(key)) return [];
    return [{ key, left: kind.value, denomination: kind, isOwn: isOurs(coin, market.others) }];
  });
}

/** What is missing beside the coins that are kept, and how much of the merchant's allowance for fees they leave. */
function stillToPay(
  { amount, max_fee: maxFee }: Contract["terms"],
  kinds: ReadonlyMap<string, Denomination["facts"]>,
  kept: Parts,
): { readonly amount: Amount; readonly maxFee: Amount } {
  const currency = currencyOf(amount);
  const fees = sum(
    currency,
    kept.flatMap(({ coin }) => kinds.get(coinPath(coin).denom)?.feeDeposit ?? []),
  );
  const given = sum(
    currency,
    kept.map((part) => part.amount),
  );
  const beyond = subtractOrUndefined(fees, maxFee) ?? zero(currency);
  const price = sum(currency, [amount, beyond]);
  if (compare(given, price) > 0) throw new WalletError("bug", "coins that pay more than the price");
  return { amount: subtract(price, given), maxFee: subtractOrUndefined(maxFee, fees) ?? zero(currency) };
}
