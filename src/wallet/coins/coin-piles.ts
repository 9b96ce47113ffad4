/** Coins sorted into piles of those that cost the same, with all their amounts counted in one common unit. */
import { type Amount, currencyOf, unitsOf } from "../../taler/amount.ts";
import { isBefore, type Timestamp } from "../../taler/time.ts";
import type { CoinKind } from "./coin-search.ts";

/** What must be known of the denomination of a coin. */
export interface CandidateDenomination {
  /** Canonical base URL. */
  readonly exchange: string;
  readonly feeDeposit: Amount;
  readonly feeRefresh: Amount;
  readonly expireDeposit: Timestamp;
}

/** A coin that can be spent now: signed, not expired, promised to nobody. */
export interface Candidate {
  readonly key: string;
  /** What can still be spent of it, as far as the wallet knows. */
  readonly left: Amount;
  /** Coins of one denomination had better share one object: they are sorted the quicker. */
  readonly denomination: CandidateDenomination;
  /** No other device is at home with it. */
  readonly isOwn: boolean;
}

/** An exchange whose coins the contract accepts. */
export interface AcceptedExchange {
  readonly url: string;
  /** More than this the merchant does not take from there. */
  readonly maxContribution?: Amount | undefined;
  /** Of what change would be made, in the order in which it is chosen. */
  readonly changeInto: readonly { readonly value: Amount; readonly feeWithdraw: Amount }[];
}

/** Coins of one denomination with the same left on each. */
interface Bunch {
  readonly denomination: CandidateDenomination;
  readonly left: Amount;
  readonly own: Candidate[];
  readonly others: Candidate[];
}

/** Bunches that are alike to whoever pays, those first that expire sooner; all coins are ours, or all of other devices. */
export interface Pile {
  readonly exchange: string;
  readonly isOwn: boolean;
  readonly left: Amount;
  readonly feeDeposit: Amount;
  readonly feeRefresh: Amount;
  readonly bunches: readonly (readonly Candidate[])[];
  readonly count: number;
  /** So many of ours are like those of this pile, which is of other devices. */
  readonly alike: number;
}

/**
 * So many coins of a pile, those first that expire sooner. Of others' coins that are alike the last ones are taken:
 * whoever is at home with them begins with the first.
 */
export function takeFrom({ bunches, isOwn }: Pile, count: number): Candidate[] {
  const taken: Candidate[] = [];
  for (const bunch of bunches) {
    const most = Math.min(bunch.length, count - taken.length);
    taken.push(...(isOwn ? bunch.slice(0, most) : bunch.slice(bunch.length - most)));
  }
  return taken;
}

/** The spendable coins of these exchanges in this currency, those with most left on them first, ours before others. */
export function pileUp(currency: string, candidates: readonly Candidate[], exchanges: ReadonlySet<string>): Pile[] {
  const bunchesByName = new Map<string, Bunch[]>();
  for (const bunch of bunchUp(candidates)) {
    const { exchange, feeDeposit, feeRefresh } = bunch.denomination;
    if (!exchanges.has(exchange)) continue;
    const name = `${exchange} ${bunch.left} ${feeDeposit} ${feeRefresh}`;
    const alike = bunchesByName.get(name);
    if (alike) alike.push(bunch);
    else bunchesByName.set(name, [bunch]);
  }
  const piles = [...bunchesByName.values()].flatMap((alike) => pilesOf(alike, currency));
  return piles.sort((a, b) => inOrder(unitsOf(b.left), unitsOf(a.left)));
}

/** Most wallets have thousands of coins of a few denominations: one glance at each coin must do. */
function bunchUp(candidates: readonly Candidate[]): Bunch[] {
  const bunches: Bunch[] = [];
  const latest = new Map<CandidateDenomination, Bunch>();
  const others = new Map<CandidateDenomination, Map<Amount, Bunch>>();
  for (const one of candidates) {
    const { denomination, left } = one;
    let bunch = latest.get(denomination);
    if (bunch === undefined || bunch.left !== left) {
      const byLeft = others.get(denomination) ?? new Map<Amount, Bunch>();
      others.set(denomination, byLeft);
      bunch = byLeft.get(left) ?? { denomination, left, own: [], others: [] };
      if (!byLeft.has(left)) bunches.push(bunch);
      byLeft.set(left, bunch);
      latest.set(denomination, bunch);
    }
    if (one.isOwn) bunch.own.push(one);
    else bunch.others.push(one);
  }
  return bunches;
}

