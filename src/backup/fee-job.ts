/** Annual fees by themselves: what became of a payment is noted, and the next year is paid as the user has agreed to. */
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { learn } from "../store/deed.ts";
import { type Provider, providers } from "../store/entities/provider.ts";
import { type Purchase, purchaseStatus, purchases } from "../store/entities/purchase.ts";
import { forgetRetry, updateEnrolment } from "../store/remember.ts";
import { save } from "../store/save.ts";
import type { Enrolment } from "../store/self.ts";
import { feeStanding, isAgreed } from "../store/service-fee.ts";
import { seconds } from "../taler/time.ts";
import type { Job } from "../task/job.ts";
import { claim, contractOf, payUriOf } from "../wallet/pay/claim.ts";
import { selfOf } from "../wallet/roots.ts";
import { type FeeSight, feeState, isBillOver } from "./fee.plan.ts";
import { acceptServicePayment, orderOf } from "./fee-order.ts";
import { askTermsAgain } from "./providers.ts";

/** A device that has claimed the order and then nothing more is given so long; milliseconds. */
const longestClaim = 7 * 24 * 60 * 60_000;

export const feeJob: Job = {
  kind: "fee",
  reads: ["providers", "purchases", "enrolments", "self"],

  async pending(env) {
    const rows = await env.db.of(providers).toArray();
    const due = await Promise.all(rows.map((row) => dueOf(env, row)));
    return rows.flatMap(({ key }, index) => {
      const at = due[index];
      return at === undefined ? [] : [{ id: key, due: at }];
    });
  },

  async step(env, url) {
    const row = await env.db.of(providers).get(url);
    if (!row || (await settlePayment(env, row)) || (await dropBill(env, row))) return;
    const sight = await sightOf(env, row);
    if (!sight.enrolment) return;
    if (await lookAtPrice(env, row, sight)) return;
    if (isRenewalDue(sight)) await renew(env, url);
  },
};

const sightOf = async (env: Env, row: Provider): Promise<FeeSight & { readonly enrolment: Enrolment | undefined }> => ({
  row,
  root: (await selfOf(env.db)).root,
  enrolment: await env.db.enrolments.get(row.key),
  now: seconds(env.now()),
});

/** Milliseconds; undefined for a service that nothing is ever paid to, or that waits for the user. */
async function dueOf(env: Env, row: Provider): Promise<number | undefined> {
  if (row.facts.feePayments === undefined) return undefined;
  const sight = await sightOf(env, row);
  if ((await endOf(env, sight)) !== undefined || isBillOver(sight)) return 0;
  const { renewAt, announceAt } = feeStanding(row, sight.root);
  const { enrolment } = sight;
  if (!enrolment || enrolment.isOff || renewAt === undefined || announceAt === undefined) return undefined;
  if (feeState({ ...sight, now: renewAt }) === "paid") return undefined;
  const priceAt = [announceAt, renewAt].find((at) => (enrolment.pricedAt ?? 0) < at * 1000);
  if (priceAt !== undefined) return priceAt * 1000;
  return isRenewalDue({ ...sight, now: Math.max(sight.now, renewAt) }) ? renewAt * 1000 : undefined;
}

/** Within what was agreed to, and while a year is added to an account that is there; anything else the user decides. */
function isRenewalDue(sight: FeeSight): boolean {
  const { renewAt } = feeStanding(sight.row, sight.root);
  return renewAt !== undefined && sight.now >= renewAt && feeState(sight) === "renewal";
}

/** What has become of the payment under way: known once its purchase has ended. */
async function endOf(env: Env, { row, root }: FeeSight): Promise<Purchase | undefined> {
  const { underWay } = feeStanding(row, root);
  const purchase = underWay && (await env.db.of(purchases).get(underWay.id));
  return purchase && ["paid", "aborted"].includes(purchaseStatus(purchase)) ? purchase : undefined;
}

/** True when something was noted. The next upload tells the service, and goes at once. */
async function settlePayment(env: Env, row: Provider): Promise<boolean> {
  const sight = await sightOf(env, row);
  const { underWay } = feeStanding(row, sight.root);
  const purchase = await endOf(env, sight);
  if (!underWay || !purchase) return false;
  const { id, ...payment } = underWay;
  const { paid, paidAt = sight.now } = purchase.facts;
  const end = paid ? { paidAt } : { endedAt: sight.now };
  await save(env.db, learn(providers, row.key, { feePayments: { [id]: { ...payment, ...end } } }));
  return true;
}

async function dropBill(env: Env, row: Provider): Promise<boolean> {
  if (!isBillOver(await sightOf(env, row))) return false;
  // First what holds the upload back: the second write wakes those who send it, at once.
  await forgetRetry(env.db, `backup:${row.key}`);
  await updateEnrolment(env.db, row.key, (before) => {
    if (!before) return before;
    const { bill: _, ...rest } = before;
    return { ...rest, lookAt: 0 };
  });
  return true;
}

/** True when the service was asked what it takes now: once when the payment is announced, once before it is made. */
async function lookAtPrice(
  env: Env,
  { key }: Provider,
  { row, root, enrolment, now }: FeeSight & { enrolment: Enrolment | undefined },
) {
  const { renewAt, announceAt } = feeStanding(row, root);
  const asked = enrolment?.pricedAt ?? 0;
  const isDue = [announceAt, renewAt].some((at) => at !== undefined && now >= at && asked < at * 1000);
  if (!isDue) return false;
  await askTermsAgain(env, key);
  await updateEnrolment(env.db, key, (before) => before && { ...before, pricedAt: env.now() });
  return true;
}

/**
 * Pays the next year. Where another device has claimed the order it is left to it, and only when nothing came of that
 * for days since this one was named the order a fresh one is asked for: so two devices do not both pay, even if both
 * slept past the day on which it was due.
 */
async function renew(env: Env, url: string): Promise<void> {
  try {
    await payOrder(env, url, false);
  } catch (error) {
    const code = error instanceof WalletError ? error.problem.code : "bug";
    const isOver = ["orderGone", "orderUnknown", "contractExpired"].includes(code);
    const namedAt = (await env.db.enrolments.get(url))?.bill?.at ?? env.now();
    if (!isOver && !(code === "orderTaken" && env.now() >= namedAt + longestClaim)) throw error;
    await payOrder(env, url, true);
  }
}

async function payOrder(env: Env, url: string, isFresh: boolean): Promise<void> {
  const bill = await orderOf(env, url, isFresh);
  const known = await claim(env, payUriOf(bill.link));
  if ("purchase" in known) throw new WalletError("orderGone", "accepted before");
  const { terms } = contractOf(known.order.contract);
  const row = await env.db.of(providers).get(url);
  if (row && isAgreed(row, terms.amount)) return void (await acceptServicePayment(env, { url, id: known.order.id }));
  // The order says more than the service did: the user is asked.
  await updateEnrolment(env.db, url, (before) => before && { ...before, bill: { ...bill, fee: terms.amount } });
}
