/** What is left on coins and in reserves of one exchange; pure. */
import { batchStatus } from "../../store/entities/batch.ts";
import { type Coin, coinPath, returnedBy } from "../../store/entities/coin.ts";
import type { Reserve } from "../../store/entities/reserve.ts";
import type { Ghost } from "../../store/self.ts";
import { type Amount, add, currencyOf, isZero, subtractOrUndefined, sum } from "../../taler/amount.ts";
import { isBefore } from "../../taler/time.ts";
import { restOf } from "../coins/coin-rest.ts";
import { nameOf } from "../withdraw/refusals.plan.ts";
import type { OwnRows } from "./own-rows.ts";

/** Coins that hold something, and how much. Nobody takes an expired one any more. `now` in seconds. */
export function leftOnCoins(
  { rows, kinds }: OwnRows,
  now: number,
  ghosts: readonly Ghost[] = rows.ghosts,
): ReadonlyMap<Coin, Amount> {
  const ghostsByCoin = new Map<string, Ghost[]>();
  for (const ghost of ghosts) ghostsByCoin.set(ghost.coin, [...(ghostsByCoin.get(ghost.coin) ?? []), ghost]);
  const left = new Map<Coin, Amount>();
  for (const coin of rows.coins) {
    const kind = kinds.get(coinPath(coin.key).denom);
    if (!kind || coin.facts.sig === undefined || !isBefore(now, kind.expireDeposit)) continue;
    const rest = restOf(coin.facts, kind, ghostsByCoin.get(coin.key));
    if (!isZero(rest)) left.set(coin, rest);
  }
  return left;
}

/** Wires and revoked coins that came, less what went back and what coins have cost; undefined before anything came. */
export function leftInReserve({ rows, kinds }: OwnRows, { key, facts }: Reserve): Amount | undefined {
  const came = [...(facts.credits ?? []).map(({ amount }) => amount), ...returnedBy(facts.recoups)];
  const [first] = came;
  if (first === undefined) return undefined;
  const done = rows.batches.filter((plan) => plan.facts.reserve === key && batchStatus(plan) === "done");
  const coins = new Map(done.flatMap((plan) => plan.facts.coins).map((coin) => [nameOf(coin), kinds.get(coin.denom)]));
  const costs = [...coins.values()].flatMap((kind) => (kind ? [add(kind.value, kind.feeWithdraw)] : []));
  const gone = [...costs, ...(facts.closings ?? []).map(({ amount }) => amount)];
  const isOurs = (amount: Amount) => currencyOf(amount) === currencyOf(first);
  return subtractOrUndefined(sum(currencyOf(first), came.filter(isOurs)), sum(currencyOf(first), gone.filter(isOurs)));
}
