/** The work of the wallet's verbs: what is pending is read from the records. */
import type { Env } from "../env/env.ts";
import { learn } from "../store/deed.ts";
import { batches, batchStatus } from "../store/entities/batch.ts";
import { denominations } from "../store/entities/denomination.ts";
import { exchanges } from "../store/entities/exchange.ts";
import { type Withdrawal, type WithdrawalStatus, withdrawalStatus, withdrawals } from "../store/entities/withdrawal.ts";
import { save } from "../store/save.ts";
import { seconds } from "../taler/time.ts";
import type { Job } from "../task/job.ts";
import { dueOfQuestion } from "./legitimize/legitimize.plan.ts";
import { patience } from "./legitimize/patience.ts";
import { selfOf } from "./roots.ts";
import { firstEnd, turnsOf } from "./whose-turn.ts";
import { bankCodes } from "./withdraw/bank.ts";
import type { WithdrawStep } from "./withdraw/withdraw.plan.ts";
import { askForArrival, nextStep, step } from "./withdraw/withdraw.ts";

/** Of these something is to be done, or news to be expected. */
const watched: readonly WithdrawalStatus[] = ["selecting", "confirming", "transferring", "withdrawing", "aborted"];

/** What was called off is watched this long at least: the money may have been sent before. Milliseconds. */
const watch = 30 * 24 * 60 * 60_000;

/** The first look, in milliseconds, at the reserve of a withdrawal that is over. */
const firstLook = 60 * 60_000;

/** Who only asks these does no work that must not be done twice. */
const questions = new Set<WithdrawStep["do"]>(["askBank", "askIdentity", "callOff", "askReserve"]);

export const withdrawJob: Job = {
  kind: "withdraw",
  reads: [
    ...["withdrawals", "batches", "denominations", "devices", "enrolments", "self", "reserves"],
    // What is waited for before there is any backup.
    ...["exchanges", "providers", "offers", "coins"],
  ],

  async pending(env) {
    const rows = await env.db.of(withdrawals).where("ix.status").anyOf(watched).toArray();
    if (rows.length === 0) return [];
    const turns = await turnsOf(env);
    const due = await Promise.all(
      rows.map(async (row) => {
        const { runner, acceptedAt } = row.facts;
        const start = turns({ runner: runner?.value, since: acceptedAt, lastChance: await lastChance(env, row) });
        return dueOf(env, row, start, sharing(rows, row, env.now()));
      }),
    );
    return rows.flatMap(({ key }, index) => {
      const at = due[index];
      return at === undefined ? [] : [{ id: key, due: at }];
    });
  },

  async step(env, id) {
    const row = await env.db.of(withdrawals).get(id);
    if (!row) return;
    if (await isOver(env, row)) return save(env.db, learn(withdrawals, id, { abortedAt: seconds(env.now()) }));
    if (withdrawalStatus(row) === "aborted") return askForArrival(env, row);
    const { do: deed } = await nextStep(env, row);
    await step(env, id);
    if (!questions.has(deed)) await takeOver(env, row);
  },
};

/**
 * From here on this device does the work, for it has done some. Neither waiting for news nor trying in vain is work: two
 * devices would take over from each other day after day, and tell it each time.
 */
async function takeOver(env: Env, { key, facts }: Withdrawal): Promise<void> {
  const { device } = await selfOf(env.db);
  if (facts.runner?.value !== device) await save(env.db, learn(withdrawals, key, { runner: device }));
}

/**
 * When (milliseconds) the coins of an open plan can be signed no more, or the exchange sends the money back. Coins that
 * were signed for a device that is lost are given out again only until then.
 */
