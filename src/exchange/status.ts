/** The three statuses of an exchange (seed 004), each a pure function of facts; none is ever stored. */
import type { Exchange } from "../store/entities/exchange.ts";
import type { ExchangeOffer } from "../store/exchange-offer.ts";
import { withdrawable } from "./offered.ts";

export type EntryStatus = "preset" | "ephemeral" | "used";
export type UpdateStatus =
  | "initial"
  | "initial-update"
  | "suspended"
  | "unavailable-update"
  | "ready"
  | "ready-update"
  | "outdated-update";
export type TosStatus = "pending" | "proposed" | "accepted" | "missing-tos";

/** What is known of one exchange: the synced row, what was downloaded here, whether it came with the build. */
export interface Known {
  readonly exchange?: Exchange | undefined;
  readonly offer?: ExchangeOffer | undefined;
}

/** Never back from used: `usedAt` is a fact that cannot be taken back. */
export function entryStatus({ exchange }: Known): EntryStatus {
  if (exchange?.facts.usedAt) return "used";
  return exchange?.facts.addedAt ? "ephemeral" : "preset";
}

/** The user has switched it off: it is not to be contacted. */
export const isSuspended = ({ facts }: Pick<Exchange, "facts">): boolean => facts.suspended?.value === "yes";

/** Until when (milliseconds) a download is good. One from the future was made while the computer's clock was wrong. */
export function freshUntil(offer: ExchangeOffer | undefined, now: number): number {
  return (offer?.fetchedAt ?? 0) > now ? 0 : (offer?.expiresAt ?? 0);
}

/** Problems that make an exchange unavailable for withdrawing although it answers. */
const unavailable = new Set(["incompatibleExchange", "changedMasterKey", "wrongCurrency", "noUsableDenominations"]);

/** So many failures in a row are more than a bad moment. */
const lasting = 3;

/** `now` in milliseconds. Nothing is ever permanently failed: every troubled status is one that is retried. */
export function updateStatus(known: Known, now: number): UpdateStatus {
  const { exchange, offer } = known;
  const entry = entryStatus(known);
  if (exchange && isSuspended(exchange)) return "suspended";
  if (entry === "preset") return "initial";
  const { code, times = 0 } = offer?.trouble ?? {};
  if (code !== undefined && unavailable.has(code)) return "unavailable-update";
  if (offer?.fetchedAt === undefined) return "initial-update";
  if (isOutdated(offer, now)) return times >= lasting ? "unavailable-update" : "outdated-update";
  if (freshUntil(offer, now) > now) return "ready";
  if (times >= lasting) return "unavailable-update";
  // What was only looked at is not asked regularly: it is good for use until it proves to be outdated.
  return entry === "used" || offer.fetchedAt > now ? "ready-update" : "ready";
}

/** Nothing can be withdrawn any more with what is known, or something has shown that it is too old. */
const isOutdated = (offer: ExchangeOffer, now: number): boolean =>
  (offer.outdatedAt ?? Number.NEGATIVE_INFINITY) >= (offer.fetchedAt ?? 0) ||
  withdrawable(offer.denominations, Math.floor(now / 1000)).length === 0;

/** Withdrawals may begin, and go on, in these. */
export const isUseable = (status: UpdateStatus): boolean => status === "ready" || status === "ready-update";

/**
 * When it is to be asked (milliseconds): at once where an update is pending; a used one when its keys are old; one whose
 * terms could not be had when they are tried again. Undefined where nobody asks it by itself: a preset, one that is
 * suspended, one that was only looked at.
 */
export function updateDue(known: Known, now: number): number | undefined {
  const status = updateStatus(known, now);
  if (status.endsWith("-update")) return 0;
  if (status !== "ready") return undefined;
  const isAsked = entryStatus(known) === "used" || tosStatus(known) === "pending";
  return isAsked ? freshUntil(known.offer, now) : undefined;
}

/** Only version tags are kept; null says that the exchange has no terms. */
export function tosStatus({ exchange, offer }: Known): TosStatus {
  if (offer?.tosOffered === undefined) return exchange?.facts.tosAccepted ? "accepted" : "pending";
  if (offer.tosOffered === null) return "missing-tos";
  return exchange?.facts.tosAccepted?.value === offer.tosOffered ? "accepted" : "proposed";
}
