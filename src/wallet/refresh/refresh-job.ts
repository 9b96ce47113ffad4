/** Refreshes as work that runs by itself: the plan is in a backup before the old coin is melted (seed 002). */

import { learn } from "../../store/deed.ts";
import { type Refresh, refreshes, refreshStatus } from "../../store/entities/refresh.ts";
import { save } from "../../store/save.ts";
import type { Job } from "../../task/job.ts";
import { dueOfQuestion, isPaused } from "../legitimize/legitimize.plan.ts";
import { followUp } from "../legitimize/legitimize.ts";
import { selfOf } from "../roots.ts";
import { turnsOf } from "../whose-turn.ts";
import { coverOf } from "./cover.ts";
import { melt, questionOf, reveal } from "./refresh.ts";

export const refreshJob: Job = {
  kind: "refresh",
  reads: ["refreshes", "devices", "enrolments", "self"],

  async pending(env) {
    const rows = await env.db.of(refreshes).where("ix.open").anyOf("planned", "melted").toArray();
    if (rows.length === 0) return [];
    const isSafe = await coverOf(env);
    const turns = await turnsOf(env);
    return rows
      .filter((row) => refreshStatus(row) === "melted" || isSafe(row))
      .map((row) => {
        const { runner, plannedAt, legitimization, askedAt } = row.facts;
        const start = turns({ runner: runner?.value, since: plannedAt });
        return {
          id: row.key,
          due: isHeldUp(row) ? Math.max(start, dueOfQuestion(legitimization, askedAt, env.now())) : start,
        };
      });
  },

  async step(env, id) {
    const row = await env.db.of(refreshes).get(id);
    const status = row && refreshStatus(row);
    // Asking is no work that must not be done twice.
    if (row && isHeldUp(row))
      return save(env.db, learn(refreshes, id, await followUp(env, await questionOf(env, row))));
    if (row && status === "planned" && (await coverOf(env))(row)) await melt(env, row);
    else if (row && status === "melted") await reveal(env, row);
    else return;
    const { device } = await selfOf(env.db);
    if (row.facts.runner?.value !== device) await save(env.db, learn(refreshes, id, { runner: device }));
  },
};

/** The exchange has not melted it, because it wants to know something first. */
export const isHeldUp = (row: Refresh): boolean =>
  refreshStatus(row) === "planned" && isPaused(row.facts.legitimization);
