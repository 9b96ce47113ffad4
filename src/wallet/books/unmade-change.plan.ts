/** Change that was given up and never melted: its coin went another way, or was free again; pure. */
import { coinPath, purgedFrom, returnedBy, takenBy } from "../../store/entities/coin.ts";
import { refreshStatus } from "../../store/entities/refresh.ts";
import type { Ghost } from "../../store/self.ts";
import { leftOrUndefined, unexplained } from "../coins/coin-rest.ts";
import type { Ledger, MoneyRows } from "./ledger.ts";

/**
 * Keys of refreshes that the user purged while they were only planned, and that did not happen: somebody else has taken
 * the coin since, so that more is told of it than it holds; or a device that had not heard of the purge was refused.
 */
export function unmadeIn(rows: MoneyRows, kinds: Ledger["kinds"]): ReadonlySet<string> {
  const purged = rows.refreshes.filter((row) => refreshStatus(row) === "purged" && row.facts.noreveal === undefined);
  if (purged.length === 0) return new Set();
  const coinByKey = new Map(rows.coins.map((coin) => [coin.key, coin]));
  const isOverspent = (key: string): boolean => {
    const [facts, kind] = [coinByKey.get(key)?.facts, kinds.get(coinPath(key).denom)];
    return facts !== undefined && kind !== undefined && leftNow(facts, kind, ghostsOf(rows, key)) === undefined;
  };
  const isFreed = (coin: string, by: string): boolean => {
    const { freed = [], late = [] } = coinByKey.get(coin)?.facts ?? {};
    return freed.includes(by) && !late.includes(by);
  };
  return new Set(
    purged.flatMap(({ key, facts: { coin } }) => (isFreed(coin, `m:${key}`) || isOverspent(coin) ? [key] : [])),
  );
}

const ghostsOf = ({ ghosts }: MoneyRows, key: string): readonly Ghost[] => ghosts.filter(({ coin }) => coin === key);

const leftNow = (
  facts: MoneyRows["coins"][number]["facts"],
  kind: Parameters<typeof leftOrUndefined>[0],
  ghosts: readonly Ghost[],
) =>
  leftOrUndefined(
    kind,
    [...takenBy(facts).values(), ...unexplained(facts, ghosts).map(({ amount }) => amount)],
    (facts.refunds ?? []).map(({ amount }) => amount),
    returnedBy(facts.returns),
    purgedFrom(facts),
  );
