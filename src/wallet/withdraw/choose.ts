/** Deciding which coins to make of what a reserve holds: plans named by their content, alike on every device. */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { type Deed, insert, learn } from "../../store/deed.ts";
import { type Batch, batches, batchStatus } from "../../store/entities/batch.ts";
import { denominations } from "../../store/entities/denomination.ts";
import type { Reserve } from "../../store/entities/reserve.ts";
import { withdrawals } from "../../store/entities/withdrawal.ts";
import type { OfferedDenomination } from "../../store/exchange-offer.ts";
import { decide } from "../../store/save.ts";
import type { Amount } from "../../taler/amount.ts";
import { canonicalJson } from "../../taler/canonical.ts";
import { textOf } from "../../taler/crockford.ts";
import { sha512Half, utf8 } from "../../taler/hash.ts";
import { seconds } from "../../taler/time.ts";
import { buysAny, type Choice, chooseDenominations } from "../coins/denominations.plan.ts";
import { inexplicablyRefused } from "./refusals.plan.ts";

type Coins = Batch["facts"]["coins"];
type Picks = Choice["picks"];

/** Planchets in one request; each costs the exchange a signature, and us a slice of a worker's life. */
export const batchSize = 64;

/** The name of a plan: hash of the reserve and of what is to be withdrawn from it. */
export const batchKey = (reserve: string, coins: Coins): string =>
  textOf(sha512Half(utf8(canonicalJson({ reserve, coins: coins.map(({ denom, index }) => [denom, index]) }))));

/**
 * Plans the coins for `balance`, which is what the exchange says the reserve still holds; nothing may be in the
 * air. With `stage` only these are planned: they pay for the backup, so that they wait for none. When not even one coin fits, the withdrawal is finished. Throws `noUsableDenominations` when those that would fit
 * have run out, since others of their worth will follow, and `reserveRefused` instead of planning once more what the
 * exchange has just refused for no reason we can see.
 */
export async function choose(
  env: Env,
  reserve: Reserve,
  balance: Amount,
  offered: readonly OfferedDenomination[],
  stage?: Picks,
): Promise<void> {
  const now = seconds(env.now());
  await decide(env.db, [batches, withdrawals], async (sight) => {
    const known = await sight.where(batches, "reserve", reserve.key);
    if (known.some((batch) => batchStatus(batch) === "pending")) return {};
    const picks = stage ?? chooseDenominations(balance, offered, now).picks;
    const refused = inexplicablyRefused(known, balance, offered, now);
    if (picks.some(({ denomination }) => refused.has(denomination.hash))) {
      throw new WalletError("reserveRefused", "the exchange does not sign what it offers");
    }
    if (picks.length === 0) {
      if (buysAny(balance, offered)) throw new WalletError("noUsableDenominations", "none small enough is signed now");
      return { deeds: [learn(withdrawals, reserve.key, { finishedAt: now })] };
    }
    // What comes after the end belongs to another event: revoked coins have brought it back.
    const { finishedAt } = (await sight.get(withdrawals, reserve.key))?.facts ?? {};
    const at = finishedAt === undefined ? now : Math.max(now, finishedAt + 1);
    const uncovered = stage ? { uncoveredAt: env.now() } : {};
    const plans = planned(reserve, picks, known, { plannedAt: at, ...uncovered });
    return { deeds: [...rememberDenominations(reserve.facts.exchange, picks), ...plans] };
  });
}

type When = Pick<Batch["facts"], "plannedAt" | "uncoveredAt">;

function planned(reserve: Reserve, picks: Picks, known: readonly Batch[], when: When): Deed[] {
  const coins = picks.flatMap(({ denomination: { hash }, count }) => {
    const first = nextIndex(known, hash);
    return Array.from({ length: count }, (_, i) => ({ denom: hash, index: first + i }));
  });
  const deeds: Deed[] = [];
  for (let start = 0; start < coins.length; start += batchSize) {
    deeds.push(plan(reserve.key, coins.slice(start, start + batchSize), when));
  }
  return deeds;
}

/** A plan as a row. */
export const plan = (reserve: string, coins: Coins, when: When): Deed =>
  insert(batches, batchKey(reserve, coins), { reserve, coins, ...when });

/** An index is never used twice, not even that of a refused plan: it may have been signed in spite of the refusal. */
export function nextIndex(known: readonly Batch[], denom: string): number {
  const used = known.flatMap(({ facts }) => facts.coins.filter((coin) => coin.denom === denom));
  return used.reduce((next, { index }) => Math.max(next, index + 1), 0);
}

/** The denominations of a plan, whole: an exchange forgets those it no longer offers. */
export function rememberDenominations(
  exchange: string,
  picks: readonly { readonly denomination: OfferedDenomination }[],
): Deed[] {
  return picks.map(({ denomination: { hash, isLost: _, ...facts } }) =>
    insert(denominations, hash, { exchange, ...facts }),
  );
}
