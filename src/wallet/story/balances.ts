/** What the wallet holds and what is on its way in, from the counts of coins: hardly a coin is read. */
import { type MoneyPart, type PurseView, partGroups } from "../../api/money-views.ts";
import type { Balance, MoneyRisk } from "../../api/views.ts";
import type { Env } from "../../env/env.ts";
import type { Known } from "../../exchange/status.ts";
import { coveredChange, isInitialized } from "../../store/coverage.ts";
import { coinPath, coins } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { exchanges } from "../../store/entities/exchange.ts";
import { type Amount, add, currencyOf, isZero, sum, zero } from "../../taler/amount.ts";
import { styleOf, styleOfCurrency } from "../currency-style.ts";
import { listPurses, type Purse } from "./purses.ts";
import { availableIn, dangersOf, risksOf } from "./risks.plan.ts";
import { listOpen } from "./story.ts";
import type { Told } from "./teller.ts";

/**
 * Per currency: what can be spent, what is on its way in, and what nobody takes any more because its time is over.
 * `open`: what is known to be under way.
 */
export async function listBalances(env: Env, open?: readonly Told[]): Promise<Balance[]> {
  const purses = await listPurses(env, open ?? (await listOpen(env)));
  const world = await exchangesNow(env);
  const currencies = [...new Set(purses.filter(holdsSomething).map(({ currency }) => currency))];
  return currencies.map((currency) => {
    const own = purses.filter((purse) => purse.currency === currency);
    const expired = totalOf(currency, own, ["expired"]);
    const risk = mostPressing(own.flatMap((purse) => dangersOf(purse, world.known(purse.exchange), env.now())));
    const style = world.styleOf(currency);
    return {
      currency,
      available: totalOf(currency, own, ["available"]),
      incoming: totalOf(currency, own, partGroups.incoming),
      ...(!isZero(expired) && { expired }),
      ...(risk && { risk }),
      ...(style && { style }),
    };
  });
}

/** A currency of which only crumbs are left, or which somebody may send one day, has no balance worth a line. */
const holdsSomething = ({ amountByPart }: Purse): boolean =>
  [...amountByPart.keys()].some((part) => part !== "dust" && part !== "unconfirmed");

/** What the first screen has room for: not what passes by itself, nor what the user has chosen. */
const mostPressing = (dangers: readonly MoneyRisk[]): MoneyRisk | undefined =>
  dangers.find(({ why, code }) => why === "exchange" && code === "changedMasterKey") ??
  dangers.find(({ why }) => why === "expiring" || why === "contested");

/** The answer to `listPurses`. */
export async function pursesView(env: Env): Promise<PurseView[]> {
  const purses = await listPurses(env, await listOpen(env));
  const world = await exchangesNow(env);
  const uncovered = await coinsUncovered(env);
  return purses.map((purse) => {
    const { currency, exchange, amountByPart } = purse;
    const style = styleOf(world.known(exchange).exchange);
    const none = zero(currency);
    return {
      exchange,
      currency,
      available: availableIn(purse),
      incoming: totalOf(currency, [purse], partGroups.incoming),
      outgoing: totalOf(currency, [purse], partGroups.outgoing),
      parts: [...amountByPart].map(([part, amount]) => ({ part, amount })),
      risks: [
        ...risksOf(purse, {
          exchange: world.known(exchange),
          uncovered: uncovered === "noBackup" ? uncovered : (uncovered.get(`${currency} ${exchange}`) ?? none),
          now: env.now(),
        }),
      ],
      ...(style && { style }),
    };
  });
}

const totalOf = (currency: string, purses: readonly Purse[], parts: readonly MoneyPart[]): Amount =>
  sum(
    currency,
    purses.flatMap(({ amountByPart }) => parts.flatMap((part) => amountByPart.get(part) ?? [])),
  );

/** What is known of all exchanges, and how currencies are written. */
async function exchangesNow({ db }: Env) {
  const rows = await db.of(exchanges).toArray();
  const rowByUrl = new Map(rows.map((row) => [row.key, row]));
  const offerByUrl = new Map((await db.offers.toArray()).map((offer) => [offer.url, offer]));
  return {
    known: (url: string): Known => ({ exchange: rowByUrl.get(url), offer: offerByUrl.get(url) }),
    styleOf: (currency: string) => styleOfCurrency(rows, currency),
  };
}

/** What coins that can be spent and are in no accepted document are worth, by currency and exchange. */
async function coinsUncovered({ db }: Env): Promise<ReadonlyMap<string, Amount> | "noBackup"> {
  const enrolments = await db.enrolments.toArray();
  if (!isInitialized(enrolments)) return "noBackup";
  const rows = await db.of(coins).where("seq").above(coveredChange(enrolments)).toArray();
  const fresh = rows.filter(({ ix }) => ix.fresh !== undefined).map(({ key }) => coinPath(key).denom);
  const kinds = new Map((await db.of(denominations).bulkGet([...new Set(fresh)])).map((kind) => [kind?.key, kind]));
  const worth = new Map<string, Amount>();
  for (const denom of fresh) {
    const { exchange, value } = kinds.get(denom)?.facts ?? {};
    if (exchange === undefined || value === undefined) continue;
    const place = `${currencyOf(value)} ${exchange}`;
    const so = worth.get(place);
    worth.set(place, so === undefined ? value : add(so, value));
  }
  return worth;
}
