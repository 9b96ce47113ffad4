/** What pages see of an exchange beyond its status: what of the wallet depends on it. Amounts are "CUR:V.F" text. */
import { integer, list, type Of, object, text, yesNo } from "../taler/codec.ts";

const amounts = list(text(64), 100);

/** So many of a kind, and what they are worth together: an amount per currency, none for nothing. */
const pile = object({ count: integer(), worth: amounts });
export type Pile = Of<typeof pile>;

const work = object({ open: pile, finished: pile });
export type WorkPiles = Of<typeof work>;

/** The seed's getExchangeResources: counts and amounts of everything in the wallet that belongs to one exchange. */
export const exchangeResources = object({
  /** Coins with something left on them that have not expired. */
  coins: pile,
  /** Reserves that hold something, or wait for money. */
  reserves: pile,
  withdrawals: work,
  purchases: work,
  refreshes: work,
  deposits: work,
  /** Something depends on the exchange: it cannot be removed without a purge. */
  isNeeded: yesNo,
  /** Payments and deposits under way: they must end, or be called off, before a purge. */
  busy: integer(),
  /** What a purge destroys: what is left on coins, and change that is not here yet. */
  destroyed: amounts,
});
export type ExchangeResources = Of<typeof exchangeResources>;
