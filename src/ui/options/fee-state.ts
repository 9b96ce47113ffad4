/** How a backup service stands with its yearly fee, in words, and how loud they are. */
import type { Provider } from "../../api/keeping-views.ts";
import type { ProblemCode } from "../../api/problems.ts";
import type { PageWords } from "../../i18n/page-words.ts";
import type { IconName } from "../components/icon.tsx";

export interface FeeState {
  readonly tone: "plain" | "warn";
  readonly icon: IconName;
  readonly lead: string;
  /** What that means, or what is done about it. */
  readonly next: string;
  /** What the step to the payment is called; none where the user need not do anything. */
  readonly step?: string;
}

/** Troubles that it tells in its own words. */
export const feeTroubles: readonly ProblemCode[] = ["servicePaymentRequired", "notEnoughMoney"];

/**
 * Undefined for a service that is free, or paid for some time to come: there is nothing to tell. And while the user is
 * asked about removals there: that comes first, and nothing is paid before. `now` in milliseconds.
 */
export function feeState(service: Provider, words: PageWords, now: number): FeeState | undefined {
  const { t, amount, date } = words;
  const { payment, annualFee, agreedFee = annualFee, nextPayment, paidUntil, trouble } = service;
  const warn = { tone: "warn", icon: "alert" } as const;
  if (trouble?.code === "massDeletion") return undefined;
  switch (payment) {
    case "due":
      return paidUntil === undefined
        ? { ...warn, lead: t.fee.due, next: t.fee.dueNext, step: t.fee.pay }
        : { ...warn, lead: t.fee.expired(date(paidUntil)), next: t.fee.expiredNext, step: t.fee.pay };
    case "refused":
      return { ...warn, lead: t.fee.refused, next: t.fee.refusedNext, step: t.common.tryAgain };
    case "underWay":
      return { tone: "plain", icon: "clock", lead: t.fee.paying, next: t.fee.payingNext, step: t.fee.progress };
    case "priceChanged":
      if (annualFee === undefined || agreedFee === undefined) return undefined;
      return {
        ...{ ...warn, lead: t.fee.priceChanged(amount(annualFee)), step: t.fee.look },
        next: t.fee.priceChangedNext(amount(agreedFee)),
      };
    case "renewal": {
      if (nextPayment === undefined || agreedFee === undefined) return undefined;
      const most = amount(agreedFee);
      if (trouble?.code === "notEnoughMoney")
        return { ...warn, lead: t.fee.short(most), next: t.fee.shortNext, step: t.fee.pay };
      const lead = nextPayment > now ? t.fee.renews(date(nextPayment), most) : t.fee.renewsSoon(most);
      return { tone: "plain", icon: "restore", lead, next: "" };
    }
    default:
      return undefined;
  }
}
