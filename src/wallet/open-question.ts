/** The page on which the user tells an exchange who they are: asked for at the moment it is wanted, and kept nowhere. */
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { type Deed, learn } from "../store/deed.ts";
import { deposits } from "../store/entities/deposit.ts";
import { payments } from "../store/entities/payment.ts";
import { type Refresh, refreshes } from "../store/entities/refresh.ts";
import { withdrawals } from "../store/entities/withdrawal.ts";
import { save } from "../store/save.ts";
import type { Legitimization } from "../store/spelling.ts";
import { seconds } from "../taler/time.ts";
import { questionOf as ofDeposit } from "./deposit/deposit-step.ts";
import { isPaused } from "./legitimize/legitimize.plan.ts";
import { hearLegitimization, type OpenQuestion } from "./legitimize/legitimize.ts";
import { questionOf as ofRefresh } from "./refresh/refresh.ts";
import { isHeldUp } from "./refresh/refresh-job.ts";
import { questionOf as ofWithdrawal } from "./withdraw/withdraw.ts";

interface Found {
  readonly question: OpenQuestion;
  readonly told: (legitimization: Legitimization) => Deed;
}

/**
 * The address of the exchange's page for this event; nothing when there is nothing to answer any more. Throws
 * `transactionUnknown`. From now on the exchange is asked more often whether it is content.
 */
export async function openQuestion(env: Env, id: string): Promise<{ readonly page?: string }> {
  const found = await questionBehind(env, id);
  if (!found) return {};
  const { legitimization, page } = await hearLegitimization(env, found.question, false);
  const at = seconds(env.now());
  await save(env.db, found.told({ ...legitimization, at }));
  return page === undefined ? {} : { page };
}

async function questionBehind(env: Env, id: string): Promise<Found | undefined> {
  const withdrawal = await env.db.of(withdrawals).get(id);
  if (withdrawal) {
    const told = (legitimization: Legitimization) => learn(withdrawals, id, { legitimization });
    return isPaused(withdrawal.facts.legitimization)
      ? { question: await ofWithdrawal(env, withdrawal), told }
      : undefined;
  }
  const deposit = await env.db.of(deposits).get(id);
  if (deposit && isPaused(deposit.facts.legitimization)) {
    const told = (legitimization: Legitimization) => learn(deposits, id, { legitimization });
    return { question: await ofDeposit(env, deposit), told };
  }
  return aboutChange(env, id);
}

/** A melt, by its own name or by that of what its coin was paid for. */
async function aboutChange(env: Env, id: string): Promise<Found | undefined> {
  const refresh = await env.db.of(refreshes).get(id);
  if (refresh) return isHeldUp(refresh) ? aboutMelt(env, refresh) : undefined;
  const plans = await env.db.of(payments).where("ix.contract").equals(id).toArray();
  if (plans.length === 0) throw new WalletError("transactionUnknown");
  const names = plans.flatMap(({ facts }) => facts.parts.map(({ coin }) => coin));
  const melts = await env.db.of(refreshes).where("ix.coin").anyOf(names).toArray();
  const held = melts.find(isHeldUp);
  return held && aboutMelt(env, held);
}

async function aboutMelt(env: Env, melt: Refresh): Promise<Found> {
  const told = (legitimization: Legitimization) => learn(refreshes, melt.key, { legitimization });
  return { question: await ofRefresh(env, melt), told };
}
