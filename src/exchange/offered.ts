/** Which of an exchange's denominations can be withdrawn right now. */
import type { OfferedDenomination } from "../store/exchange-offer.ts";
import { isBefore } from "../taler/time.ts";

/** Coins expire for withdrawing while a request is under way; this many seconds are left for it. */
const margin = 60;

/** Started, not ended, key not lost. `now` in seconds. */
export function withdrawable(offered: readonly OfferedDenomination[], now: number): OfferedDenomination[] {
  return offered.filter((d) => !d.isLost && !isBefore(now, d.start) && isBefore(now + margin, d.expireWithdraw));
}
