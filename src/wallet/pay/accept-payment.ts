/** Accepting an offer: coins are chosen, and nobody else gets them, in one transaction; nothing has been sent yet. */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { insert } from "../../store/deed.ts";
import { coins } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { payments } from "../../store/entities/payment.ts";
import { purchases } from "../../store/entities/purchase.ts";
import { forgetOrders } from "../../store/remember.ts";
import { decide } from "../../store/save.ts";
import type { ClaimedOrder } from "../../store/self.ts";
import { fulfillmentOf } from "../../taler/contract-terms.ts";
import { isBefore, seconds } from "../../taler/time.ts";
import { choosePayment, marketFor, purseIn } from "./choose-payment.ts";
import { contractOf, forgetOldOrders } from "./claim.ts";
import { partsOf, paymentDeeds } from "./payment-deeds.ts";

/**
 * Makes a purchase of a claimed order, by the hash of its contract, and returns that hash. Accepting twice is accepting
 * once. Throws `notEnoughMoney`, `contractExpired`, `transactionUnknown` when nothing of the kind was claimed.
 */
export async function acceptPayment(env: Env, id: string): Promise<string> {
  if (await env.db.of(purchases).get(id)) return id;
  const order = await env.db.orders.get(id);
  if (!order) throw new WalletError("transactionUnknown");
  const contract = contractOf(order.contract);
  const now = seconds(env.now());
  if (!isBefore(now, contract.terms.pay_deadline)) throw new WalletError("contractExpired");
  const market = await marketFor(env, contract);
  await decide(env.db, [coins, denominations, purchases, payments], async (sight) => {
    if (await sight.get(purchases, id)) return {};
    const choice = choosePayment(contract, await purseIn(sight, market), market);
    if ("why" in choice) throw new WalletError("notEnoughMoney", choice.missing);
    const bought = insert(purchases, id, { ...purchaseOf(order), acceptedAt: now, runner: sight.self.device });
    return { deeds: [bought, ...paymentDeeds(id, partsOf(choice), order.session, now)] };
  });
  await forgetOrders(env.db, id);
  await forgetOldOrders(env);
  return id;
}

function purchaseOf({ contract, merchantSig, nonce, device, root, session }: ClaimedOrder) {
  const { terms } = contractOf(contract);
  const goal = fulfillmentOf(terms);
  return {
    merchant: terms.merchant_base_url,
    orderId: terms.order_id,
    contract,
    merchantSig,
    ...(goal.kind === "page" && { fulfillment: goal.url }),
    ...(nonce === undefined ? { claimedBy: device, root } : { nonce }),
    session,
  };
}

/** The user does not want it: forgotten, and nothing was ever said to the merchant but the claim. */
export const declinePayment = (env: Env, id: string): Promise<void> => forgetOrders(env.db, id);
