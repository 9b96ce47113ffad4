/** Purchases that nothing is left to pay for with: when the time for paying is over, they are over, too. */
import type { Env } from "../../env/env.ts";
import { learn } from "../../store/deed.ts";
import { type Purchase, purchases } from "../../store/entities/purchase.ts";
import { save } from "../../store/save.ts";
import { merchantCodes } from "../../taler/merchant-api.ts";
import { isBefore, seconds } from "../../taler/time.ts";
import type { Job } from "../../task/job.ts";
import { turnsOf } from "../whose-turn.ts";
import { contractOf } from "./claim.ts";
import { nextPayStep } from "./pay.plan.ts";
import { sightOf } from "./purchase-step.ts";

/**
 * A job of its own: looking for coins fails ever more rarely, and the end of the time for paying is not to wait for the
 * next look. A payment that has its coins is sent all the same, and the shop says whether it comes too late.
 */
export const payDeadlineJob: Job = {
  kind: "payDeadline",
  reads: ["purchases", "payments", "devices", "self"],

  async pending(env) {
    const rows = await env.db.of(purchases).where("ix.open").equals("paying").toArray();
    if (rows.length === 0) return [];
    const turns = await turnsOf(env);
    const due = await Promise.all(
      rows.map(async (row) => {
        const deadline = deadlineOf(row);
        if (deadline === "never" || !(await hasNoCoins(env, row))) return [];
        const { runner, acceptedAt } = row.facts;
        const start = turns({ runner: runner?.value, since: acceptedAt });
        return [{ id: row.key, due: Math.max(start, deadline * 1000) }];
      }),
    );
    return due.flat();
  },

  async step(env, id) {
    const row = await env.db.of(purchases).get(id);
    if (!row || isBefore(seconds(env.now()), deadlineOf(row)) || !(await hasNoCoins(env, row))) return;
    const at = seconds(env.now());
    await save(
      env.db,
      learn(purchases, id, { refusals: [{ code: merchantCodes.payDeadlineOver, at }], abortedAt: at }),
    );
  },
};

const deadlineOf = ({ facts }: Purchase) => contractOf(facts.contract).terms.pay_deadline;

/** Whether no payment is planned, or is under way. */
const hasNoCoins = async (env: Env, row: Purchase): Promise<boolean> =>
  nextPayStep(row, await sightOf(env, row)).do === "choose";
