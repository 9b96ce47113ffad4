/** What payments and refunds left on coins becomes new coins: a coin that was shown to somebody never pays again. */
import type { Env } from "../../env/env.ts";
import { learn } from "../../store/deed.ts";
import { payments } from "../../store/entities/payment.ts";
import { type Purchase, purchases } from "../../store/entities/purchase.ts";
import { save } from "../../store/save.ts";
import { planRefresh } from "../refresh/plan-refresh.ts";

/** Once for every refund, and once when all is paid. */
export async function sweep(env: Env, { key, facts: { refunds = [] } }: Purchase): Promise<void> {
  const refunded = new Set(refunds.map(({ coin }) => coin));
  await planChange(env, key, (coin) => (refunded.has(coin) ? "refund" : "change"));
  await save(env.db, learn(purchases, key, { swept: refunds.length + 1 }));
}

/**
 * Plans a refresh for every coin that was sent for this contract and still holds something, also for those that were
 * not taken: whoever got them could take them later.
 */
export async function planChange(
  env: Env,
  contract: string,
  reasonOf: (coin: string) => "refund" | "change",
): Promise<void> {
  const all = await env.db.of(payments).where("ix.contract").equals(contract).toArray();
  const sent = all.filter(({ facts }) => facts.sentAt !== undefined).flatMap(({ facts }) => facts.parts);
  for (const coin of new Set(sent.map((part) => part.coin))) await planRefresh(env, coin, reasonOf(coin));
}
