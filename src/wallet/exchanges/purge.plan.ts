/** What is written down when the user purges an exchange; pure. */
import { type Deed, discard, learn } from "../../store/deed.ts";
import { coins, purgedFrom } from "../../store/entities/coin.ts";
import { exchanges } from "../../store/entities/exchange.ts";
import { recoups } from "../../store/entities/recoup.ts";
import { refreshes, refreshStatus } from "../../store/entities/refresh.ts";
import { type Withdrawal, withdrawalStatus, withdrawals } from "../../store/entities/withdrawal.ts";
import { type Amount, add } from "../../taler/amount.ts";
import { leftOnCoins } from "./left.ts";
import type { OwnRows } from "./own-rows.ts";
import { isAwaited, type Revoked } from "./resources.plan.ts";

/**
 * No row that says something about money goes: each learns that it was given up, so that the story stays whole and the
 * books balance, and another device's money that nobody here had seen is not touched. `now` in seconds.
 */
export function purgeDeeds(exchange: string, own: OwnRows, revoked: readonly Revoked[], now: number): Deed[] {
  const { rows } = own;
  const withRecoups = new Set(rows.reserves.filter(({ facts }) => facts.recoups).map(({ key }) => key));
  const open = rows.refreshes.filter((row) => ["planned", "melted"].includes(refreshStatus(row)));
  return [
    // What another device took by the exchange's word is given up as well, should it turn out to be here.
    ...[...leftOnCoins(own, now, [])].map(([{ key, facts }, left]) => {
      // What earlier purges gave up counts as well: the largest of them holds.
      const before: Amount = purgedFrom(facts).reduce((sum, amount) => add(sum, amount), left);
      return learn(coins, key, { purged: [before] });
    }),
    ...open.map(({ key }) => learn(refreshes, key, { purgedAt: now })),
    ...rows.withdrawals.flatMap((row) => leaving(row, withRecoups.has(row.key), now)),
    ...revoked.map(({ row, recouped }) => learn(recoups, row.key, { renewed: recouped })),
    discard(exchanges, exchange, now * 1000),
  ];
}

/**
 * What the reserve holds, the exchange wires back. What has not come yet is called off as far as the bank lets us; the
 * reserve stays watched, and money that comes all the same is withdrawn.
 */
function leaving(row: Withdrawal, isRenewable: boolean, now: number): Deed[] {
  const status = withdrawalStatus(row);
  if (status === "withdrawing" || (status === "done" && isRenewable)) {
    return [learn(withdrawals, row.key, { purgedAt: now })];
  }
  return isAwaited(row) ? [learn(withdrawals, row.key, { cancelledAt: now })] : [];
}
