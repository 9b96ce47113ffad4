/** After the secret was renewed: whatever pays under the old one becomes coins that follow from the new one. */
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { compare } from "../taler/amount.ts";
import type { Job } from "../task/job.ts";
import { allowances } from "../wallet/refresh/hourly.ts";
import { planRefresh } from "../wallet/refresh/plan-refresh.ts";
import { type Pile, pilesOf } from "./old-coins.ts";
import { replacedRoots, turnAfter } from "./rotation.ts";
import { waitsFor } from "./rotation-gate.ts";

/** So many plans are made in one step; each costs the wallet some milliseconds of cryptography per new coin. */
const atOnce = 8;

/** One task per exchange that has coins to be renewed. Coins that are still to come are renewed when they are here. */
export const rotationJob: Job = {
  kind: "rotation",
  reads: [
    ...["formerRoots", "self", "enrolments", "providers", "devices"],
    ...["coins", "ghosts", "reserves", "refreshes", "denominations", "exchanges", "offers", "withdrawals"],
  ],

  async pending(env) {
    const roots = await replacedRoots(env.db);
    if (roots.length === 0 || (await waitsFor(env)) !== undefined) return [];
    const piles = await renewable(env);
    if (piles.length === 0) return [];
    const turn = await turnAfter(env, roots);
    const allowed = await allowances(env);
    const urls = new Set(piles.map(({ kind }) => kind.facts.exchange));
    return [...urls].map((url) => ({ id: url, due: Math.max(turn, allowed(url).from) }));
  },

  async step(env, url) {
    if ((await waitsFor(env)) !== undefined) return;
    const { free } = (await allowances(env))(url);
    const names = (await renewable(env))
      .filter(({ kind }) => kind.facts.exchange === url)
      .flatMap((pile) => pile.names);
    const chosen = names.slice(0, Math.min(atOnce, free));
    for (const name of chosen) await planRefresh(env, name, "rotation");
    const left = new Set((await renewable(env)).flatMap((pile) => pile.names));
    const isVain = chosen.length > 0 && chosen.every((name) => left.has(name));
    if (isVain) throw new WalletError("noUsableDenominations", "none that could take their place");
  },
};

/** What is worth most comes first: somebody else may have it in hand. */
async function renewable(env: Env): Promise<readonly Pile[]> {
  const old = new Set((await replacedRoots(env.db)).map(({ key }) => key));
  const piles = (await pilesOf(env, (root) => old.has(root))).filter(
    ({ price }) => !("why" in price) || price.why === "silent",
  );
  return piles.sort((a, b) => orderOf(a, b));
}

/** Amounts of two currencies have no order; these never compete, since no exchange has two. */
const orderOf = ({ kind: a }: Pile, { kind: b }: Pile): number =>
  a.facts.exchange === b.facts.exchange ? compare(b.facts.value, a.facts.value) : 0;
