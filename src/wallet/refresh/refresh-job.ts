/** Refreshes as work that runs by itself: the plan is in a backup before the old coin is melted (seed 002). */
import type { Env } from "../../env/env.ts";
import { learn } from "../../store/deed.ts";
import { coinPath } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { type Refresh, refreshes, refreshStatus } from "../../store/entities/refresh.ts";
import { save } from "../../store/save.ts";
import type { Retry } from "../../store/self.ts";
import { type Job, retryId } from "../../task/job.ts";
import { dueOfQuestion, isPaused } from "../legitimize/legitimize.plan.ts";
import { followUp } from "../legitimize/legitimize.ts";
import { selfOf } from "../roots.ts";
import { firstEnd, turnsOf } from "../whose-turn.ts";
import { coverOf } from "./cover.ts";
import { beginnings } from "./polite.ts";
import { melt, questionOf, reveal } from "./refresh.ts";

export const refreshJob: Job = {
  kind: "refresh",
  reads: ["refreshes", "denominations", "devices", "enrolments", "self", "retries"],

  async pending(env) {
    const rows = await env.db.of(refreshes).where("ix.open").anyOf("planned", "melted").toArray();
    if (rows.length === 0) return [];
    const isSafe = await coverOf(env);
    const turns = await turnsOf(env);
    const chances = await lastChances(env, rows);
    const failed = await failures(env, rows);
    const ready = rows
      .filter((row) => refreshStatus(row) === "melted" || isSafe(row))
      .map((row) => {
        const { runner, plannedAt } = row.facts;
        const turn = turns({ runner: runner?.value, since: plannedAt, lastChance: chances(row) });
        return { row, start: Math.max(turn, failed.get(row.key)?.notBefore ?? 0) };
      });
    // What waits for another device, or until it is tried again, takes no place from what does not.
    const patient = ready.filter(({ row, start }) => start <= env.now() && isPatient(row)).map(({ row }) => row);
    const begins = await beginnings(env, patient, { rows, failed, chances });
    return ready.map(({ row, start }) => {
      const { legitimization, askedAt } = row.facts;
      const question = isHeldUp(row) ? dueOfQuestion(legitimization, askedAt, env.now()) : 0;
      return { id: row.key, due: Math.max(start, begins.get(row.key) ?? 0, question) };
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

/**
 * When (milliseconds) a plan is of no use any more: the exchange makes new coins of a denomination only while it can be
 * withdrawn, and takes the old one only while it can be spent. What was melted and is not revealed by then is lost.
 */
async function lastChances({ db }: Env, rows: readonly Refresh[]): Promise<(row: Refresh) => number> {
  const names = rows.flatMap(({ facts }) => [coinPath(facts.coin).denom, ...facts.denoms]);
  const known = (await db.of(denominations).bulkGet([...new Set(names)])).flatMap((row) => row ?? []);
  const kinds = new Map(known.map(({ key, facts }) => [key, facts]));
  return (row) => {
    const old = kinds.get(coinPath(row.facts.coin).denom);
    const isMelted = refreshStatus(row) === "melted";
    const made = row.facts.denoms.flatMap((denom) => kinds.get(denom)?.expireWithdraw ?? []);
    return firstEnd([...(old && !isMelted ? [old.expireDeposit] : []), ...made]);
  };
}

/** Of these refreshes those that have failed, with how often, when, and until when each is left alone (milliseconds). */
async function failures({ db, now }: Env, rows: readonly Refresh[]): Promise<ReadonlyMap<string, Retry>> {
  const known = new Map((await db.retries.toArray()).map((retry) => [retry.id, retry]));
  const found = rows.map(({ key }) => [key, known.get(retryId({ kind: "refresh", id: key }))] as const);
  return new Map(found.flatMap(([key, retry]) => (retry && retry.at <= now() ? [[key, retry] as const] : [])));
}

/** What is not melted yet may wait. Whoever renews the secret wants no coin to be left under the old one. */
const isPatient = (row: Refresh): boolean =>
  refreshStatus(row) === "planned" && !isHeldUp(row) && row.facts.reason !== "rotation";

/** The exchange has not melted it, because it wants to know something first. */
export const isHeldUp = (row: Refresh): boolean =>
  refreshStatus(row) === "planned" && isPaused(row.facts.legitimization);
