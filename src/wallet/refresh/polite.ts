/** Which refreshes may begin now, and when the others: no exchange is asked more often in an hour than is polite. */
import type { Env } from "../../env/env.ts";
import type { Refresh } from "../../store/entities/refresh.ts";
import { changedLately } from "./changed-lately.ts";
import { exchangesOf } from "./exchanges-of.ts";
import { type Failed, turnsAgain, turnsToBegin } from "./polite.plan.ts";

/** What is known of the plans that are not over. */
export interface OpenPlans {
  readonly rows: readonly Refresh[];
  /** Those that failed when they were tried last, by their keys. */
  readonly failed: ReadonlyMap<string, Failed>;
  /** When one is of no use any more, in milliseconds. */
  readonly chances: (row: Refresh) => number;
}

/** When each of these plans, some of the open ones, may begin or be tried again; by its key, in milliseconds. */
export async function beginnings(
  env: Env,
  planned: readonly Refresh[],
  { rows, failed, chances }: OpenPlans,
): Promise<ReadonlyMap<string, number>> {
  if (planned.length === 0) return new Map();
  const newest = await changedLately(env);
  const exchangeOf = await exchangesOf(env, [...rows, ...newest]);
  const servers = new Set(planned.map(exchangeOf));
  const turns = [...servers].map((server) => {
    const isHere = (row: Refresh) => exchangeOf(row) === server;
    const begun = newest.filter(isHere).flatMap(({ facts: { meltedAt } }) => (meltedAt ? [meltedAt * 1000] : []));
    const failures = rows.filter(isHere).flatMap(({ key }) => failed.get(key) ?? []);
    const waiting = planned.filter(isHere).map((row) => waitingOf(row, chances(row)));
    const again = waiting.filter(({ key }) => failed.has(key));
    const inTurn = turnsToBegin(waiting, begun, env.now());
    const inTurnAgain = turnsAgain(again, failures, begun, env.now());
    return [...inTurn].map(([key, at]) => [key, Math.max(at, inTurnAgain.get(key) ?? 0)] as const);
  });
  return new Map(turns.flat());
}

const waitingOf = ({ key, facts }: Refresh, lastChance: number) => ({
  ...{ key, lastChance },
  plannedAt: (facts.plannedAt ?? 0) * 1000,
});
