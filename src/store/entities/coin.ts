/** A coin: the path its secrets are derived by is its name; the exchange's signature makes it money. */
import { type Amount, amount, compare, currencyOf } from "../../taler/amount.ts";
import { FormatError, plain } from "../../taler/codec.ts";
import { bytesUpTo } from "../../taler/crockford.ts";
import { earliest, entity, type FactsOf, local, once, type RowOf, union, value } from "../entity.ts";
import { instant, recouped, refund, spend, spendName } from "../spelling.ts";

const facts = {
  /** The unblinded signature over the coin's public key. */
  sig: value(once(bytesUpTo(600))),
  /** What plans of ours take of it, fees included. */
  spends: union(spend),
  /** Plans that did not take it after all: they were given up unsent, or the exchange proved it. */
  freed: union(spendName),
  /** Of those, plans that took it in the end: what had been sent arrived later. The exchange proved it. */
  late: union(spendName),
  /** A plan that did not take it had been sent: whoever got it could take it later, so it pays nobody else. */
  shownAt: earliest(),
  /** What came back of what was paid with it, before the fee. */
  refunds: value(union(refund)),
  /** What revoked coins that were made of this one brought back to it. */
  returns: value(union(recouped)),
  /** What was on it, other purges left aside, whenever the user purged its exchange; what came later is not gone. */
  purged: union(amount),
  /** When this device last had its history from the exchange because a restore had left it uncertain, in milliseconds. */
  heardAt: local(instant),
};

/** Where a coin came from, and of what denomination it is. */
export interface CoinPath {
  /** `w`: withdrawn, `of` is the reserve's public key. `r`: from a refresh, `of` is its commitment. */
  readonly source: "w" | "r";
  readonly of: string;
  readonly index: number;
  readonly denom: string;
}

const spelled = /^([wr]):([0-9A-Z]{52,103}):(\d{1,7}):([0-9A-Z]{103})$/;

/** The name of a coin: a coin's secrets follow from it and the root secret, so they need not be stored. */
export function coinKey({ source, of, index, denom }: CoinPath): string {
  return `${source}:${of}:${index}:${denom}`;
}

/** The path that a coin's name spells. Throws a FormatError on anything else. */
export function coinPath(key: string): CoinPath {
  const [, source, of, index, denom] = spelled.exec(key) ?? [];
  if (!source || !of || !index || !denom) throw new FormatError("not a coin's name");
  return { source: source as "w" | "r", of, index: Number(index), denom };
}

/** The name of a coin, in rows and plans. */
export const coinName = plain((value) => {
  if (typeof value !== "string") throw new FormatError("not a text");
  return coinKey(coinPath(value));
});

/** A coin as far as its value is concerned. */
export interface CoinLike {
  readonly key: string;
  readonly facts: FactsOf<typeof facts>;
}

/** No plan of ours touches it, or has ever brought something back: only such coins pay. */
function isFresh({ sig, spends = [], refunds = [], returns = [], ...more }: CoinLike["facts"]): boolean {
  if (sig === undefined || refunds.length > 0 || returns.length > 0) return false;
  if (more.shownAt !== undefined || more.purged !== undefined) return false;
  return takenBy({ ...more, spends }).size === 0;
}

/** The contract or the refresh that a spend is for: several payments for one contract take of a coin only once. */
export const purposeOf = (by: string): string => by.split(":").slice(0, 2).join(":");

/** What plans of ours take of it by now, those that were given up left out: by what it is for. */
export function takenBy({ spends = [], freed = [], late = [] }: CoinLike["facts"]): ReadonlyMap<string, Amount> {
  const most = new Map<string, Amount>();
  for (const { by, amount } of spends) {
    if (freed.includes(by) && !late.includes(by)) continue;
    const so = most.get(purposeOf(by));
    if (so === undefined || isMore(amount, so)) most.set(purposeOf(by), amount);
  }
  return most;
}

/**
 * What the user has given up of it, by the purge that saw most: a list of one or none. What another device took unseen is
 * not given up twice.
 */
export function purgedFrom({ purged = [] }: CoinLike["facts"]): readonly Amount[] {
  const most = purged.reduce<Amount | undefined>(
    (so, one) => (so === undefined || isMore(one, so) ? one : so),
    undefined,
  );
  return most === undefined ? [] : [most];
}

/** Servers may state other currencies in what they send back; such a spend is of no coin of ours. */
const isMore = (a: Amount, b: Amount): boolean => currencyOf(a) === currencyOf(b) && compare(a, b) > 0;

/** What came back of revoked coins, each of them once. */
export function returnedBy(returns: readonly { readonly coin: string; readonly amount: Amount }[] = []): Amount[] {
  const most = new Map<string, Amount>();
  for (const { coin, amount } of returns) {
    const so = most.get(coin);
    if (so === undefined || isMore(amount, so)) most.set(coin, amount);
  }
  return [...most.values()];
}

/**
 * Coins of one sort are worth the same: the denomination, then what was taken of it and what came back, if anything:
 * `+` before the fee of a refund, `*` as it is; `-` what the user has given up; `!` for one that was shown to somebody who did not take of it.
 * Empty for one that nobody has signed.
 */
export function coinSort({ key, facts }: CoinLike): string {
  if (facts.sig === undefined) return "";
  const taken = [...takenBy(facts).values()].sort();
  const back = (facts.refunds ?? []).map(({ amount }) => `+${amount}`).sort();
  const returned = returnedBy(facts.returns).map((amount) => `*${amount}`);
  const purged = purgedFrom(facts).map((amount) => `-${amount}`);
  const shown = facts.shownAt === undefined ? [] : ["!"];
  return [coinPath(key).denom, ...taken, ...back, ...returned.sort(), ...purged, ...shown].join(" ");
}

/** What a sort spells: {@link coinSort} read backwards. */
export function readCoinSort(sort: string): {
  readonly denom: string;
  readonly taken: readonly Amount[];
  readonly back: readonly Amount[];
  readonly returned: readonly Amount[];
  readonly purged: readonly Amount[];
  readonly isShown: boolean;
} {
  const [denom = "", ...moves] = sort.split(" ");
  const after = (mark: string) => moves.filter((move) => move.startsWith(mark)).map((move) => move.slice(1));
  return {
    denom,
    taken: moves.filter((move) => !/^[-+*!]/.test(move)) as Amount[],
    back: after("+") as Amount[],
    returned: after("*") as Amount[],
    purged: after("-") as Amount[],
    isShown: moves.includes("!"),
  };
}

export const coins = entity(
  "coins",
  coinName,
  facts,
  {
    denom: ({ key }) => coinPath(key).denom,
    recouped: ({ key, facts }) => (takenBy(facts).has("recoup") ? coinPath(key).denom : undefined),
    fresh: ({ key, facts }) => (isFresh(facts) ? coinPath(key).denom : undefined),
  },
  coinSort,
);
export type Coin = RowOf<typeof coins>;
