/** Deposits as work that runs by itself: sending coins, waiting for the exchange's question, following the wire. */
import type { Env } from "../../env/env.ts";
import { learn } from "../../store/deed.ts";
import { coinPath } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { type Deposit, depositStatus, deposits } from "../../store/entities/deposit.ts";
import { paymentStatus, payments } from "../../store/entities/payment.ts";
import { save } from "../../store/save.ts";
import type { Job } from "../../task/job.ts";
import { dueOfQuestion } from "../legitimize/legitimize.plan.ts";
import { patience } from "../legitimize/patience.ts";
import { selfOf } from "../roots.ts";
import { firstEnd, turnsOf } from "../whose-turn.ts";
import type { DepositStep } from "./deposit.plan.ts";
import { depositStep, nextOf } from "./deposit-step.ts";

/** Who only asks these does no work that must not be done twice. */
const questions = new Set<DepositStep["do"]>(["askIdentity", "track", "rest"]);

export const depositJob: Job = {
  kind: "deposit",
  reads: ["deposits", "payments", "denominations", "devices", "self"],

  async pending(env) {
    const rows = await env.db.of(deposits).where("ix.open").anyOf("sending", "aborting", "taken", "sweeping").toArray();
    if (rows.length === 0) return [];
    const turns = await turnsOf(env);
    return Promise.all(
      rows.map(async (row) => {
        const { runner, acceptedAt } = row.facts;
        const start = turns({ runner: runner?.value, since: acceptedAt, lastChance: await lastChance(env, row) });
        return { id: row.key, due: Math.max(start, await dueOf(env, row)) };
      }),
    );
  },

  async step(env, id) {
    const done = await depositStep(env, id);
    if (!questions.has(done)) await takeOver(env, id);
  },
};

async function takeOver(env: Env, key: string): Promise<void> {
  const row = await env.db.of(deposits).get(key);
  const { device } = await selfOf(env.db);
  if (row && row.facts.runner?.value !== device) await save(env.db, learn(deposits, key, { runner: device }));
}

/** When (milliseconds) the exchange takes the first of the coins no more that are still to be sent, or back. */
async function lastChance({ db }: Env, { key }: Deposit): Promise<number> {
  const plans = await db.of(payments).where("ix.contract").equals(key).toArray();
  const open = plans.filter((plan) => paymentStatus(plan) === "pending").flatMap(({ facts }) => facts.parts);
  const kinds = await db.of(denominations).bulkGet([...new Set(open.map(({ coin }) => coinPath(coin).denom))]);
  return firstEnd(kinds.flatMap((kind) => kind?.facts.expireDeposit ?? []));
}

/** Milliseconds. Nothing is wired before the day that was agreed, so nobody asks before. */
async function dueOf(env: Env, row: Deposit): Promise<number> {
  const { do: deed } = await nextOf(env, row);
  const { legitimization, askedAt, wireBy, dueAt } = row.facts;
  if (deed === "askIdentity") return dueOfQuestion(legitimization, askedAt, env.now());
  if (deed !== "track" || depositStatus(row) !== "taken") return 0;
  const earliest = Math.max(wireBy, dueAt ?? 0) * 1000;
  return askedAt === undefined || askedAt < earliest ? earliest : askedAt + patience(env.now() - earliest);
}
