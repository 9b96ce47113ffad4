/** The books of change: what an old coin gave, and what the new ones are worth; pure. */
import { coinPath } from "../../store/entities/coin.ts";
import { type Refresh, refreshStatus } from "../../store/entities/refresh.ts";
import { type Amount, add, currencyOf, subtractOrUndefined, sum } from "../../taler/amount.ts";
import type { Ledger } from "./ledger.ts";

/** Books the fees of every refresh, and new coins that are still to come. */
export function checkRefreshes(ledger: Ledger): void {
  const { rows, cleared, unmade } = ledger;
  for (const refresh of rows.refreshes) {
    if (refreshStatus(refresh) === "refused" || unmade.has(refresh.key)) continue;
    if (!cleared.sources.has(refresh.key)) checkRefresh(ledger, refresh);
  }
}

function checkRefresh({ kinds, book, note }: Ledger, refresh: Refresh): void {
  const { key, facts } = refresh;
  const old = kinds.get(coinPath(facts.coin).denom);
  const fresh = facts.denoms.flatMap((denom) => kinds.get(denom) ?? []);
  const currency = currencyOf(facts.amount);
  const isReadable = [old, ...fresh].every((kind) => kind !== undefined && currencyOf(kind.value) === currency);
  if (old === undefined || !isReadable || fresh.length < facts.denoms.length) {
    note("unreadable", key);
    return;
  }
  const worth: Amount = sum(
    currency,
    fresh.map(({ value }) => value),
  );
  const fees = sum(
    currency,
    fresh.map(({ feeWithdraw }) => feeWithdraw),
  );
  if (facts.amount !== add(add(worth, fees), old.feeRefresh)) note("changeDiffers", key);
  const lost = subtractOrUndefined(facts.amount, worth);
  if (lost !== undefined) book.add(old.exchange, "feeRefresh", lost);
  const status = refreshStatus(refresh);
  if (status !== "done") book.add(old.exchange, status === "purged" ? "purged" : "underWay", worth);
}
