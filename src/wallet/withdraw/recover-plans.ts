/** Finding out which coins an exchange has signed for us that no plan here explains (protocol page on recovery, section 3). */
import type { Env } from "../../env/env.ts";
import { withdrawable } from "../../exchange/offered.ts";
import type { Deed } from "../../store/deed.ts";
import type { Batch } from "../../store/entities/batch.ts";
import { denominations } from "../../store/entities/denomination.ts";
import type { Reserve } from "../../store/entities/reserve.ts";
import type { OfferedDenomination } from "../../store/exchange-offer.ts";
import { save } from "../../store/save.ts";
import { textOf } from "../../taler/crockford.ts";
import { seconds } from "../../taler/time.ts";
import { batchSize, nextIndex, plan, rememberDenominations } from "./choose.ts";
import { plannedCoins } from "./planchets.ts";
import { doneCoins, nameOf } from "./refusals.plan.ts";
import type { ReserveStory } from "./reserve.ts";

/** How many indices beyond those explained are tried; failed plans leave gaps. */
const gap = 32;

/** Planchets that are made at a time. */
const slice = 8;

type Coin = Batch["facts"]["coins"][number];

/** What is to be done about signed coins that we do not have. */
export interface Unexplained {
  readonly plans: readonly Deed[];
  /** A plan we have, and which was refused although its coins are signed and can still be had. */
  readonly again: Batch | undefined;
}

/**
 * Plans for signed coins that are not explained: their indices are found by making the planchets again and
 * comparing envelopes. Empty in the ordinary case, which costs nothing: then the counts agree.
 */
export async function unexplained(
  env: Env,
  reserve: Reserve,
  known: readonly Batch[],
  withdrawn: ReserveStory["withdrawn"],
  offered: readonly OfferedDenomination[],
): Promise<Unexplained> {
  if (withdrawn.length <= doneCoins(known).size) return { plans: [], again: undefined };
  const now = seconds(env.now());
  const plans: Deed[] = [];
  // Each denomination for itself: one that has expired must not keep the others from being recovered.
  for (const denom of new Set(withdrawn.map((entry) => entry.denom))) {
    if (!(await isKnown(env, reserve, denom, offered))) continue;
    const found = await signedCoins(env, reserve, known, withdrawn, denom);
    for (let start = 0; start < found.length; start += batchSize) {
      plans.push(plan(reserve.key, found.slice(start, start + batchSize), { plannedAt: now }));
    }
  }
  const knownByKey = new Map(known.map((batch) => [batch.key, batch]));
  const refused = plans.flatMap(({ key }) => knownByKey.get(key) ?? []);
  const within = new Set(withdrawable(offered, now).map(({ hash }) => hash));
  // Coins of a denomination that is no longer signed are out of reach for ever.
  const again = refused.find(({ facts }) => facts.coins.every(({ denom }) => within.has(denom)));
  return { plans: plans.filter(({ key }) => !knownByKey.has(key)), again };
}

/** The coins of this denomination that the exchange has signed and that no plan of ours has brought. */
async function signedCoins(
  env: Env,
  reserve: Reserve,
  known: readonly Batch[],
  withdrawn: ReserveStory["withdrawn"],
  denom: string,
): Promise<Coin[]> {
  const signed = new Set(withdrawn.filter((entry) => entry.denom === denom).map(({ envelope }) => envelope));
  const done = doneCoins(known);
  const last = nextIndex(known, denom) + signed.size + gap;
  const candidates = Array.from({ length: last }, (_, index) => ({ denom, index }));
  const untold = candidates.filter((coin) => !done.has(nameOf(coin)));
  const missing = signed.size - (candidates.length - untold.length);
  const found: Coin[] = [];
  // A planchet costs milliseconds: no more are made than it takes to find all.
  for (let start = 0; start < untold.length && found.length < missing; start += slice) {
    const planned = await plannedCoins(env.db, reserve, untold.slice(start, start + slice));
    const ours = planned.filter(({ planchet }) => signed.has(textOf(planchet.envelopeHash)));
    found.push(...ours.map(({ index }) => ({ denom, index })));
  }
  return found;
}

/** A denomination named by the history that we do not remember is taken from what the exchange offers. */
async function isKnown(
  env: Env,
  reserve: Reserve,
  denom: string,
  offered: readonly OfferedDenomination[],
): Promise<boolean> {
  if (await env.db.of(denominations).get(denom)) return true;
  const denomination = offered.find(({ hash }) => hash === denom);
  if (!denomination) return false;
  await save(env.db, ...rememberDenominations(reserve.facts.exchange, [{ denomination }]));
  return true;
}
