/** When coins become new ones before they expire: half way, each at a moment of its own (design, section 4); pure. */
import type { Denomination } from "../../store/entities/denomination.ts";
import { compare } from "../../taler/amount.ts";
import { sha512Half, utf8 } from "../../taler/hash.ts";
import { isBefore } from "../../taler/time.ts";

/** Of the time from a denomination's first day to its last one for paying. */
const half = 1 / 2;

/** Over so much of that time the coins of one denomination are spread: together they would tell that they are one purse. */
const spread = 1 / 8;

type Kind = Pick<Denomination["facts"], "start" | "expireDeposit" | "value" | "feeRefresh">;

/** Whether coins of this kind can be renewed at all: they end some day, not yet, and hold more than it costs. */
export const isRenewable = ({ expireDeposit, value, feeRefresh }: Kind, now: number): boolean =>
  expireDeposit !== "never" && isBefore(now, expireDeposit) && compare(value, feeRefresh) > 0;

/** Of that time so little is left that it is not waited any longer. */
const last = 1 / 8;

/** Whether coins of this kind have to be renewed now, if ever. */
export const isUrgent = (kind: Kind, now: number): boolean => now >= pointIn(kind, 1 - last);

/** When the first coin of this kind may be due, in seconds; before that none needs to be looked at. */
export const firstRenewal = (kind: Kind): number => pointIn(kind, half);

/**
 * When this coin is due, in seconds; the same on every device. Coins of other devices come later: they are left to
 * their own devices, unless those are silent or lost.
 */
export function renewalOf(kind: Kind, coin: string, isOwn: boolean): number {
  const [high = 0, low = 0] = sha512Half(utf8(`renewal ${coin}`));
  const place = (high * 256 + low) / 65_536;
  return pointIn(kind, half + (isOwn ? 0 : spread) + spread * place);
}

function pointIn({ start, expireDeposit }: Kind, share: number): number {
  if (start === "never" || expireDeposit === "never") return Number.POSITIVE_INFINITY;
  return Math.floor(start + (expireDeposit - start) * share);
}
