/** What the rows say of annual fees: until when a service is paid, what is under way, what is still to be paid; pure. */
import { type Amount, compare, currencyOf, isZero } from "../taler/amount.ts";
import type { FeePayment, Provider } from "./entities/provider.ts";

const day = 24 * 60 * 60;

/** A year as backup services count it, in seconds (GNU Taler sync API). */
export const feeYear = 365 * day;

/** So long before the end the next year is paid, and so long before that it is announced; seconds. */
const renewalLead = 30 * day;
const notice = 30 * day;

/** A payment with the name of its contract. */
export interface NamedFee extends FeePayment {
  readonly id: string;
}

/** How a service stands with its fee; moments in whole seconds. */
export interface FeeStanding {
  /** Paid by the word of the merchant, oldest first. */
  readonly paid: readonly NamedFee[];
  /** Absent when nothing was ever paid. */
  readonly paidUntil?: number;
  /** When the next year is paid, and from when on that is announced. */
  readonly renewAt?: number;
  readonly announceAt?: number;
  /** Accepted, neither paid nor over. */
  readonly underWay?: NamedFee;
  /** The last thing that happened: an accepted payment came to nothing. */
  readonly failed?: NamedFee;
}

type Row = Pick<Provider, "facts">;

/** Reads it off the row of a service, for the account of this root. */
export function feeStanding({ facts: { feePayments = {} } }: Row, root: string): FeeStanding {
  const all = Object.entries(feePayments).flatMap(([id, one]) => (one.root === root ? [{ id, ...one }] : []));
  const paid = all.filter(({ paidAt }) => paidAt !== undefined).sort(byTime(({ paidAt = 0 }) => paidAt));
  const open = all.filter(({ paidAt, endedAt }) => paidAt === undefined && endedAt === undefined);
  const [underWay] = open.sort(byTime(({ agreedAt }) => agreedAt));
  const ended = all.filter(({ paidAt, endedAt }) => paidAt === undefined && endedAt !== undefined);
  const last = ended.sort(byTime(({ agreedAt }) => agreedAt)).at(-1);
  const isOvertaken = paid.some(({ paidAt = 0 }) => paidAt >= (last?.agreedAt ?? 0));
  const until = paidUntil(paid);
  return {
    paid,
    ...(until !== undefined && { paidUntil: until, renewAt: until - renewalLead }),
    ...(until !== undefined && { announceAt: until - renewalLead - notice }),
    ...(underWay && { underWay }),
    ...(last && !underWay && !isOvertaken && { failed: last }),
  };
}

const byTime = (timeOf: (one: NamedFee) => number) => (a: NamedFee, b: NamedFee) =>
  timeOf(a) - timeOf(b) || (a.id < b.id ? -1 : 1);

/**
 * The service counts a payment when it hears of it, which is never before it was made: so this is never too late. What
 * opened an account begins a year; anything else adds one to the end, even if that has passed.
 */
const paidUntil = (paid: readonly NamedFee[]): number | undefined =>
  paid.reduce<number | undefined>(
    (end, { kind, paidAt = 0 }) => (kind === "account" || end === undefined ? paidAt : end) + feeYear,
    undefined,
  );

/** Whether the user agreed to pay so much a year. */
export const isAgreed = ({ facts: { agreedFee } }: Row, fee: Amount): boolean =>
  agreedFee !== undefined && currencyOf(agreedFee.value) === currencyOf(fee) && compare(fee, agreedFee.value) <= 0;

/** The annual fees of chosen services that are neither paid for `now` (seconds) nor on their way. */
export function unpaidFees(
  rows: readonly Pick<Provider, "key" | "facts">[],
  { root, now }: { readonly root: string; readonly now: number },
): readonly { readonly url: string; readonly fee: Amount }[] {
  return rows.flatMap((row) => {
    const fee = row.facts.terms?.value.annualFee;
    const { paidUntil = 0, underWay } = feeStanding(row, root);
    return fee === undefined || isZero(fee) || underWay || now < paidUntil ? [] : [{ url: row.key, fee }];
  });
}
