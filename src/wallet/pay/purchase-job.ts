/** Purchases as work that runs by itself: paying, getting money back, making coins of what is left. */
import type { Env } from "../../env/env.ts";
import { learn } from "../../store/deed.ts";
import { type Purchase, purchaseStatus, purchases } from "../../store/entities/purchase.ts";
import { save } from "../../store/save.ts";
import type { Job } from "../../task/job.ts";
import { selfOf } from "../roots.ts";
import { firstEnd, turnsOf } from "../whose-turn.ts";
import { contractOf } from "./claim.ts";
import { nextCall, nextPayStep, type PaySight } from "./pay.plan.ts";
import { purchaseStep, sightOf } from "./purchase-step.ts";

export const purchaseJob: Job = {
  kind: "purchase",
  reads: ["purchases", "payments", "devices", "self"],

  async pending(env) {
    const rows = await env.db
      .of(purchases)
      .where("ix.open")
      .anyOf("paying", "aborting", "sweeping", "refundable")
      .toArray();
    if (rows.length === 0) return [];
    const turns = await turnsOf(env);
    const due = await Promise.all(
      rows.map(async (row) => {
        const { runner, acceptedAt } = row.facts;
        const sight = await sightOf(env, row);
        const start = turns({ runner: runner?.value, since: acceptedAt, lastChance: lastChance(row, sight) });
        return dueOf(row, sight, start);
      }),
    );
    return rows.flatMap(({ key }, index) => {
      const at = due[index];
      return at === undefined ? [] : [{ id: key, due: at }];
    });
  },

  async step(env, id) {
    const done = await purchaseStep(env, id);
    // Asking is no work that must not be done twice.
    if (done !== "askRefund" && done !== "rest") await takeOver(env, id);
  },
};

async function takeOver(env: Env, key: string): Promise<void> {
  const row = await env.db.of(purchases).get(key);
  const { device } = await selfOf(env.db);
  if (row && row.facts.runner?.value !== device) await save(env.db, learn(purchases, key, { runner: device }));
}

/**
 * Milliseconds. Nothing can be paid after the deadline; nothing can be given back once the shop has the money, and what it
 * gives without being asked is to be fetched while it does.
 */
function lastChance(row: Purchase, { refundDeadline, autoRefundUntil, now }: PaySight): number {
  const { pay_deadline: deadline, wire_transfer_deadline: wired } = contractOf(row.facts.contract).terms;
  switch (purchaseStatus(row)) {
    case "paying":
      return firstEnd([deadline]);
    case "aborting":
      return firstEnd([refundDeadline > 0 ? refundDeadline : wired]);
    case "paid":
      return firstEnd([refundDeadline, ...(now < autoRefundUntil ? [autoRefundUntil] : [])]);
    case "aborted":
      return Number.POSITIVE_INFINITY;
  }
}

/**
 * Whoever may ask for a refund asks ever more rarely; shortly before the time for refunds is over, and then, once more.
 * Milliseconds.
 */
function dueOf(row: Purchase, sight: PaySight, start: number): number | undefined {
  const next = nextPayStep(row, sight);
  const { askedAt, paidAt = 0 } = row.facts;
  const call = nextCall(row, sight) * 1000;
  if (next.do === "rest") {
    const isOpen = row.facts.paid !== undefined && row.facts.closedAt === undefined;
    return isOpen && Number.isFinite(call) ? Math.max(start, call) : undefined;
  }
  if (next.do !== "askRefund" || askedAt === undefined || (row.facts.refundWishedAt ?? 0) > askedAt) return start;
  return Math.max(start, Math.min(askedAt + pause(askedAt - paidAt * 1000), call));
}

/** Milliseconds to the next question, by how long the last one came after the payment. */
const pause = (age: number): number => Math.min(Math.max(age, 10_000), 60 * 60_000);
