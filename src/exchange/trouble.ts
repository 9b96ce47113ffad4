/** How long something has been failing in the same way. */
import type { Problem } from "../api/problems.ts";
import type { OfferTrouble } from "../store/exchange-offer.ts";

/** The trouble after one more failure; another problem begins a new one. `now` in milliseconds. */
export function troubleAfter(before: OfferTrouble | undefined, { code, detail }: Problem, now: number): OfferTrouble {
  const isSame = before?.code === code;
  return {
    code,
    ...(detail !== undefined && { detail }),
    since: isSame ? before.since : now,
    at: now,
    times: isSame ? before.times + 1 : 1,
  };
}
