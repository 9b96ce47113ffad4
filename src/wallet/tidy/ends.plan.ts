/** Since when a thing is over for good, so that no money can come of it any more; in seconds, and pure. */
import { type Batch, batchStatus } from "../../store/entities/batch.ts";
import { type Coin, coinPath, purgedFrom, returnedBy, takenBy } from "../../store/entities/coin.ts";
import type { Denomination } from "../../store/entities/denomination.ts";
import { type Deposit, depositWork } from "../../store/entities/deposit.ts";
import { type Payment, paymentStatus } from "../../store/entities/payment.ts";
import { type Purchase, purchaseWork, stillAnnounced } from "../../store/entities/purchase.ts";
import { type Refresh, refreshStatus } from "../../store/entities/refresh.ts";
import type { Reserve } from "../../store/entities/reserve.ts";
import { type Withdrawal, withdrawalStatus } from "../../store/entities/withdrawal.ts";
import { isZero } from "../../taler/amount.ts";
import type { Timestamp } from "../../taler/time.ts";
import { leftOrUndefined } from "../coins/coin-rest.ts";
import { contractIn } from "../pay/claim.ts";

export type Kinds = ReadonlyMap<string, Denomination["facts"]>;

/** It is not over, or nobody can tell: it stays. */
export const notYet = Number.POSITIVE_INFINITY;

const day = 24 * 60 * 60;

/**
 * So long after it was over a thing is left alone: longer than a silent device stays a member (merge rules, section 7),
 * so that whoever still knew something of it has told.
 */
const calm = 200 * day;

/** Whether something that was over at `end` may be cleared away. */
export const isCalm = (end: number, now: number): boolean => end + calm <= now;

const moment = (at: Timestamp | undefined): number => (at === "never" ? notYet : (at ?? 0));

const last = (...moments: readonly (Timestamp | undefined)[]): number => Math.max(0, ...moments.map(moment));

/** Until then the exchange takes coins of this denomination, and gives back what is on revoked ones. */
const expiry = (kinds: Kinds, denom: string): number => {
  const kind = kinds.get(denom);
  return kind === undefined ? notYet : moment(kind.expireDeposit);
};

/** A withdrawal is over with its plans, and when its coins can be revoked no more: that would fill its reserve again. */
export function withdrawalEnd(row: Withdrawal, reserve: Reserve, plans: readonly Batch[], kinds: Kinds): number {
  const status = withdrawalStatus(row);
  if (status !== "done" && status !== "aborted") return notYet;
  if (plans.some((plan) => batchStatus(plan) === "pending")) return notYet;
  const { acceptedAt, finishedAt, purgedAt, cancelledAt, abortedAt } = row.facts;
  const closings = (reserve.facts.closings ?? []).map(({ at }) => at);
  const denoms = new Set(plans.flatMap(({ facts }) => facts.coins.map(({ denom }) => denom)));
  const made = [...denoms].map((denom) => expiry(kinds, denom));
  return last(acceptedAt, finishedAt, purgedAt, cancelledAt, abortedAt, ...closings, ...made);
}

/** A purchase is over when nothing is left to do or to be hoped for, and the time for paying and giving back has passed. */
export function purchaseEnd(row: Purchase): number {
  if (purchaseWork(row) !== undefined || stillAnnounced(row.facts) !== undefined) return notYet;
  const terms = contractIn(row.facts.contract)?.terms;
  if (terms === undefined) return notYet;
  const { acceptedAt, paidAt, abortedAt, settledAt, closedAt } = row.facts;
  return last(acceptedAt, paidAt, abortedAt, settledAt, closedAt, terms.pay_deadline, terms.refund_deadline);
}

export function depositEnd(row: Deposit): number {
  if (depositWork(row) !== undefined) return notYet;
  const { acceptedAt, wireBy, takenAt, abortedAt, settledAt, sweptAt, wiredAt } = row.facts;
  return last(acceptedAt, wireBy, takenAt, abortedAt, settledAt, sweptAt, wiredAt);
}

export const paymentEnd = (row: Payment): number =>
  paymentStatus(row) === "pending" ? notYet : last(row.facts.plannedAt, row.facts.doneAt, row.facts.droppedAt);

/** Change is over when none of the new coins can be revoked any more: what they hold would come back to the old one. */
export function refreshEnd(row: Refresh, kinds: Kinds): number {
  const { plannedAt, doneAt, purgedAt, denoms, refusals = [] } = row.facts;
  switch (refreshStatus(row)) {
    case "planned":
    case "melted":
      return notYet;
    case "done":
      return last(plannedAt, doneAt, ...denoms.map((denom) => expiry(kinds, denom)));
    case "purged":
      return last(plannedAt, purgedAt, expiry(kinds, coinPath(row.facts.coin).denom));
    case "refused":
      return last(plannedAt, ...refusals.map(({ at }) => at));
  }
}

/**
 * A coin is over when nothing is left on it, and one that still holds something when even the law gives nothing for it.
 * One of which more was taken than it held is contested, and stays.
 */
export function coinEnd({ key, facts }: Coin, kinds: Kinds): number {
  const kind = kinds.get(coinPath(key).denom);
  if (kind === undefined) return notYet;
  const taken = [...takenBy(facts).values()];
  const back = (facts.refunds ?? []).map(({ amount }) => amount);
  const left = leftOrUndefined(kind, taken, back, returnedBy(facts.returns), purgedFrom(facts));
  if (left === undefined) return notYet;
  return facts.sig !== undefined && isZero(left) ? last(facts.shownAt) : moment(kind.expireLegal);
}
