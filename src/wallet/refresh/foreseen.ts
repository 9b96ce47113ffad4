/** What another device gets for a coin that it has melted, before it tells: all choose new coins by the same rule. */
import type { Env } from "../../env/env.ts";
import { coinPath } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import type { Ghost } from "../../store/self.ts";
import { type Amount, currencyOf, subtractOrUndefined, sum } from "../../taler/amount.ts";
import { seconds } from "../../taler/time.ts";
import { changeFor } from "./plan-refresh.ts";

/** What the new coins are worth; what the exchange takes for them at least is off when it was melted by another rule. */
export async function worthForeseen(
  { db }: Pick<Env, "db">,
  { coin, amount, exchange, seenAt }: Ghost,
): Promise<Amount> {
  const kind = await db.of(denominations).get(coinPath(coin).denom);
  if (!kind) return amount;
  const offered = (await db.offers.get(exchange))?.denominations ?? [];
  const change = changeFor(amount, kind.facts, offered, seconds(seenAt));
  if (change?.amount !== amount) return subtractOrUndefined(amount, kind.facts.feeRefresh) ?? amount;
  return sum(
    currencyOf(amount),
    change.picks.map(({ value }) => value),
  );
}
