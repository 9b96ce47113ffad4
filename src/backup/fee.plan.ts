/** How the annual fee of a service stands, and what its uploads say of it; pure. */
import type { Provider as ProviderView } from "../api/keeping-views.ts";
import { type Provider, providers } from "../store/entities/provider.ts";
import { checkFacts } from "../store/entity.ts";
import type { Bill, Enrolment } from "../store/self.ts";
import { feeStanding, feeYear, isAgreed, type NamedFee } from "../store/service-fee.ts";
import { type Amount, isZero } from "../taler/amount.ts";
import { FormatError } from "../taler/codec.ts";
import { payUriOf } from "../wallet/pay/claim.ts";
import type { Doc } from "./doc.ts";

/** What the state of a fee is read from; `now` in seconds. */
export interface FeeSight {
  readonly row: Pick<Provider, "facts">;
  readonly root: string;
  readonly enrolment: Pick<Enrolment, "hash" | "bill"> | undefined;
  readonly now: number;
}

/**
 * Services keep accounts for a while after their end: so long the next year is paid as agreed, for whoever was away. In
 * seconds. Nothing is paid by itself for an account that is gone.
 */
const grace = 30 * 24 * 60 * 60;

export type FeeState = NonNullable<ProviderView["payment"]>;

/** Undefined where no fee is asked, or nothing is known of one. */
export function feeState(sight: FeeSight): FeeState | undefined {
  const { row, root, now } = sight;
  const { underWay, failed, paidUntil, announceAt = 0 } = feeStanding(row, root);
  if (underWay) return "underWay";
  const fee = nextFee(sight);
  const isFree = fee !== undefined && isZero(fee);
  if (failed && !isFree) return "refused";
  if (sight.enrolment?.bill?.kind === "account" && !isBillOver(sight)) return "due";
  const isOver = paidUntil === undefined || now >= paidUntil + grace;
  if (isOver) return isAsked(sight, isFree) ? "due" : undefined;
  if (now < announceAt || isFree) return "paid";
  return fee !== undefined && isAgreed(row, fee) ? "renewal" : "priceChanged";
}

/** An order is over with the payment that was accepted for it, on whichever device and whatever came of that. */
export function isBillOver({ row, root, enrolment }: FeeSight): boolean {
  const { paid, failed } = feeStanding(row, root);
  const link = enrolment?.bill?.link;
  if (link === undefined) return false;
  const { orderId } = payUriOf(link);
  return [...paid, ...(failed ? [failed] : [])].some(({ order }) => order === orderId);
}

/** A service that takes documents and was never paid does so for reasons of its own. */
function isAsked({ row, root, enrolment }: FeeSight, isFree: boolean): boolean {
  if (enrolment?.bill) return true;
  if (isFree || row.facts.terms === undefined) return false;
  return feeStanding(row, root).paid.length > 0 || enrolment?.hash === undefined;
}

/** What the next year costs, as far as that is known: by its order, or else by what the service promises. */
const nextFee = ({ row, enrolment }: FeeSight): Amount | undefined =>
  enrolment?.bill?.fee ?? row.facts.terms?.value.annualFee;

/**
 * What a page is told of it. While the document that lies there waits for the user (`isUnread`), nobody is told that a fee
 * is due: another device may have paid it, and the document is what tells of that.
 */
export function feeView(sight: FeeSight & { readonly isUnread?: boolean }): Partial<ProviderView> {
  const { paidUntil, renewAt, paid, underWay, failed } = feeStanding(sight.row, sight.root);
  const payment = feeState(sight);
  const last = paid.at(-1);
  const open = underWay ?? failed;
  const fee = nextFee(sight);
  const goesOn = fee === undefined || !isZero(fee);
  const agreed = sight.row.facts.agreedFee?.value;
  return {
    ...(payment && !(payment === "due" && sight.isUnread) && { payment }),
    ...(open && { paymentId: open.id }),
    ...(last?.paidAt !== undefined && { lastPayment: last.paidAt * 1000, lastFee: last.fee }),
    ...(renewAt !== undefined && goesOn && { nextPayment: renewAt * 1000 }),
    ...(paidUntil !== undefined && { paidUntil: paidUntil * 1000 }),
    ...(agreed !== undefined && { agreedFee: agreed }),
  };
}

/** An order that has waited so long for somebody to look at it is asked for again; milliseconds. */
const orderAge = 24 * 60 * 60_000;

/** Whether an upload would only be answered by the order that is here already. `now` in milliseconds. */
export const isHeldBack = (bill: Bill | undefined, now: number): boolean =>
  bill?.kind === "account" && bill.link !== undefined && now >= bill.at && now < bill.at + orderAge;

/** What an upload says goes with this document, and what it replaces. */
export interface Told {
  readonly doc: Doc;
  /** What the service holds; absent for nothing. */
  readonly held: Doc | undefined;
  readonly enrolment: Enrolment;
  /** Milliseconds. */
  readonly now: number;
}

/**
 * The payment that an upload makes the service count: paid as its document says, and not as the one says that it
 * replaces. Whatever stands as paid in a document of the service itself was counted when that was taken.
 */
export function promiseOf({ doc, held, enrolment: { url, unheard = [] }, now }: Told): NamedFee | undefined {
  const over = new Set([...unheard, ...paidIn(held, url).map(({ id }) => id)]);
  const isOpen = ({ id, order, paidAt = 0 }: NamedFee) =>
    order !== undefined && !over.has(id) && now < (paidAt + feeYear) * 1000;
  return paidIn(doc, url).filter(isOpen).at(-1);
}

function paidIn(doc: Doc | undefined, url: string): readonly NamedFee[] {
  const row = doc?.sets[providers.name]?.rows.find(({ key }) => key === url);
  if (!doc || !row) return [];
  try {
    return feeStanding({ facts: checkFacts(providers, row.facts) as Provider["facts"] }, doc.wallet).paid;
  } catch (error) {
    // What this version cannot read it does not pay for.
    if (error instanceof FormatError) return [];
    throw error;
  }
}

/** What the address of an upload says: that a payment was made, or that one is wished for (GNU Taler sync API). */
export function feeQuery(
  promise: NamedFee | undefined,
  { held, enrolment: { bill } }: Told,
): Readonly<Record<string, string>> | undefined {
  const isKnown = held !== undefined;
  if (promise?.order !== undefined) return { ...(isKnown && { pay: "y" }), paying: promise.order };
  if (!bill || bill.link !== undefined) return undefined;
  const isExtra = bill.kind === "renewal" && isKnown;
  return { ...(isExtra && { pay: "y" }), ...(bill.isFresh && { fresh: "y" }) };
}
