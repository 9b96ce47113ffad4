/** The orders by which a service asks for its annual fee: noted, respected, and done with once it is paid. */
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { learn } from "../store/deed.ts";
import { providers } from "../store/entities/provider.ts";
import { updateEnrolment } from "../store/remember.ts";
import { save } from "../store/save.ts";
import type { Bill, Enrolment, Offer } from "../store/self.ts";
import { seconds } from "../taler/time.ts";
import { selfOf } from "../wallet/roots.ts";
import { isHeldBack } from "./fee.plan.ts";

/** So long a service may take to hear of a payment from its merchant; milliseconds. */
const longestDeafness = 3 * 24 * 60 * 60_000;

/** Throws `servicePaymentRequired` while an upload would only be answered by the order that is known already. */
export async function refuseUnpaid(env: Env, url: string, pays: string | undefined): Promise<void> {
  const enrolment = await env.db.enrolments.get(url);
  if (pays === undefined && isHeldBack(enrolment?.bill, env.now())) throw new WalletError("servicePaymentRequired");
}

/**
 * The next upload asks the service once more whether it wants to be paid. The order of another year holds no upload back,
 * and since when it is known tells how long the device that has claimed it is waited for.
 */
export function askBillAgain(env: Env, url: string): Promise<void> {
  return updateEnrolment(env.db, url, (before) =>
    before?.bill?.kind === "account" ? { ...before, bill: { ...before.bill, at: 0 } } : before,
  );
}

/** The service asks for money in place of taking the upload. Resolves to what is asked for it. */
export async function noteCharge(env: Env, url: string, offer: Offer, link: string | undefined): Promise<Bill["kind"]> {
  const kind = offer.query?.pay === undefined || offer.pays !== undefined ? "account" : "renewal";
  const bill: Bill = { kind, at: env.now(), ...(link !== undefined && { link }) };
  const isDeaf = await isLate(env, url, offer.pays);
  await updateEnrolment(env.db, url, (before) => {
    if (before?.offer?.hash !== offer.hash) return before;
    const { offer: _, ...rest } = before;
    if (offer.pays === undefined) return { ...rest, bill };
    return isDeaf ? withUnheard(rest, offer.pays) : rest;
  });
  return kind;
}

/**
 * An upload that tells of a payment came to nothing. After some days it goes on without telling: the service may have
 * counted that payment before, at the word of a device that is lost.
 */
export async function notePromiseFailed(env: Env, url: string, { pays, hash }: Offer): Promise<void> {
  if (pays === undefined || !(await isLate(env, url, pays))) return;
  await updateEnrolment(env.db, url, (before) => {
    if (before?.offer?.hash !== hash) return before;
    // The bytes stay the same, and what became of them is found out: they may have arrived.
    const { query: _, pays: _told, ...offer } = before.offer;
    return withUnheard({ ...before, offer }, pays);
  });
}

async function isLate(env: Env, url: string, pays: string | undefined): Promise<boolean> {
  if (pays === undefined) return false;
  const paidAt = (await env.db.of(providers).get(url))?.facts.feePayments?.[pays]?.paidAt ?? 0;
  return env.now() > paidAt * 1000 + longestDeafness;
}

const withUnheard = (before: Enrolment, id: string): Enrolment => ({
  ...before,
  unheard: [...(before.unheard ?? []).filter((one) => one !== id), id].slice(-20),
});

/** A year was asked for and given without an order: somebody had paid it, and only the service knows. */
export async function noteUnasked(env: Env, url: string, { query, pays, hash }: Offer): Promise<void> {
  if (query?.pay === undefined || pays !== undefined) return;
  const { root } = await selfOf(env.db);
  const fee = (await env.db.of(providers).get(url))?.facts.terms?.value.annualFee;
  if (fee === undefined) return;
  const now = seconds(env.now());
  const payment = { kind: "renewal" as const, root, fee, agreedAt: now, paidAt: now };
  await save(env.db, learn(providers, url, { feePayments: { [hash]: payment } }));
}

/** What is known of a bill once an upload was taken: an account is open, or the year that was wished for is there. */
export function billAfter({ bill }: Enrolment, { query, pays }: Offer): Bill | undefined {
  const isSettled = pays !== undefined || query?.pay !== undefined || bill?.kind === "account";
  return isSettled ? undefined : bill;
}
