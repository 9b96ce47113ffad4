/** Renewing coins before they expire: a refresh is planned for each in time; melting and revealing is as with any other. */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { isSuspended } from "../../exchange/status.ts";
import { type Coin, coins } from "../../store/entities/coin.ts";
import { type Denomination, denominations } from "../../store/entities/denomination.ts";
import { devices } from "../../store/entities/device.ts";
import { exchanges } from "../../store/entities/exchange.ts";
import { tallied } from "../../store/tally.ts";
import { seconds } from "../../taler/time.ts";
import type { Job } from "../../task/job.ts";
import { isOurs, neighbours } from "../coins/homes.ts";
import { selfOf } from "../roots.ts";
import { allowances } from "./hourly.ts";
import { planRefresh } from "./plan-refresh.ts";
import { firstRenewal, isRenewable, isUrgent, renewalOf } from "./renew.plan.ts";

/** So many plans are made in one step; each costs the wallet some milliseconds of cryptography per new coin. */
const atOnce = 8;

/** One task per denomination: coins are read only once its first renewal is due. */
export const renewJob: Job = {
  kind: "renew",
  reads: ["coins", "denominations", "devices", "exchanges", "ghosts", "offers", "refreshes", "self", "withdrawals"],

  async pending(env) {
    const { db } = env;
    // The runner asks at every sign of life: counts tell what there is, however many coins there are.
    const hashes = [...(await tallied(db, coins)).keys()].filter(isUntouched);
    const kinds = (await db.of(denominations).bulkGet(hashes)).flatMap((kind) => kind ?? []);
    const now = seconds(env.now());
    const due = await Promise.all(
      (await inUse(env, kinds))
        .filter(({ facts }) => isRenewable(facts, now))
        .map(async (kind) => ({ id: kind.key, due: await dueOf(env, kind, now) })),
    );
    return paced(
      env,
      due.filter((task) => Number.isFinite(task.due)),
      new Map(kinds.map((kind) => [kind.key, kind])),
    );
  },

  async step(env, id) {
    const now = seconds(env.now());
    const kind = await env.db.of(denominations).get(id);
    if (!kind || !isRenewable(kind.facts, now) || (await inUse(env, [kind])).length === 0) return;
    const { free } = isUrgent(kind.facts, now) ? { free: atOnce } : (await allowances(env))(kind.facts.exchange);
    const ready = (await renewals(env, kind)).filter(({ at }) => at <= now).slice(0, Math.min(atOnce, free));
    for (const { coin } of ready) await planRefresh(env, coin.key, "expiry");
    const left = new Set((await renewals(env, kind)).map(({ coin }) => coin.key));
    const isVain = ready.length > 0 && ready.every(({ coin }) => left.has(coin.key));
    if (isVain) throw new WalletError("noUsableDenominations", "none lasts any longer");
  },
};

/** After months of sleep very many coins are due at once: they take turns, as long as there is time for that. */
async function paced(
  env: Env,
  tasks: readonly { readonly id: string; readonly due: number }[],
  kinds: ReadonlyMap<string, Denomination>,
) {
  if (!tasks.some(({ due }) => due <= env.now())) return tasks;
  const allowed = await allowances(env);
  return tasks.map((task) => {
    const { facts } = kinds.get(task.id) ?? {};
    if (!facts || isUrgent(facts, seconds(env.now()))) return task;
    return { ...task, due: Math.max(task.due, allowed(facts.exchange).from) };
  });
}

/** Only such coins pay, and nothing but their denomination stands in their sort (store/entities/coin.ts). */
const isUntouched = (sort: string): boolean => sort !== "" && !sort.includes(" ");

/**
 * An exchange that was switched off is left alone, whatever becomes of its coins: its owner wanted it so. Coins that it has
 * called back are given back; it makes no new ones of them.
 */
async function inUse({ db }: Env, kinds: readonly Denomination[]): Promise<readonly Denomination[]> {
  const urls = kinds.map(({ facts }) => facts.exchange);
  const [rows, offers] = await Promise.all([db.of(exchanges).bulkGet(urls), db.offers.bulkGet(urls)]);
  return kinds.filter(({ key }, index) => {
    const row = rows[index];
    return (row === undefined || !isSuspended(row)) && !offers[index]?.revoked?.includes(key);
  });
}

/** Milliseconds. */
async function dueOf(env: Env, kind: Denomination, now: number): Promise<number> {
  const first = firstRenewal(kind.facts);
  if (now < first) return first * 1000;
  const [next] = await renewals(env, kind);
  return next ? next.at * 1000 : Number.POSITIVE_INFINITY;
}

/** Coins of this kind that pay, with the second at which each is due, earliest first; what others took of is left out. */
async function renewals(
  env: Env,
  kind: Denomination,
): Promise<readonly { readonly coin: Coin; readonly at: number }[]> {
  const { device } = await selfOf(env.db);
  const others = neighbours(await env.db.of(devices).toArray(), device, seconds(env.now()));
  const fresh = await env.db.of(coins).where("ix.fresh").equals(kind.key).toArray();
  const haunted = new Set((await env.db.ghosts.toArray()).map(({ coin }) => coin));
  return fresh
    .filter(({ key }) => !haunted.has(key))
    .map((coin) => ({ coin, at: renewalOf(kind.facts, coin.key, isOurs(coin, others)) }))
    .sort((a, b) => a.at - b.at);
}
