/** Which refreshes may begin now, and when the others: no exchange is asked more often in an hour than is polite. */
import type { Env } from "../../env/env.ts";
import type { Refresh } from "../../store/entities/refresh.ts";
import { changedLately } from "./changed-lately.ts";
import { exchangesOf } from "./exchanges-of.ts";
import { turnsToBegin } from "./polite.plan.ts";

/** When each of these plans may begin, by its key, in milliseconds; `chances` tells when one is of no use any more. */
export async function beginnings(
  env: Env,
  planned: readonly Refresh[],
  chances: (row: Refresh) => number,
): Promise<ReadonlyMap<string, number>> {
  if (planned.length === 0) return new Map();
  const newest = await changedLately(env);
  const exchangeOf = await exchangesOf(env, [...planned, ...newest]);
  const servers = new Set(planned.map(exchangeOf));
  const turns = [...servers].map((server) => {
    const begun = newest.filter((row) => exchangeOf(row) === server).flatMap(({ facts }) => facts.meltedAt ?? []);
    const waiting = planned.filter((row) => exchangeOf(row) === server).map((row) => waitingOf(row, chances(row)));
    return turnsToBegin(
      waiting,
      begun.map((at) => at * 1000),
      env.now(),
    );
  });
  return new Map(turns.flatMap((some) => [...some]));
}

const waitingOf = ({ key, facts }: Refresh, lastChance: number) => ({
  ...{ key, lastChance },
  plannedAt: (facts.plannedAt ?? 0) * 1000,
});