async function lastChance(env: Env, row: Withdrawal): Promise<number> {
  if (withdrawalStatus(row) !== "withdrawing") return Number.POSITIVE_INFINITY;
  const plans = await env.db.of(batches).where("ix.reserve").equals(row.key).toArray();
  const open = plans.filter((plan) => batchStatus(plan) === "pending").flatMap(({ facts }) => facts.coins);
  const rows = await env.db.of(denominations).bulkGet([...new Set(open.map(({ denom }) => denom))]);
  const { arrivedAt, exchange } = row.facts;
  const { closingDelay = 0 } = (await env.db.of(exchanges).get(exchange))?.facts.learned?.value ?? {};
  const closing = arrivedAt === undefined || closingDelay === 0 ? [] : [arrivedAt + closingDelay];
  return firstEnd([...closing, ...rows.flatMap((one) => one?.facts.expireWithdraw ?? [])]);
}

/**
 * A step that changes something is due now; one that waits for a server is due when patience is over. What waits for
 * the backup is not due before it goes on by itself: the backup's own step makes the runner look again.
 */
async function dueOf(env: Env, row: Withdrawal, start: number, among: number): Promise<number | undefined> {
  if (withdrawalStatus(row) === "aborted") return nextLook(row, start);
  const next = await nextStep(env, row);
  if (next.do === "waitForBackup") return next.until === undefined ? undefined : Math.max(start, next.until);
  if (next.do === "askIdentity") {
    return Math.max(start, dueOfQuestion(row.facts.legitimization, row.facts.askedAt, env.now()));
  }
  if (!questions.has(next.do) || row.facts.askedAt === undefined) return start;
  // By the age when it was asked: a pause that grows while it lasts might never end.
  const age = Math.max(row.facts.askedAt - (row.facts.acceptedAt ?? 0) * 1000, 0);
  const usual = patience(age, among);
  // The other two are held by the server until there is news; this one is answered at once.
  const pause = next.do === "callOff" ? Math.max(usual, 60_000) : usual;
  return Math.max(start, row.facts.askedAt + pause);
}

/** What was accepted longer ago than this (milliseconds) asks so rarely that it keeps nobody waiting. */
const recent = 3 * 60 * 60_000;

/** How many ask the server that this one waits for, itself included: politeness is owed to the server by all of them. */
function sharing(rows: readonly Withdrawal[], row: Withdrawal, now: number): number {
  const [status, server] = [withdrawalStatus(row), serverOf(row)];
  const isPeer = (one: Withdrawal) =>
    withdrawalStatus(one) === status && serverOf(one) === server && now - (one.facts.acceptedAt ?? 0) * 1000 < recent;
  return Math.max(rows.filter((one) => one.key === row.key || isPeer(one)).length, 1);
}

const serverOf = (row: Withdrawal): string | undefined =>
  withdrawalStatus(row) === "confirming" ? row.facts.bank?.url : row.facts.exchange;

/**
 * Refused, and yet the bank knew the key: of two copies of one disk both have used it, and one was not refused. So its
 * reserve is looked at, ever more rarely, for a month; money that is there is withdrawn, whatever was said before.
 */
function nextLook({ facts }: Withdrawal, start: number): number | undefined {
  const { abortedAt = 0, askedAt = 0, selectedAt, refusals = [] } = facts;
  const isKeyKnown = selectedAt !== undefined || refusals.some(({ code }) => code === bankCodes.reserveUsed);
  if (refusals.length === 0 || !isKeyKnown) return undefined;
  const end = abortedAt * 1000;
  const age = Math.max(askedAt - end, 0);
  return age >= watch ? undefined : Math.max(start, end + Math.max(2 * age, firstLook));
}

/**
 * Called off long ago, and nothing had come when bank or exchange were last asked. An exchange that keeps idle reserves
 * for longer than we would watch is watched for as long: until then the money is neither here nor on its way back.
 */
async function isOver({ db }: Env, row: Withdrawal): Promise<boolean> {
  const { cancelledAt, askedAt, exchange } = row.facts;
  if (cancelledAt === undefined || askedAt === undefined || withdrawalStatus(row) === "withdrawing") return false;
  const { closingDelay = 0 } = (await db.of(exchanges).get(exchange))?.facts.learned?.value ?? {};
  return askedAt > cancelledAt * 1000 + Math.max(watch, closingDelay * 1000);
}
