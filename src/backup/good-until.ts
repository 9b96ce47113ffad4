/** Until when the money of a wallet lives although nobody opens it: what the recovery sheet says of itself. */
import type { Env } from "../env/env.ts";
import { coins } from "../store/entities/coin.ts";
import { denominations } from "../store/entities/denomination.ts";
import { seconds } from "../taler/time.ts";

/**
 * The moment (milliseconds) at which the first of the coins that could be spent now ends. An open wallet renews its
 * coins long before that. Undefined when there are none, or none that end.
 */
export async function goodUntil({ db, now }: Env): Promise<number | undefined> {
  const kinds = (await db.of(coins).where("ix.fresh").above("").uniqueKeys()).map(String);
  const rows = await db.of(denominations).bulkGet(kinds);
  const ends = rows.map((kind) => kind?.facts.expireDeposit ?? "never").filter((end) => end !== "never");
  const toCome = ends.filter((end) => end > seconds(now()));
  return toCome.length === 0 ? undefined : Math.min(...toCome) * 1000;
}
