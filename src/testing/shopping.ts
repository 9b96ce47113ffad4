/** A customer with money in a town with a shop: what tests of paying begin with. */
import { payUri, refundUri } from "../../e2e/sandbox/merchant/links.ts";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { amount } from "../taler/amount.ts";
import type { Json } from "../taler/codec.ts";
import type { Job } from "../task/job.ts";
import { depositJob } from "../wallet/deposit/deposit-job.ts";
import { withdrawJob } from "../wallet/jobs.ts";
import { acceptPayment } from "../wallet/pay/accept-payment.ts";
import { lookAtPayment } from "../wallet/pay/look-payment.ts";
import { payDeadlineJob } from "../wallet/pay/pay-deadline.ts";
import { purchaseJob } from "../wallet/pay/purchase-job.ts";
import { recoupJob } from "../wallet/recoup/recoup-job.ts";
import { refreshJob } from "../wallet/refresh/refresh-job.ts";
import { renewJob } from "../wallet/refresh/renew.ts";
import { acceptWithdrawal } from "../wallet/withdraw/accept.ts";
import type { TestEnv } from "./env.ts";
import { settle } from "./settle.ts";
import type { Town } from "./town.ts";

/** Everything that money does by itself. */
export const moneyJobs: readonly Job[] = [
  withdrawJob,
  purchaseJob,
  payDeadlineJob,
  depositJob,
  renewJob,
  refreshJob,
  recoupJob,
];

const minute = 60_000;

/** So much is withdrawn; what it becomes depends on the exchange's denominations and fees. */
export async function earn(town: Town, env: TestEnv, value = "KUDOS:20"): Promise<void> {
  const link = await town.withdrawal(value);
  await acceptWithdrawal(env, { link, exchange: testAddresses.exchange });
  await settle(env, moneyJobs, minute);
  await town.confirm(link);
  await settle(env, moneyJobs, minute);
}

/** A fresh order at the shop; returns its number and the link for wallets. */
export function order({ sandbox }: Town, price: string, more: Readonly<Record<string, Json>> = {}) {
  const { desk } = sandbox.merchant;
  const made = desk.newOrder({ amount: amount.parse(price), summary: "Two apples", ...more });
  return { id: made.id, link: payUri(desk, made) };
}

/** Looks, accepts, and lets the wallet pay and make change; returns the purchase. */
export async function buy(town: Town, env: TestEnv, price: string, more: Readonly<Record<string, Json>> = {}) {
  const { link, id: orderId } = order(town, price, more);
  const offer = await lookAtPayment(env, { link });
  const id = await acceptPayment(env, offer.id);
  await settle(env, moneyJobs, minute);
  return { id, orderId, offer };
}

/** The shop promises so much back; returns the link for wallets. */
export function giveBack({ sandbox }: Town, orderId: string, value: string): string {
  const { desk } = sandbox.merchant;
  return refundUri(desk, desk.grant(desk.requireOrder(orderId), amount.parse(value)));
}
