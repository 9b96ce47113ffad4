/** Finding out which coins an exchange has signed for us that no plan here explains (protocol page on recovery, section 3). */
import type { Env } from "../env/env.ts";
import type { Deed } from "../store/deed.ts";
import { batches } from "../store/entities/batch.ts";
import { denominations } from "../store/entities/denomination.ts";
import type { Reserve } from "../store/entities/reserve.ts";
import type { OfferedDenomination } from "../store/exchange-offer.ts";
import { save } from "../store/save.ts";
import { textOf } from "../taler/crockford.ts";
import { seconds } from "../taler/time.ts";
import { batchSize, nextIndex, plan, rememberDenominations } from "./choose.ts";
import { plannedCoins } from "./planchets.ts";
import type { ReserveStory } from "./reserve.ts";

/** How many indices beyond those explained are tried; failed plans leave gaps. */
const gap = 32;

/**
 * Plans for signed coins that are not explained: their indices are found by making the planchets again and
 * comparing envelopes. Empty in the ordinary case, which costs nothing: then the counts agree.
 */
export async function missingPlans(
  env: Env,
  reserve: Reserve,
  withdrawn: ReserveStory["withdrawn"],
  offered: readonly OfferedDenomination[],
): Promise<Deed[]> {
  const known = await env.db.of(batches).where("ix.reserve").equals(reserve.key).toArray();
  const done = known.filter(({ facts }) => facts.doneAt).flatMap(({ facts }) => facts.coins);
  if (withdrawn.length <= done.length) return [];
  const found: { denom: string; index: number }[] = [];
  for (const denom of new Set(withdrawn.map((entry) => entry.denom))) {
    const signed = new Set(withdrawn.filter((entry) => entry.denom === denom).map(({ envelope }) => envelope));
    if (!(await isKnown(env, reserve, denom, offered))) continue;
    const explained = new Set(done.filter((coin) => coin.denom === denom).map(({ index }) => index));
    const last = nextIndex(known, denom) + signed.size + gap;
    const candidates = Array.from({ length: last }, (_, index) => ({ denom, index }));
    const unexplained = candidates.filter(({ index }) => !explained.has(index));
    for (const coin of await plannedCoins(env.db, reserve, unexplained)) {
      if (signed.has(textOf(coin.planchet.envelopeHash))) found.push({ denom, index: coin.index });
    }
  }
  const plans = Array.from({ length: Math.ceil(found.length / batchSize) }, (_, i) =>
    plan(reserve.key, found.slice(i * batchSize, (i + 1) * batchSize), seconds(env.now())),
  );
  // A plan that was refused is refused again: what it would bring is out of reach, and must not be tried for ever.
  return plans.filter(({ key }) => !known.some((batch) => batch.key === key));
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
  await save(env.db, ...rememberDenominations(reserve, [{ denomination }]));
  return true;
}
