/** What is remembered of downloads and checks that fail: what, since when, how often, and until when to leave the server alone. */
import type { Problem } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import type { OfferTrouble } from "../store/exchange-offer.ts";

/** After one more failure; `now` in milliseconds. */
export function troubleAfter(
  before: OfferTrouble | undefined,
  { code, detail, retryAfter }: Problem,
  now: number,
): OfferTrouble {
  return {
    code,
    ...(detail !== undefined && { detail }),
    since: before?.since ?? now,
    at: now,
    times: (before?.times ?? 0) + 1,
    ...(retryAfter !== undefined && { notBefore: now + retryAfter }),
  };
}

/**
 * When to try again (milliseconds): the wait doubles from failure to failure between these bounds, and chance shortens
 * it by up to half, so that wallets that failed together do not come back together. What the server asked for counts.
 */
export function nextTry(
  { at, times, notBefore = 0 }: OfferTrouble,
  { shortest, longest }: { readonly shortest: number; readonly longest: number },
  { random }: Pick<Env, "random">,
): number {
  const [dice = 0] = random(1);
  const wait = Math.min(shortest * 2 ** (times - 1), longest);
  return Math.max(at + Math.ceil(wait * (1 - dice / 512)), notBefore);
}

/** Until when (milliseconds) the server wants to be left alone; what was noted in the future counts for nothing. */
export const restUntil = (trouble: OfferTrouble | undefined, now: number): number =>
  trouble && trouble.at <= now ? (trouble.notBefore ?? 0) : 0;
