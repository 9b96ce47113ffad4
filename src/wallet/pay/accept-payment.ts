/** Accepting an offer: coins are chosen, and nobody else gets them, in one transaction; nothing has been sent yet. */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { type Deed, insert } from "../../store/deed.ts";
import { coins } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { payments } from "../../store/entities/payment.ts";
import { purchases } from "../../store/entities/purchase.ts";
import type { Entity } from "../../store/entity.ts";
import { forgetOrders } from "../../store/remember.ts";
import { decide, type Sight } from "../../store/save.ts";
import type { ClaimedOrder } from "../../store/self.ts";
import type { Contract } from "../../taler/check-contract.ts";
import { fulfillmentOf } from "../../taler/contract-terms.ts";
import { isBefore, seconds } from "../../taler/time.ts";
import { choosePayment, marketFor, purseIn } from "./choose-payment.ts";
import { contractOf, forgetOldOrders } from "./claim.ts";
import { partsOf, paymentDeeds } from "./payment-deeds.ts";

/** What a purchase is for, where the wallet itself wants it: remembered in the same transaction. */
export interface Occasion {
  /** The backup service whose annual fee it is. */
  readonly service: string;
  /** The sets that `deeds` looks at. Throwing there accepts nothing. */
  readonly touched: readonly Entity[];
  readonly deeds: (sight: Sight, contract: Contract) => Promise<readonly Deed[]>;
}

/**
 * Makes a purchase of a claimed order, by the hash of its contract, and returns that hash. Accepting twice is accepting
 * once. Throws `notEnoughMoney`, `contractExpired`, `transactionUnknown` when nothing of the kind was claimed.
 */
export async function acceptPayment(env: Env, id: string, occasion?: Occasion): Promise<string> {
  if (await env.db.of(purchases).get(id)) return id;
  const order = await env.db.orders.get(id);
  if (!order) throw new WalletError("transactionUnknown");
  const contract = contractOf(order.contract);
  const now = seconds(env.now());
  if (!isBefore(now, contract.terms.pay_deadline)) throw new WalletError("contractExpired");
  const market = await marketFor(env, contract);
  const touched = [coins, denominations, purchases, payments, ...(occasion?.touched ?? [])];
  await decide(env.db, touched, async (sight) => {
    if (await sight.get(purchases, id)) return {};
    const more = (await occasion?.deeds(sight, contract)) ?? [];
    const choice = choosePayment(contract, await purseIn(sight, market), market);
    if ("why" in choice) throw new WalletError("notEnoughMoney", choice.missing);
    const bought = insert(purchases, id, {
      ...purchaseOf(order),
      ...(occasion && { service: occasion.service }),
      acceptedAt: now,
      runner: sight.self.device,
    });
    return { deeds: [bought, ...paymentDeeds(id, partsOf(choice), order.session, now), ...more] };
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
