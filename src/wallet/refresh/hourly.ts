/** Coins that are renewed while nobody waits for it: so few in an hour that no exchange is asked sixty times. */
import type { Env } from "../../env/env.ts";
import { isRenewal, type Refresh, refreshes } from "../../store/entities/refresh.ts";
import { withdrawals } from "../../store/entities/withdrawal.ts";
import { storyPlace } from "../../store/story-place.ts";
import { seconds } from "../../taler/time.ts";
import { changedLately } from "./changed-lately.ts";
import { exchangesOf } from "./exchanges-of.ts";
import { isHeldUp } from "./refresh-job.ts";

/** So many at one exchange, each with two requests: there is room for all else, and for those that fail. */
const most = 12;

/** Money that is on its way asks often at first, and somebody waits for it: each withdrawal but one takes so many places. */
const yielded = 4;

/** However many there are, some coins are renewed. */
const least = 2;

/** What was accepted longer ago than this, in seconds, asks rarely. */
const lively = 2 * 60 * 60;

const hour = 60 * 60;

/** What is left of an hour: how many plans may be made now, and from when on (milliseconds) another one. */
export interface Allowance {
  readonly free: number;
  readonly from: number;
}

/** By exchange. */
export async function allowances(env: Env): Promise<(exchange: string) => Allowance> {
  const recent = await recentPlans(env);
  const awaited = await awaitedMoney(env);
  return (exchange) => {
    const times = recent.get(exchange) ?? [];
    const places = Math.max(most - yielded * Math.max((awaited.get(exchange) ?? 0) - 1, 0), least);
    const decisive = times[times.length - places];
    const from = decisive === undefined ? 0 : (decisive + hour) * 1000;
    return { free: Math.max(0, places - times.length), from };
  };
}

/** How many withdrawals were accepted lately, by exchange. */
async function awaitedMoney({ db, now }: Env): Promise<ReadonlyMap<string, number>> {
  const since = seconds(now()) - lively;
  const rows = await db.of(withdrawals).where("ix.story").belowOrEqual(storyPlace(since, "")).toArray();
  const counts = new Map<string, number>();
  for (const { facts } of rows) counts.set(facts.exchange, (counts.get(facts.exchange) ?? 0) + 1);
  return counts;
}

/**
 * When such plans were made in the last hour, by exchange; in seconds, earliest first. Those that still wait to be carried
 * out, perhaps of a device that fell silent, are as good as made now.
 */
async function recentPlans(env: Env): Promise<ReadonlyMap<string, readonly number[]>> {
  const now = seconds(env.now());
  const made = ({ facts }: Refresh) => facts.plannedAt ?? 0;
  const open = await env.db.of(refreshes).where("ix.open").anyOf("planned", "melted").toArray();
  const known = new Map([...open, ...(await changedLately(env))].map((row) => [row.key, row]));
  const counts = (row: Refresh) => isRenewal(row.facts) && (made(row) > now - hour || isWaiting(row));
  const rows = [...known.values()].filter(counts);
  const exchangeOf = await exchangesOf(env, rows);
  const times = new Map<string, number[]>();
  for (const row of rows) {
    const url = exchangeOf(row) ?? "";
    times.set(url, [...(times.get(url) ?? []), isWaiting(row) ? now : made(row)]);
  }
  for (const all of times.values()) all.sort((a, b) => a - b);
  return times;
}

const isWaiting = (row: Refresh): boolean => row.ix.open !== undefined && !isHeldUp(row);
