/** What is left of a coin, by everything this wallet knows to have been taken and given back. */
import type { Database } from "../../store/db.ts";
import { type Coin, purgedFrom, returnedBy, takenBy } from "../../store/entities/coin.ts";
import type { Denomination } from "../../store/entities/denomination.ts";
import type { Ghost } from "../../store/self.ts";
import { type Amount, currencyOf, subtractOrUndefined, sum, zero } from "../../taler/amount.ts";

/**
 * What is left of a coin of this denomination, by what was taken, what came back before the fees of refunds, what came
 * back as it is, and what the user has given up; nothing if too much was taken.
 */
export const leftOf = (...coin: Parameters<typeof leftOrUndefined>): Amount =>
  leftOrUndefined(...coin) ?? zero(currencyOf(coin[0].value));

/** The same; undefined if too much was taken. */
export function leftOrUndefined(
  { value, feeRefund }: Pick<Denomination["facts"], "value" | "feeRefund">,
  taken: readonly Amount[],
  back: readonly Amount[],
  returned: readonly Amount[] = [],
  purged: readonly Amount[] = [],
): Amount | undefined {
  const currency = currencyOf(value);
  // A row may have been written by a version that knew better; what is of another currency is none of this coin's.
  const isOurs = (amount: Amount) => currencyOf(amount) === currency;
  const given = back.filter(isOurs).map((amount) => subtractOrUndefined(amount, feeRefund) ?? zero(currency));
  const left = subtractOrUndefined(
    sum(currency, [value, ...given, ...returned.filter(isOurs)]),
    sum(currency, taken.filter(isOurs)),
  );
  // What another device took, unseen by the one that purged, was not there to be given up.
  return left && (subtractOrUndefined(left, sum(currency, purged.filter(isOurs))) ?? zero(currency));
}

/** What others of our devices took by the exchange's word, and no row here explains. */
export const unexplained = (facts: Coin["facts"], ghosts: readonly Ghost[]): readonly Ghost[] => {
  const taken = takenBy(facts);
  return ghosts.filter(({ purpose }) => !taken.has(purpose) && !taken.has(purpose.replace(/^p:/, "d:")));
};

/** Nothing for a coin of which more was planned than it holds: then its history decides. */
export function restOf(
  facts: Coin["facts"],
  denomination: Denomination["facts"],
  ghosts: readonly Ghost[] = [],
): Amount {
  const ghostly = unexplained(facts, ghosts).map(({ amount }) => amount);
  const back = (facts.refunds ?? []).map(({ amount }) => amount);
  return leftOf(
    denomination,
    [...takenBy(facts).values(), ...ghostly],
    back,
    returnedBy(facts.returns),
    purgedFrom(facts),
  );
}

/** What is known of a coin that no plan here explains. */
export const ghostsOf = (db: Database, coin: string): Promise<Ghost[]> =>
  db.ghosts.where("[coin+purpose]").between([coin, ""], [coin, "\uffff"]).toArray();
