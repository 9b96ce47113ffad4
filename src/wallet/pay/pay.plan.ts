/** The next step of a purchase, read off the records; pure. */
import { type Payment, paymentStatus } from "../../store/entities/payment.ts";
import { needsSweep, type Purchase, purchaseStatus } from "../../store/entities/purchase.ts";

export type PayStep =
  /** Decide which coins to pay with. */
  | { readonly do: "choose" }
  /** Send this payment, for the first time or again. */
  | { readonly do: "pay"; readonly payment: Payment }
  /** Ask the merchant for what it has taken already. */
  | { readonly do: "abort"; readonly payments: readonly Payment[] }
  /** Nothing was ever sent: the coins are free again. */
  | { readonly do: "release"; readonly payments: readonly Payment[] }
  /** Paid: other payments for the same contract that were never sent are over. */
  | { readonly do: "tidy"; readonly payments: readonly Payment[] }
  /** Paid, and another payment was sent for the same contract: what was taken by it is asked back. */
  | { readonly do: "reclaim"; readonly payment: Payment; readonly kept: Payment }
  /** Make coins of what payments and refunds left on coins. */
  | { readonly do: "sweep" }
  /** Ask whether there is money back. */
  | { readonly do: "askRefund" }
  | { readonly do: "rest" };

/** What must be known beside the purchase itself; moments in seconds. */
export interface PaySight {
  readonly payments: readonly Payment[];
  readonly refundDeadline: number;
  /** Until when the merchant promised refunds without being asked. */
  readonly autoRefundUntil: number;
  readonly now: number;
}

export function nextPayStep(purchase: Purchase, sight: PaySight): PayStep {
  const pending = inOrder(sight.payments.filter((payment) => paymentStatus(payment) === "pending"));
  switch (purchaseStatus(purchase)) {
    case "paying":
      return pending[0] ? { do: "pay", payment: pending[0] } : { do: "choose" };
    case "aborting": {
      const wasSent = sight.payments.some(({ facts }) => facts.sentAt !== undefined);
      return { do: wasSent ? "abort" : "release", payments: inOrder(sight.payments) };
    }
    case "paid": {
      const unsent = pending.filter(({ facts }) => facts.sentAt === undefined);
      if (unsent.length > 0) return { do: "tidy", payments: unsent };
      const kept = keptPayment(sight.payments);
      const extra = sight.payments.find((one) => one !== kept && one.facts.droppedAt === undefined);
      if (kept && extra) return { do: "reclaim", payment: extra, kept };
      return needsSweep(purchase.facts) ? { do: "sweep" } : afterwards(purchase, sight);
    }
    case "aborted":
      return needsSweep(purchase.facts) ? { do: "sweep" } : { do: "rest" };
  }
}

/** The payment that a contract is paid by: the first that was taken, whatever other devices have sent. */
export function keptPayment(all: readonly Payment[]): Payment | undefined {
  const done = ({ facts }: Payment) => facts.doneAt ?? Number.POSITIVE_INFINITY;
  const order = (a: Payment, b: Payment) => (done(a) < done(b) || (done(a) === done(b) && a.key < b.key) ? -1 : 1);
  return all.filter(({ facts }) => facts.doneAt !== undefined).sort(order)[0];
}

/** The one that was sent first comes first: it may be known to the merchant already. */
function inOrder(payments: readonly Payment[]): readonly Payment[] {
  const sent = ({ facts }: Payment) => facts.sentAt ?? Number.POSITIVE_INFINITY;
  return [...payments].sort((a, b) => (sent(a) < sent(b) ? -1 : sent(a) > sent(b) ? 1 : a.key < b.key ? -1 : 1));
}

function afterwards(purchase: Purchase, sight: PaySight): PayStep {
  const { facts } = purchase;
  const { autoRefundUntil, now } = sight;
  if (facts.closedAt !== undefined) return { do: "rest" };
  const isWished = (facts.refundWishedAt ?? 0) > (facts.askedAt ?? 0);
  return isWished || now < autoRefundUntil || now >= nextCall(purchase, sight) ? { do: "askRefund" } : { do: "rest" };
}

/** The last question that can still bring money comes so long before the end (seconds), but leaves most of the time there is. */
const lastCallAhead = 60 * 60;
const lastCallShare = 1 / 4;

/**
 * When (seconds) the shop is asked by itself: while the exchange still gives back what it has, and when the time is over,
 * so that nothing that was given back at the last moment is missed. Infinite when there is no end.
 */
export function nextCall({ facts }: Purchase, { refundDeadline }: Pick<PaySight, "refundDeadline">): number {
  if (!Number.isFinite(refundDeadline)) return Number.POSITIVE_INFINITY;
  const time = Math.max(0, refundDeadline - (facts.paidAt ?? refundDeadline));
  const last = refundDeadline - Math.floor(Math.min(lastCallAhead, time * lastCallShare));
  return (facts.askedAt ?? 0) < last * 1000 ? last : refundDeadline;
}
