/** One step of a purchase; whatever happened before, the records tell what is next. */
import type { Env } from "../../env/env.ts";
import { type Payment, payments } from "../../store/entities/payment.ts";
import { type Purchase, purchases } from "../../store/entities/purchase.ts";
import { seconds } from "../../taler/time.ts";
import { abortPayment, release } from "./abort-payment.ts";
import { contractOf } from "./claim.ts";
import { nextPayStep, type PaySight, type PayStep } from "./pay.plan.ts";
import { sendPayment } from "./pay.ts";
import { reclaim } from "./reclaim.ts";
import { askForRefunds } from "./refund.ts";
import { chooseAgain, replaceRevoked, tidy } from "./replace-coin.ts";
import { sweep } from "./sweep.ts";

/** What must be known beside the purchase to go on with it. */
export async function sightOf(env: Env, { key, facts }: Purchase): Promise<PaySight> {
  const { refund_deadline: deadline = 0, auto_refund: window = 0 } = contractOf(facts.contract).terms;
  return {
    payments: await env.db.of(payments).where("ix.contract").equals(key).toArray(),
    refundDeadline: deadline === "never" ? Number.POSITIVE_INFINITY : deadline,
    autoRefundUntil: (facts.paidAt ?? 0) + (window === "forever" ? Number.POSITIVE_INFINITY : window / 1_000_000),
    now: seconds(env.now()),
  };
}

/** Safe to repeat, and safe to die in. Returns what was done. */
export async function purchaseStep(env: Env, key: string): Promise<PayStep["do"]> {
  const purchase = await env.db.of(purchases).get(key);
  if (!purchase) return "rest";
  const next = nextPayStep(purchase, await sightOf(env, purchase));
  await perform(env, purchase, next);
  return next.do;
}

function perform(env: Env, purchase: Purchase, next: PayStep): Promise<void> {
  switch (next.do) {
    case "choose":
      return chooseAgain(env, purchase);
    case "pay":
      return replaceOrSend(env, purchase, next.payment);
    case "abort":
      return abortPayment(env, purchase, next.payments);
    case "release":
      return release(env, purchase, next.payments);
    case "tidy":
      return tidy(env, next.payments);
    case "reclaim":
      return reclaim(env, purchase, next);
    case "sweep":
      return sweep(env, purchase);
    case "askRefund":
      return askForRefunds(env, purchase);
    case "rest":
      return Promise.resolve();
  }
}

/** Nobody takes coins whose denomination is revoked, however often they are sent. */
async function replaceOrSend(env: Env, purchase: Purchase, payment: Payment): Promise<void> {
  if (!(await replaceRevoked(env, purchase, payment))) await sendPayment(env, purchase, payment);
}
