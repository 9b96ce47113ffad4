/** Revoked coins as work that runs by itself: they are given back, and new ones are made of what they brought. */
import type { Env } from "../../env/env.ts";
import { insert, learn } from "../../store/deed.ts";
import { type Coin, coins, readCoinSort } from "../../store/entities/coin.ts";
import { type Denomination, denominations } from "../../store/entities/denomination.ts";
import { paymentStatus, payments } from "../../store/entities/payment.ts";
import { recoups } from "../../store/entities/recoup.ts";
import { refreshes, refreshStatus } from "../../store/entities/refresh.ts";
import { save } from "../../store/save.ts";
import { tallied } from "../../store/tally.ts";
import { isZero } from "../../taler/amount.ts";
import { isBefore, seconds } from "../../taler/time.ts";
import type { Job } from "../../task/job.ts";
import { ghostsOf, leftOf, restOf } from "../coins/coin-rest.ts";
import { selfOf } from "../roots.ts";
import { firstEnd, turnsOf } from "../whose-turn.ts";
import { kindOf, recoupCoin } from "./recoup.ts";
import { renew } from "./withdraw-again.ts";

export const recoupJob: Job = {
  kind: "recoup",
  reads: ["recoups", "coins", "denominations", "offers", "devices", "self"],

  async pending(env) {
    const rows = await env.db.of(recoups).toArray();
    const open = await Promise.all(
      rows.map(async ({ key, facts }) => ((await countRecouped(env, key)) > (facts.renewed ?? 0) ? [key] : [])),
    );
    const due = [...new Set([...open.flat(), ...(await endangered(env))])];
    if (due.length === 0) return [];
    const turns = await turnsOf(env);
    const rowByKey = new Map(rows.map((row) => [row.key, row.facts]));
    const kinds = await env.db.of(denominations).bulkGet(due);
    return due.map((id, index) => {
      const { runner, noticedAt } = rowByKey.get(id) ?? {};
      const lastChance = firstEnd(kinds[index] ? [kinds[index].facts.expireDeposit] : []);
      return { id, due: turns({ runner: runner?.value, since: noticedAt, lastChance }) };
    });
  },

  async step(env, id) {
    const { device } = await selfOf(env.db);
    const kind = await kindOf(env, id);
    const row = await env.db.of(recoups).get(id);
    const revoked = (await env.db.offers.get(kind.facts.exchange))?.revoked ?? [];
    const due = revoked.includes(id) ? await recoverable(env, kind) : [];
    if (due.length > 0 && !row) {
      const noticedAt = seconds(env.now());
      return save(env.db, insert(recoups, id, { exchange: kind.facts.exchange, noticedAt, runner: device }));
    }
    for (const coin of due) await recoupCoin(env, coin, kind);
    if (!row) return;
    const recouped = await env.db.of(coins).where("ix.recouped").equals(id).toArray();
    const isDone = recouped.length > (row.facts.renewed ?? 0) && (await renew(env, recouped));
    const { runner } = row.facts;
    await save(
      env.db,
      ...(isDone ? [learn(recoups, id, { renewed: recouped.length })] : []),
      ...(runner?.value === device ? [] : [learn(recoups, id, { runner: device })]),
    );
  },
};

const countRecouped = ({ db }: Env, denom: string): Promise<number> =>
  db.of(coins).where("ix.recouped").equals(denom).count();

/** Revoked denominations of which coins here still hold something, from the counts of coins. */
async function endangered({ db, now }: Env): Promise<readonly string[]> {
  const revoked = (await db.offers.toArray()).flatMap((offer) => offer.revoked ?? []);
  if (revoked.length === 0) return [];
  const known = (await db.of(denominations).bulkGet(revoked)).flatMap((kind) => kind ?? []);
  const kinds = new Map(known.map(({ key, facts }) => [key, facts]));
  const sorts = [...(await tallied(db, coins)).keys()].map(readCoinSort);
  const worthy = sorts.filter(({ denom, taken, back, returned, purged }) => {
    const kind = kinds.get(denom);
    return kind && isBefore(seconds(now()), kind.expireDeposit) && !isZero(leftOf(kind, taken, back, returned, purged));
  });
  return worthy.map(({ denom }) => denom);
}

/** Coins that hold something which no plan of ours is about to take. */
async function recoverable({ db, now }: Env, { key, facts }: Denomination): Promise<readonly Coin[]> {
  if (!isBefore(seconds(now()), facts.expireDeposit)) return [];
  const all = await db.of(coins).where("ix.denom").equals(key).toArray();
  const found = await Promise.all(
    all.map(async (coin) => {
      if (coin.facts.sig === undefined || isZero(restOf(coin.facts, facts, await ghostsOf(db, coin.key)))) return [];
      return (await isPlanned(db, coin)) ? [] : [coin];
    }),
  );
  return found.flat();
}

/** Whether a payment or a refresh that may still take of the coin is under way. */
async function isPlanned(db: Env["db"], { key, facts: { spends = [], freed = [] } }: Coin): Promise<boolean> {
  const open = spends.map(({ by }) => by).filter((by) => !freed.includes(by));
  const plans = open.flatMap((by) => (by.startsWith("p:") ? [by.split(":")[2] ?? ""] : []));
  const paying = (await db.of(payments).bulkGet(plans)).some((one) => one && paymentStatus(one) === "pending");
  const changing = await db.of(refreshes).where("ix.coin").equals(key).toArray();
  return paying || changing.some((one) => ["planned", "melted"].includes(refreshStatus(one)));
}
