/** What may hold money back that has come, as long as nothing of the wallet is backed up; read once for many withdrawals. */
import type { Env } from "../../env/env.ts";
import { coveredChange, inUse } from "../../store/coverage.ts";
import type { Database } from "../../store/db.ts";
import { coins, readCoinSort } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { exchanges } from "../../store/entities/exchange.ts";
import { providers } from "../../store/entities/provider.ts";
import type { Reserve } from "../../store/entities/reserve.ts";
import type { Withdrawal } from "../../store/entities/withdrawal.ts";
import type { OfferedDenomination } from "../../store/exchange-offer.ts";
import type { Enrolment, Self } from "../../store/self.ts";
import { unpaidFees } from "../../store/service-fee.ts";
import { tallied } from "../../store/tally.ts";
import { type Amount, currencyOf, multiply, subtractOrUndefined, sum } from "../../taler/amount.ts";
import { seconds } from "../../taler/time.ts";
import { selfOf } from "../roots.ts";
import { type FirstCoins, firstCoins } from "./staging.plan.ts";

/** As of one moment. */
export interface Gate {
  readonly self: Self;
  readonly enrolments: readonly Enrolment[];
  /** What services in use want to be paid before they take anything; empty once any of them has taken something. */
  readonly fees: readonly Amount[];
  /** By exchange: after so many seconds it sends an idle reserve back; absent or 0 for never. */
  readonly closingDelayOf: ReadonlyMap<string, number>;
  readonly offerOf: ReadonlyMap<string, readonly OfferedDenomination[]>;
  /** By currency and exchange: what coins that nobody has plans for can pay. */
  readonly payableOf: ReadonlyMap<string, Amount>;
  /** Milliseconds. */
  readonly now: number;
}

/** The tables that {@link readGate} reads. */
export const gateTables = (db: Database) => [
  db.self,
  db.enrolments,
  db.offers,
  db.tallies,
  db.of(providers),
  db.of(exchanges),
  db.of(denominations),
];

/** For withdrawals from these exchanges. Reads little unless a service is to be paid before the first backup. */
export async function readGate({ db, now }: Pick<Env, "db" | "now">, urls: readonly string[]): Promise<Gate> {
  const self = await selfOf(db);
  const enrolments = await db.enrolments.toArray();
  const at = now();
  const rows = await db.of(exchanges).bulkGet([...new Set(urls)]);
  const closing = rows.flatMap((row) => (row ? [[row.key, row.facts.learned?.value.closingDelay ?? 0] as const] : []));
  const fees = coveredChange(enrolments) < 0 ? await unpaid(db, enrolments, { root: self.root, now: seconds(at) }) : [];
  const offers = fees.length === 0 ? [] : await db.offers.bulkGet([...new Set(urls)]);
  return {
    self,
    enrolments,
    fees,
    closingDelayOf: new Map(closing),
    offerOf: new Map(offers.flatMap((offer) => (offer ? [[offer.url, offer.denominations] as const] : []))),
    payableOf: fees.length === 0 ? new Map() : await payable(db),
    now: at,
  };
}

async function unpaid(
  db: Database,
  enrolments: readonly Enrolment[],
  as: { readonly root: string; readonly now: number },
): Promise<readonly Amount[]> {
  const rows = await db.of(providers).bulkGet(inUse(enrolments).map(({ url }) => url));
  return unpaidFees(
    rows.flatMap((row) => row ?? []),
    as,
  ).map(({ fee }) => fee);
}

async function payable(db: Database): Promise<ReadonlyMap<string, Amount>> {
  const counts = [...(await tallied(db, coins))].filter(([sort]) => sort !== "" && !sort.includes(" "));
  const kinds = await db.of(denominations).bulkGet(counts.map(([sort]) => readCoinSort(sort).denom));
  const payableOf = new Map<string, Amount>();
  for (const [index, [, count]] of counts.entries()) {
    const facts = kinds[index]?.facts;
    const worth = facts && subtractOrUndefined(facts.value, facts.feeDeposit);
    if (!facts || worth === undefined) continue;
    const place = placeOf(facts.exchange, currencyOf(worth));
    const so = payableOf.get(place);
    payableOf.set(place, sum(currencyOf(worth), [...(so ? [so] : []), multiply(worth, count)]));
  }
  return payableOf;
}

const placeOf = (exchange: string, currency: string): string => `${currency} ${exchange}`;

/**
 * Which coins are to be made first of this withdrawal. Undefined when nothing has to be paid, or when it is not known
 * what its exchange offers.
 */
export function firstOf(gate: Gate, { facts }: Withdrawal, reserve: Reserve | undefined): FirstCoins | undefined {
  const offered = gate.offerOf.get(facts.exchange);
  if (gate.fees.length === 0 || offered === undefined) return undefined;
  const currency = currencyOf(facts.amount);
  const available = gate.payableOf.get(placeOf(facts.exchange, currency)) ?? sum(currency, []);
  const balance = held(reserve, currency) ?? facts.amount;
  return firstCoins({ fees: gate.fees, balance, offered, available, now: seconds(gate.now) });
}

/** What a reserve holds of which nothing has been taken; undefined while nothing has come. */
function held(reserve: Reserve | undefined, currency: string): Amount | undefined {
  const { credits = [], closings = [] } = reserve?.facts ?? {};
  const all = (moves: readonly { readonly amount: Amount }[]) =>
    sum(
      currency,
      moves.flatMap(({ amount }) => (currencyOf(amount) === currency ? [amount] : [])),
    );
  return credits.length === 0 ? undefined : (subtractOrUndefined(all(credits), all(closings)) ?? sum(currency, []));
}

const day = 24 * 60 * 60_000;

/** Of the time after which the exchange would send the money back, so much is given to the user. */
const share = 1 / 4;

/** Until when (milliseconds) money waits, in a wallet that has never had a service, for the user to decide about one. */
export function choiceEnd(gate: Gate, withdrawal: Withdrawal): number {
  const { declinedBackupAt, askedForBackupAt = Number.POSITIVE_INFINITY } = gate.self;
  if (declinedBackupAt !== undefined || gate.enrolments.length > 0) return 0;
  // Who has not answered for a day is not asked once more by the next withdrawal.
  return Math.min(askedForBackupAt + day, patienceEnd(gate, withdrawal));
}

/** A day after the money was known to come, but well before the exchange would send it back; milliseconds. */
export function patienceEnd(gate: Gate, { facts }: Withdrawal): number {
  const { confirmedAt, arrivedAt, exchange } = facts;
  const known = Math.min(confirmedAt ?? Number.POSITIVE_INFINITY, arrivedAt ?? Number.POSITIVE_INFINITY);
  const closingDelay = gate.closingDelayOf.get(exchange) ?? 0;
  const closing =
    arrivedAt === undefined || closingDelay === 0 ? Number.POSITIVE_INFINITY : arrivedAt + closingDelay * share;
  return Math.min(known * 1000 + day, closing * 1000);
}
