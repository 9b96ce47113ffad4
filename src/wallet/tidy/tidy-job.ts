/** The wallet clears away its own garbage: rarely, a few rows at a time, and in such parts that the books always add up. */
import type { Env } from "../../env/env.ts";
import { withdrawable } from "../../exchange/offered.ts";
import type { Deed } from "../../store/deed.ts";
import { devices } from "../../store/entities/device.ts";
import { recoups } from "../../store/entities/recoup.ts";
import { decide } from "../../store/save.ts";
import type { Ghost, Self } from "../../store/self.ts";
import { bytesOf } from "../../taler/crockford.ts";
import { seconds } from "../../taler/time.ts";
import type { Job } from "../../task/job.ts";
import { readMoney } from "../books/books.ts";
import { selfOf } from "../roots.ts";
import { garbageIn } from "./garbage.plan.ts";
import { yearsWished } from "./history.ts";

const hour = 60 * 60_000;

/** Milliseconds. When something is to be told to a service anyway, what is cleared away goes with it; else it may wait. */
const [dayOrSo, weekOrSo] = [24 * hour, 7 * 24 * hour];
const jitter = 6 * hour;

/** So many rows or somewhat more go in one transaction; the door waits no longer than for these. */
const heap = 200;

/** So many rows in one turn of the job: it reads contracts only of those, and others may want a turn, too. */
export const mostRows = 5 * heap;

export const tidyJob: Job = {
  kind: "tidy",
  reads: ["self", "enrolments", "offers"],

  async pending(env) {
    const { db } = env;
    const self = await selfOf(db);
    if (!(await isTimeSure(env))) return [];
    const hasNews = (await db.enrolments.toArray()).some(({ told }) => told < self.change);
    return [{ id: "all", due: lastTidied(self) + (hasNews ? dayOrSo : weekOrSo) + ownDelay(self) }];
  },

  async step(env) {
    // What others change meanwhile may need what was garbage: then it is all looked at again.
    const { heaps, seen } = await look(env);
    for (const [index, heap] of heaps.entries()) {
      if (!(await clear(env, heap, { ...seen, change: seen.change + index }))) return;
    }
    if (heaps.flat().length < mostRows) await decide(env.db, [], () => ({ self: { tidiedAt: env.now() } }));
  },
};

/**
 * By a clock that is years ahead all money has expired. Some exchange has to offer what can be withdrawn at the time that
 * we believe it is; where none does, everything stays.
 */
async function isTimeSure({ db, now }: Env): Promise<boolean> {
  const offers = await db.offers.toArray();
  return offers.some(({ denominations }) => withdrawable(denominations, seconds(now())).length > 0);
}

const lastTidied = ({ tidiedAt, installedAt }: Self): number => tidiedAt ?? installedAt;

/** Devices of one wallet do not clear away the same things at the same time. */
const ownDelay = ({ device }: Self): number => ((bytesOf(device)[0] ?? 0) / 256) * jitter;

/** What was known when it was decided what is garbage. */
interface Seen {
  /** The number of the last change. */
  readonly change: number;
  /** What is known to have been taken without being told, by coin and purpose. */
  readonly ghosts: ReadonlySet<string>;
}

const ghostName = ({ coin, purpose }: Ghost): string => `${coin} ${purpose}`;

async function look(env: Env): Promise<{ readonly heaps: readonly (readonly Deed[])[]; readonly seen: Seen }> {
  const { change } = await selfOf(env.db);
  const money = await readMoney(env);
  const all = { ...money, recoups: await env.db.of(recoups).toArray() };
  const years = yearsWished(await env.db.of(devices).toArray());
  const heaps = heaped(garbageIn(all, { now: seconds(env.now()), years, most: mostRows }));
  return { heaps, seen: { change, ghosts: new Set(money.ghosts.map(ghostName)) } };
}

/** Several parts go together; none is torn. */
export function heaped(parts: readonly (readonly Deed[])[]): readonly (readonly Deed[])[] {
  const heaps: Deed[][] = [];
  for (const part of parts) {
    const last = heaps.at(-1);
    if (last && last.length < heap) last.push(...part);
    else heaps.push([...part]);
  }
  return heaps;
}

/** False when somebody else has changed something since: then nothing was written. Each heap is one change. */
async function clear({ db }: Env, deeds: readonly Deed[], seen: Seen): Promise<boolean> {
  const isDone = await decide<boolean>(db, [], async ({ self, ghosts }) => {
    const isSame = self.change === seen.change && (await ghosts()).every((one) => seen.ghosts.has(ghostName(one)));
    return isSame ? { deeds, result: true } : {};
  });
  return isDone === true;
}
