/** An order that two devices have paid, each with its own coins: one payment stays, the other is asked back. */
import type { Env } from "../../env/env.ts";
import { learn } from "../../store/deed.ts";
import { type Payment, payments } from "../../store/entities/payment.ts";
import type { Purchase } from "../../store/entities/purchase.ts";
import { save } from "../../store/save.ts";
import { merchantCodes } from "../../taler/merchant-api.ts";
import { seconds } from "../../taler/time.ts";
import { planRefresh } from "../refresh/plan-refresh.ts";
import { askBack, freed, kept } from "./abort-payment.ts";

/**
 * Asks the merchant for the coins that only the payment too many has given. One that gives nothing back is written down
 * with what it keeps: whatever it refunds later is noticed as any refund is. Safe to repeat until the payment is over.
 */
export async function reclaim(
  env: Env,
  purchase: Purchase,
  { payment, kept: good }: { readonly payment: Payment; readonly kept: Payment },
): Promise<void> {
  const paid = new Set(good.facts.parts.map(({ coin }) => coin));
  const given = payment.facts.parts.filter(({ coin }) => !paid.has(coin));
  const back = given.length === 0 ? { gone: new Set<string>(), deeds: [] } : await askBack(env, purchase, given);
  const { gone, deeds } = back === "paid" ? await kept(env, purchase, given) : back;
  const now = seconds(env.now());
  await save(env.db, ...deeds, ...freed([payment], gone, now));
  for (const { coin } of given) await planRefresh(env, coin, gone.has(coin) ? "refund" : "change");
  const code = back === "paid" && gone.size > 0 ? merchantCodes.abortPaid : merchantCodes.alreadyPaid;
  const refusals = given.length === 0 ? [] : [{ code, at: now }];
  await save(env.db, learn(payments, payment.key, { droppedAt: now, refusals }));
}
