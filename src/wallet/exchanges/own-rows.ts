/** The rows that belong to one exchange; pure. */
import { coinPath } from "../../store/entities/coin.ts";
import type { Denomination } from "../../store/entities/denomination.ts";
import type { MoneyRows } from "../books/ledger.ts";

export interface OwnRows {
  readonly rows: MoneyRows;
  readonly kinds: ReadonlyMap<string, Denomination["facts"]>;
}

/** Purchases are those that coins of this exchange were planned to pay for. */
export function ownRows(all: MoneyRows, exchange: string): OwnRows {
  const isAt = ({ facts }: { readonly facts: { readonly exchange: string } }) => facts.exchange === exchange;
  const denominations = all.denominations.filter(isAt);
  const kinds = new Map(denominations.map(({ key, facts }) => [key, facts]));
  const isOfKind = (coin: string) => kinds.has(coinPath(coin).denom);
  const payments = all.payments.filter(({ facts }) => facts.parts.some(({ coin }) => isOfKind(coin)));
  const contracts = new Set(payments.map(({ facts }) => facts.contract));
  const reserves = all.reserves.filter(isAt);
  const names = new Set(reserves.map(({ key }) => key));
  const rows: MoneyRows = {
    reserves,
    withdrawals: all.withdrawals.filter(isAt),
    batches: all.batches.filter(({ facts }) => names.has(facts.reserve)),
    coins: all.coins.filter(({ key }) => isOfKind(key)),
    denominations,
    refreshes: all.refreshes.filter(({ facts }) => isOfKind(facts.coin)),
    purchases: all.purchases.filter(({ key }) => contracts.has(key)),
    payments,
    deposits: all.deposits.filter(isAt),
    ghosts: all.ghosts.filter(({ coin }) => isOfKind(coin)),
  };
  return { rows, kinds };
}
