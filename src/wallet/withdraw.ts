/** Performing a withdrawal, one step at a time; whatever happened before, the records tell what is next. */
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { readyExchange } from "../exchange/ready.ts";
import { coveredChange, isInitialized } from "../store/coverage.ts";
import { learn } from "../store/deed.ts";
import { batches } from "../store/entities/batch.ts";
import { type Reserve, reserves } from "../store/entities/reserve.ts";
import { type Withdrawal, withdrawals } from "../store/entities/withdrawal.ts";
import { save } from "../store/save.ts";
import { seconds } from "../taler/time.ts";
import { askBank, type BankOperation, selectAtBank } from "./bank.ts";
import { choose } from "./choose.ts";
import { missingPlans } from "./recover-plans.ts";
import { reserveBalance, reserveStory } from "./reserve.ts";
import { signBatch } from "./sign.ts";
import { nextWithdrawStep, type WithdrawStep } from "./withdraw.plan.ts";

/** What is next for this withdrawal. */
export async function nextStep(env: Env, withdrawal: Withdrawal): Promise<WithdrawStep> {
  const enrolments = await env.db.enrolments.toArray();
  return nextWithdrawStep(withdrawal, {
    batches: await env.db.of(batches).where("ix.reserve").equals(withdrawal.key).toArray(),
    needsNoBackup: !isInitialized(enrolments) || withdrawal.facts.uncoveredAt !== undefined,
    covered: coveredChange(enrolments),
  });
}

/** One step. Safe to repeat, and safe to die in. */
export async function step(env: Env, key: string): Promise<void> {
  const withdrawal = await env.db.of(withdrawals).get(key);
  if (!withdrawal) return;
  const next = await nextStep(env, withdrawal);
  switch (next.do) {
    case "select":
      return select(env, withdrawal);
    case "askBank":
      return askForConfirmation(env, withdrawal);
    case "askReserve":
      return askForArrival(env, withdrawal);
    case "choose":
      return chooseCoins(env, await reserveOf(env, withdrawal));
    case "sign":
      return signBatch(env, await reserveOf(env, withdrawal), next.batch);
    case "waitForBackup":
    case "rest":
      return asked(env, withdrawal);
  }
}

async function reserveOf(env: Env, { key }: Withdrawal): Promise<Reserve> {
  const reserve = await env.db.of(reserves).get(key);
  if (!reserve) throw new WalletError("bug", "a withdrawal without its reserve");
  return reserve;
}

const operationOf = ({ facts: { bank } }: Withdrawal): BankOperation => {
  if (!bank) throw new WalletError("bug", "no bank to ask");
  return bank;
};

const asked = (env: Env, { key }: Withdrawal): Promise<void> =>
  save(env.db, learn(withdrawals, key, { askedAt: env.now() }));

/** A real bank answers a repeated selection after the confirmation with a conflict: so it is asked first. */
async function select(env: Env, withdrawal: Withdrawal): Promise<void> {
  const { key, facts } = withdrawal;
  const now = seconds(env.now());
  const operation = await askBank(env, operationOf(withdrawal));
  if ("refused" in operation) return refuse(env, withdrawal, operation.refused);
  if (operation.status === "aborted") return save(env.db, learn(withdrawals, key, { abortedAt: now }));
  const isOurs = operation.selected_reserve_pub === key;
  if (operation.status !== "pending" && operation.selected_reserve_pub && !isOurs) return refuse(env, withdrawal, 5113);
  if (facts.cancelledAt) return save(env.db, learn(withdrawals, key, { abortedAt: now }));
  const answer = await selectAtBank(env, operationOf(withdrawal), {
    reserve: key,
    account: facts.account ?? "",
    amount: operation.amount ? undefined : facts.amount,
  });
  if ("refused" in answer) return afterConflict(env, withdrawal, answer.refused, operation.status !== "pending");
  if (answer.status === "aborted") return save(env.db, learn(withdrawals, key, { abortedAt: now }));
  const confirmUrl = answer.confirm_transfer_url ?? operation.confirm_transfer_url;
  await save(env.db, learn(withdrawals, key, { selectedAt: now, ...(confirmUrl !== undefined && { confirmUrl }) }));
}

/**
 * A bank that names no reserve and refuses ours may have taken it before and lost the answer: only the exchange
 * can tell, and a reserve that never fills costs nothing but a question now and then.
 */
async function afterConflict(env: Env, withdrawal: Withdrawal, code: number, wasSelected: boolean): Promise<void> {
  if (code !== 5114 || !wasSelected) return refuse(env, withdrawal, code);
  await save(env.db, learn(withdrawals, withdrawal.key, { selectedAt: seconds(env.now()) }));
}

const refuse = (env: Env, { key }: Withdrawal, code: number): Promise<void> => {
  const at = seconds(env.now());
  return save(env.db, learn(withdrawals, key, { abortedAt: at, refusals: [{ code, at }] }));
};

async function askForConfirmation(env: Env, withdrawal: Withdrawal): Promise<void> {
  const { key } = withdrawal;
  const operation = await askBank(env, operationOf(withdrawal), "selected");
  const now = seconds(env.now());
  if ("refused" in operation) return refuse(env, withdrawal, operation.refused);
  if (operation.status === "confirmed") return save(env.db, learn(withdrawals, key, { confirmedAt: now }));
  if (operation.status === "aborted") return save(env.db, learn(withdrawals, key, { abortedAt: now }));
  await asked(env, withdrawal);
}

async function askForArrival(env: Env, withdrawal: Withdrawal): Promise<void> {
  const { key, facts } = withdrawal;
  const balance = await reserveBalance(env, facts.exchange, key, true);
  if (balance === undefined) return asked(env, withdrawal);
  await hearStory(env, await reserveOf(env, withdrawal));
}

/** Asks for the reserve's history and remembers what came and went. */
async function hearStory(env: Env, reserve: Reserve) {
  const story = await reserveStory(env, reserve);
  if (!story) throw new WalletError("badAnswer", "the exchange has forgotten a reserve");
  await save(
    env.db,
    learn(reserves, reserve.key, { credits: story.credits, closings: story.closings }),
    learn(withdrawals, reserve.key, { arrivedAt: seconds(env.now()) }),
  );
  return story;
}

/**
 * First whatever the exchange has signed already that no plan of ours explains (a device died before its backup),
 * then the rest of the balance.
 */
async function chooseCoins(env: Env, reserve: Reserve): Promise<void> {
  const story = await hearStory(env, reserve);
  const { offer } = await readyExchange(env, reserve.facts.exchange);
  const missing = await missingPlans(env, reserve, story.withdrawn, offer.denominations);
  if (missing.length > 0) return save(env.db, ...missing);
  await choose(env, reserve, story.balance, offer.denominations);
}
