/** The local trash: what was removed here, by whom, and the way back; after thirty days it is gone for good. */

import { WalletError } from "../api/problems.ts";
import type { RemovedThing } from "../api/removal-views.ts";
import type { Env } from "../env/env.ts";
import { type Coin, coinPath, coins } from "../store/entities/coin.ts";
import { denominations } from "../store/entities/denomination.ts";
import { devices } from "../store/entities/device.ts";
import { bringBackFromTrash, emptyTrash } from "../store/remember.ts";
import type { TrashRow } from "../store/removal.ts";
import { type Amount, isZero } from "../taler/amount.ts";
import { isBefore, seconds } from "../taler/time.ts";
import type { Job } from "../task/job.ts";
import { restOf } from "../wallet/coins/coin-rest.ts";
import { selfOf } from "../wallet/roots.ts";
import { together } from "./trash-parts.ts";
import { type Thing, thingsIn, trashTime } from "./trash-things.ts";

/** More things than these are not shown at once. */
const mostShown = 500;

/** What can be brought back, newest first, and how many older things are left out. */
export async function listTrash(env: Env): Promise<{ readonly things: RemovedThing[]; readonly more: number }> {
  const { things } = await trashNow(env);
  const shown = things.slice(0, mostShown).map(({ view }) => view);
  return { things: shown, more: things.length - shown.length };
}

/**
 * Puts the thing on its way back, with whatever else of the trash it needs: the rescue job inserts it anew, and asks the
 * exchange about coins. Throws `notInTrash` for what is there no more.
 */
export async function bringBack(env: Env, id: string): Promise<void> {
  const { trash, thing } = await find(env, id);
  await bringBackFromTrash(env.db, together(trash, thing.rows), env.now());
}

/** Removes the thing for ever. What it shares with others stays as long as they do. */
export async function removeForEver(env: Env, id: string): Promise<void> {
  await emptyTrash(env.db, (await find(env, id)).thing.rows);
}

/** Clears what has lain there for its time. */
export const trashJob: Job = {
  kind: "trash",
  reads: ["trash"],

  async pending(env) {
    const oldest = await env.db.trash.orderBy("at").first();
    return oldest ? [{ id: "all", due: oldest.at + trashTime }] : [];
  },

  async step(env) {
    await emptyTrash(env.db, { until: env.now() - trashTime });
  },
};

interface Trash {
  readonly trash: readonly TrashRow[];
  readonly things: readonly Thing[];
}

async function find(env: Env, id: string): Promise<{ readonly trash: readonly TrashRow[]; readonly thing: Thing }> {
  const { trash, things } = await trashNow(env);
  const thing = things.find(({ view }) => view.id === id);
  if (!thing) throw new WalletError("notInTrash");
  return { trash, thing };
}

/** What is over its time, or has come back by another way, lies there no more. */
async function trashNow(env: Env): Promise<Trash> {
  const since = env.now() - trashTime;
  const rows = (await env.db.trash.toArray()).filter(({ at }) => at > since);
  const alive = await livingPlaces(env, rows);
  const trash = rows.filter(({ set, key }) => !alive.has(`${set} ${key}`));
  const names = (await env.db.of(devices).toArray()).map(({ key, facts }) => [key, facts.name?.value ?? ""] as const);
  const { device: me } = await selfOf(env.db);
  return { trash, things: thingsIn(trash, { me, nameById: new Map(names), leftByCoin: await leftOn(env, trash) }) };
}

async function livingPlaces({ db }: Env, rows: readonly TrashRow[]): Promise<ReadonlySet<string>> {
  const places = [...new Set(rows.map(({ set }) => set))].map(async (set) => {
    const keys = rows.flatMap((row) => (row.set === set ? [row.key] : []));
    const living = await db.table(set).where("key").anyOf(keys).primaryKeys();
    return living.map((key) => `${set} ${key}`);
  });
  return new Set((await Promise.all(places)).flat());
}

/** By what their rows say: the exchange is asked when they come back. */
async function leftOn(env: Env, trash: readonly TrashRow[]): Promise<ReadonlyMap<string, Amount>> {
  const known = await env.db.of(denominations).toArray();
  const thrown = trash.filter(({ set }) => set === denominations.name) as unknown as typeof known;
  const kinds = new Map([...thrown, ...known].map(({ key, facts }) => [key, facts]));
  const left = new Map<string, Amount>();
  for (const row of trash) {
    if (row.set !== coins.name || row.facts.sig === undefined) continue;
    const kind = kinds.get(coinPath(row.key).denom);
    if (!kind || !isBefore(seconds(env.now()), kind.expireDeposit)) continue;
    const rest = restOf(row.facts as unknown as Coin["facts"], kind);
    if (!isZero(rest)) left.set(row.key, rest);
  }
  return left;
}