/** Ours, and those of other devices; none of coins that cannot pay: of another currency, or with less left than their fee. */
function pilesOf(alike: readonly Bunch[], currency: string): Pile[] {
  const [first] = alike;
  if (first === undefined) return [];
  const { denomination, left } = first;
  const { exchange, feeDeposit, feeRefresh } = denomination;
  if ([left, feeDeposit, feeRefresh].some((one) => currencyOf(one) !== currency)) return [];
  // An exchange takes no less of a coin than its fee.
  if (unitsOf(left) === 0n || unitsOf(left) < unitsOf(feeDeposit)) return [];
  const bunches = [...alike].sort((a, b) => byExpiry(a.denomination.expireDeposit, b.denomination.expireDeposit));
  const all = { exchange, left, feeDeposit, feeRefresh };
  const [own, others] = [bunches.map((bunch) => bunch.own), bunches.map((bunch) => bunch.others)];
  const ours: Pile = { ...all, isOwn: true, bunches: own, count: countOf(own), alike: 0 };
  const theirs: Pile = { ...all, isOwn: false, bunches: others, count: countOf(others), alike: ours.count };
  return [ours, theirs].filter(({ count }) => count > 0);
}

const countOf = (bunches: readonly (readonly Candidate[])[]): number =>
  bunches.reduce((all, { length }) => all + length, 0);

const inOrder = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);

function byExpiry(a: Timestamp, b: Timestamp): number {
  if (isBefore(a, b)) return -1;
  return isBefore(b, a) ? 1 : 0;
}

/** A pile as the search sees it. */
export interface PileKind extends CoinKind {
  readonly pile: Pile;
}

/** Counts amounts in the largest unit in which all of them are whole. */
export interface Scale {
  /** Throws a RangeError for more than numbers can count exactly. */
  toNumber(amount: Amount): number;
  toUnits(number: number): bigint;
}

export function scaleFor(amounts: Iterable<Amount>): Scale {
  let unit = 0n;
  for (const one of new Set(amounts)) unit = greatestDivisor(unit, unitsOf(one));
  const step = unit === 0n ? 1n : unit;
  return {
    toNumber(amount) {
      const number = Number(unitsOf(amount) / step);
      // Sums of a price, a coin and fees must stay exact, too.
      if (number > Number.MAX_SAFE_INTEGER / 4) throw new RangeError("amounts too far apart to be counted together");
      return number;
    },
    toUnits: (number) => BigInt(number) * step,
  };
}

const greatestDivisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : greatestDivisor(b, a % b));

/** All amounts that the change at these exchanges may be about. */
export const changeAmounts = (exchanges: readonly AcceptedExchange[]): Amount[] =>
  exchanges.flatMap(({ changeInto }) => changeInto.flatMap(({ value, feeWithdraw }) => [value, feeWithdraw]));

/**
 * Each pile with what change loses at its exchange; all coins count. A coin of another device counts as if it cost so
 * much more as one more coin with change would: that much may be lost for leaving it alone. One unit at least, so that it
 * is left alone where nothing costs anything.
 */
export function kindsOf(piles: readonly Pile[], exchanges: readonly AcceptedExchange[], scale: Scale): PileKind[] {
  const mintByUrl = new Map(exchanges.map((one) => [one.url, mintOf(one, scale)]));
  const kinds = piles.flatMap((pile) => {
    const mint = mintByUrl.get(pile.exchange);
    if (mint === undefined) return [];
    const feeRefresh = scale.toNumber(pile.feeRefresh);
    return {
      pile,
      left: scale.toNumber(pile.left),
      count: pile.count,
      feeDeposit: scale.toNumber(pile.feeDeposit),
      lossOf: (change: number) => change - mint.worthOf(change - feeRefresh),
      leastLoss: feeRefresh + mint.leastFee,
    };
  });
  const changes = kinds.map(({ feeDeposit, leastLoss }) => feeDeposit + leastLoss).filter(Number.isFinite);
  const courtesy = changes.length === 0 ? 1 : Math.max(1, Math.min(...changes));
  return kinds.map((kind) => ({ ...kind, burden: kind.pile.isOwn ? 0 : courtesy }));
}

interface Mint {
  readonly leastFee: number;
  /** The value of the new coins that so much buys. */
  worthOf(budget: number): number;
}

function mintOf({ changeInto }: AcceptedExchange, scale: Scale): Mint {
  const offers = changeInto.map(({ value, feeWithdraw }) => {
    const worth = scale.toNumber(value);
    return { worth, cost: worth + scale.toNumber(feeWithdraw) };
  });
  return {
    leastFee: Math.min(...offers.map(({ worth, cost }) => cost - worth)),
    worthOf(budget) {
      let [rest, total] = [Math.max(0, budget), 0];
      for (const { worth, cost } of offers) {
        if (cost > rest || cost === 0) continue;
        const times = Math.floor(rest / cost);
        total += times * worth;
        rest -= times * cost;
      }
      return total;
    },
  };
}
