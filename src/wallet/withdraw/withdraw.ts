/** Performing a withdrawal, one step at a time; whatever happened before, the records tell what is next. */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { readyExchange } from "../../exchange/ready.ts";
import { learn } from "../../store/deed.ts";
import { type Batch, batches } from "../../store/entities/batch.ts";
import { type Reserve, reserves } from "../../store/entities/reserve.ts";
import { type Withdrawal, withdrawals } from "../../store/entities/withdrawal.ts";
import { save } from "../../store/save.ts";
import { type Amount, compare, currencyOf } from "../../taler/amount.ts";
import { textOf } from "../../taler/crockford.ts";
import { publicKeyOf } from "../../taler/eddsa.ts";
import { seconds } from "../../taler/time.ts";
import { holderKey, isAboutHolder, mayHold } from "../legitimize/holding.ts";
import { followUp, type OpenQuestion } from "../legitimize/legitimize.ts";
import { reservePrivateKey } from "../roots.ts";
import { asked, askForConfirmation, callOff, select } from "./at-bank.ts";
import { choose } from "./choose.ts";
import { firstOf, readGate } from "./gate.ts";
import { unexplained } from "./recover-plans.ts";
import { isResting, lastRefusal } from "./refusals.plan.ts";
import { type ReserveStory, reserveBalance, reserveStory } from "./reserve.ts";
import { signBatch } from "./sign.ts";
import { nextWithdrawStep, sightOf, type WithdrawStep } from "./withdraw.plan.ts";

/** What is next for this withdrawal. */
export async function nextStep(env: Env, withdrawal: Withdrawal): Promise<WithdrawStep> {
  const gate = await readGate(env, [withdrawal.facts.exchange]);
  const first = firstOf(gate, withdrawal, await env.db.of(reserves).get(withdrawal.key));
  return nextWithdrawStep(withdrawal, sightOf(withdrawal, await plansOf(env, withdrawal), gate, first));
}

const plansOf = (env: Env, { key }: { readonly key: string }): Promise<Batch[]> =>
  env.db.of(batches).where("ix.reserve").equals(key).toArray();

/** One step. Safe to repeat, and safe to die in. */
export async function step(env: Env, key: string): Promise<void> {
  const withdrawal = await env.db.of(withdrawals).get(key);
  if (!withdrawal) return;
  const next = await nextStep(env, withdrawal);
  switch (next.do) {
    case "select":
      // Before anything has left the account.
      return ifMayHold(env, withdrawal, () => select(env, withdrawal));
    case "callOff":
      return callOff(env, withdrawal);
    case "askBank":
      return askForConfirmation(env, withdrawal);
    case "askReserve":
      return askForArrival(env, withdrawal);
    case "choose":
      return ifMayHold(env, withdrawal, (reserve) => chooseCoins(env, withdrawal, reserve, next.isStage));
    case "askIdentity":
      return save(env.db, learn(withdrawals, key, await followUp(env, await questionOf(env, withdrawal))));
    case "sign":
      return ifMayHold(env, withdrawal, (reserve) => signBatch(env, reserve, next.batch));
    case "waitForBackup":
    case "rest":
      return;
  }
}

/** Goes on unless the exchange wants to know first whose wallet comes to hold so much. */
async function ifMayHold(env: Env, withdrawal: Withdrawal, go: (reserve: Reserve) => Promise<void>): Promise<void> {
  const reserve = await reserveOf(env, withdrawal);
  if (await mayHold(env, withdrawal, reserve)) await go(reserve);
}

async function reserveOf(env: Env, { key }: Withdrawal): Promise<Reserve> {
  const reserve = await env.db.of(reserves).get(key);
  if (!reserve) throw new WalletError("bug", "a withdrawal without its reserve");
  return reserve;
}

/** The question that holds a withdrawal up, as the owner of the reserve, or of the wallet, asks about it. */
export async function questionOf(env: Env, withdrawal: Withdrawal): Promise<OpenQuestion> {
  const reserve = await reserveOf(env, withdrawal);
  const { exchange } = reserve.facts;
  const fact = withdrawal.facts.legitimization;
  const holder = await holderKey(env, reserve);
  const isOfHolder = fact !== undefined && isAboutHolder(fact.value, exchange, textOf(publicKeyOf(holder)));
  return { exchange, fact, priv: isOfHolder ? holder : await reservePrivateKey(env.db, reserve) };
}

/** Asks the exchange whether a wire has come for the reserve. */
export async function askForArrival(env: Env, withdrawal: Withdrawal): Promise<void> {
  const { key, facts } = withdrawal;
  const balance = await reserveBalance(env, facts.exchange, key, true);
  if (balance === undefined) return asked(env, withdrawal);
  const story = await hearStory(env, withdrawal, await reserveOf(env, withdrawal));
  if (story.credits.length === 0) await asked(env, withdrawal);
}

/** Asks for the reserve's history and remembers what came and went. Money has arrived once a wire stands there. */
async function hearStory(env: Env, { key, facts }: Withdrawal, reserve: Reserve): Promise<ReserveStory> {
  const story = await reserveStory(env, reserve, currencyOf(facts.amount));
  if (!story) throw new WalletError("badAnswer", "the exchange has forgotten a reserve");
  const { credits, origins, closings } = story;
  if (credits.length === 0) return story;
  await save(
    env.db,
    learn(reserves, key, { credits, origins, closings }),
    learn(withdrawals, key, { arrivedAt: seconds(env.now()) }),
  );
  return story;
}

async function chooseCoins(env: Env, withdrawal: Withdrawal, reserve: Reserve, isStage: boolean): Promise<void> {
  const story = await hearStory(env, withdrawal, reserve);
  if (story.credits.length === 0) throw new WalletError("badAnswer", "the exchange has forgotten a wire");
  await planCoins(env, reserve, story, isStage ? withdrawal : undefined);
}

/**
 * First whatever the exchange has signed already that no plan of ours explains (a device died before its backup),
 * then the rest of the balance, or of a withdrawal whose coins are to pay for a backup only these. What was refused is
 * judged by the newest keys.
 */
export async function planCoins(env: Env, reserve: Reserve, story: ReserveStory, staged?: Withdrawal): Promise<void> {
  const known = await plansOf(env, reserve);
  const { offer } = await readyExchange(env, reserve.facts.exchange, lastRefusal(known));
  const { plans, again } = await unexplained(env, reserve, known, story.withdrawn, offer.denominations);
  if (plans.length > 0) return save(env.db, ...plans);
  if (again) return signAgain(env, reserve, again);
  if (staged) await planStage(env, staged, story.balance);
  else await choose(env, reserve, story.balance, offer.denominations);
}

/** What the step was chosen for may have changed by what was heard meanwhile: then it is chosen anew. */
async function planStage(env: Env, withdrawal: Withdrawal, balance: Amount): Promise<void> {
  const { exchange } = withdrawal.facts;
  const gate = await readGate(env, [exchange]);
  const reserve = await reserveOf(env, withdrawal);
  const first = firstOf(gate, withdrawal, reserve);
  if (first?.kind !== "stage") return;
  if (compare(first.cost, balance) > 0) throw new WalletError("badAnswer", "a reserve holds less than it should");
  await choose(env, reserve, balance, gate.offerOf.get(exchange) ?? [], first.picks);
}

/** A refusal that the history disproves: coins that were signed are signed again at no cost. */
async function signAgain(env: Env, reserve: Reserve, batch: Batch): Promise<void> {
  if (isResting(batch, seconds(env.now()))) throw new WalletError("reserveRefused", "signed coins are held back");
  await signBatch(env, reserve, batch);
}
