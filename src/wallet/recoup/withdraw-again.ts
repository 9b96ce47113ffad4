/** Making coins once more of what revoked ones brought back: of a reserve, or of the coin they were made of. */
import { WalletError } from "../../api/problems.ts";
import type { Env } from "../../env/env.ts";
import { coveredChange, isInitialized } from "../../store/coverage.ts";
import { batches, batchStatus } from "../../store/entities/batch.ts";
import { type Coin, coinPath } from "../../store/entities/coin.ts";
import { refreshes } from "../../store/entities/refresh.ts";
import { type Reserve, reserves } from "../../store/entities/reserve.ts";
import { currencyOf } from "../../taler/amount.ts";
import { planRefresh } from "../refresh/plan-refresh.ts";
import { reserveStory } from "../withdraw/reserve.ts";
import { signBatch } from "../withdraw/sign.ts";
import { planCoins } from "../withdraw/withdraw.ts";

/** Whether everything that these coins brought back is coins again, has its plan, or is too little for any. */
export async function renew(env: Env, recouped: readonly Coin[]): Promise<boolean> {
  const paths = recouped.map(({ key }) => coinPath(key));
  const from = (wanted: "w" | "r") => [...new Set(paths.flatMap(({ source, of }) => (source === wanted ? [of] : [])))];
  for (const row of await env.db.of(refreshes).bulkGet(from("r"))) {
    if (row) await planRefresh(env, row.facts.coin, "change");
  }
  const done: boolean[] = [];
  for (const row of await env.db.of(reserves).bulkGet(from("w"))) if (row) done.push(await withdrawAgain(env, row));
  return !done.includes(false);
}

/** A reserve is empty after a few rounds: plan, sign, and look whether anything is left. */
const mostRounds = 8;

/** False while its plans wait for a backup. */
async function withdrawAgain(env: Env, reserve: Reserve): Promise<boolean> {
  for (let round = 0; round < mostRounds; round++) {
    const known = await env.db.of(batches).where("ix.reserve").equals(reserve.key).toArray();
    const pending = known.filter((one) => batchStatus(one) === "pending").sort((a, b) => (a.key < b.key ? -1 : 1))[0];
    if (pending) {
      if (!(await isSafe(env, pending.seq))) return false;
      await signBatch(env, reserve, pending);
    } else if (await isEmpty(env, reserve)) return true;
  }
  return false;
}

/** Planchets first (seed 002): the plan is in an accepted backup before the exchange hears of it. */
async function isSafe({ db }: Env, seq: number): Promise<boolean> {
  const enrolments = await db.enrolments.toArray();
  return !isInitialized(enrolments) || seq <= coveredChange(enrolments);
}

/** Plans the next coins; true when none fits into what is left. */
async function isEmpty(env: Env, reserve: Reserve): Promise<boolean> {
  const [first] = reserve.facts.recoups ?? [];
  if (!first) return true;
  const story = await reserveStory(env, reserve, currencyOf(first.amount));
  if (!story) throw new WalletError("badAnswer", "the exchange has forgotten a reserve");
  await planCoins(env, reserve, story);
  const known = await env.db.of(batches).where("ix.reserve").equals(reserve.key).toArray();
  return !known.some((one) => batchStatus(one) === "pending");
}
