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

/** Until when (milliseconds) a download is good. One from the future was made while the computer's clock was wrong. */
export function freshUntil(offer: ExchangeOffer | undefined, now: number): number {
  return (offer?.fetchedAt ?? 0) > now ? 0 : (offer?.expiresAt ?? 0);
}

/** Problems that make an exchange unavailable for withdrawing although it answers. */
const unavailable = new Set(["incompatibleExchange", "changedMasterKey", "wrongCurrency", "noUsableDenominations"]);

/** `now` in milliseconds. Nothing is ever permanently failed: every troubled status is one that is retried. */
export function updateStatus({ exchange, offer }: Known, now: number): UpdateStatus {
  if (exchange?.facts.suspended?.value === "yes") return "suspended";
  if (!exchange?.facts.addedAt && !exchange?.facts.usedAt) return "initial";
  const trouble = offer?.trouble;
  if (trouble && unavailable.has(trouble.code)) return "unavailable-update";
  if (!offer?.fetchedAt) return "initial-update";
  if (withdrawable(offer.denominations, Math.floor(now / 1000)).length === 0) return "outdated-update";
  const isExpired = freshUntil(offer, now) <= now;
  if (isExpired && trouble && trouble.times >= 3) return "unavailable-update";
  return isExpired ? "ready-update" : "ready";
}

/**
 * When it is to be asked (milliseconds): at once where an update is pending, and a used one as soon as its keys are old.
 * Undefined where nobody asks it by itself: a preset, one that is suspended, one that was only looked at.
 */
export function updateDue(known: Known, now: number): number | undefined {
  const status = updateStatus(known, now);
  if (status.endsWith("-update")) return 0;
  return status === "ready" && entryStatus(known) === "used" ? freshUntil(known.offer, now) : undefined;
}

/** Only version tags are kept; null says that the exchange has no terms. */
export function tosStatus({ exchange, offer }: Known): TosStatus {
  if (offer?.tosOffered === undefined) return exchange?.facts.tosAccepted ? "accepted" : "pending";
  if (offer.tosOffered === null) return "missing-tos";
  return exchange?.facts.tosAccepted?.value === offer.tosOffered ? "accepted" : "proposed";
}
