/** What something depends on is in use, whoever removed it: its entry comes back, and says so (seed 004). */
import type { Env } from "../../env/env.ts";
import { insert } from "../../store/deed.ts";
import { coinPath, coins, readCoinSort } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { deposits } from "../../store/entities/deposit.ts";
import { exchanges } from "../../store/entities/exchange.ts";
import { refreshes } from "../../store/entities/refresh.ts";
import { withdrawals } from "../../store/entities/withdrawal.ts";
import { save } from "../../store/save.ts";
import { tallied } from "../../store/tally.ts";
import { isBefore, seconds } from "../../taler/time.ts";
import type { Job } from "../../task/job.ts";
import { worthOf } from "../coins/coin-value.ts";
import { isAwaited } from "./resources.plan.ts";

/**
 * One device removes an exchange while another one withdraws there; or money arrives that was called off. Rows about
 * money have come, and the entry of their exchange has not, or does not know that it is used.
 */
export const usedExchangeJob: Job = {
  kind: "usedExchange",
  reads: ["exchanges", "coins", "denominations", "refreshes", "withdrawals", "deposits"],

  async pending(env) {
    const urls = await exchangesInUse(env);
    const rows = await env.db.of(exchanges).bulkGet([...urls]);
    const isSaid = new Set(rows.flatMap((row) => (row?.facts.usedAt === undefined ? [] : [row.key])));
    return [...urls].filter((url) => !isSaid.has(url)).map((id) => ({ id, due: 0 }));
  },

  step(env, id) {
    const now = seconds(env.now());
    return save(env.db, insert(exchanges, id, { addedAt: now, usedAt: now }));
  },
};

/** Exchanges with coins that hold something, or with something under way; no coin is read. */
export async function exchangesInUse({ db, now }: Env): Promise<ReadonlySet<string>> {
  const at = seconds(now());
  const counts = await tallied(db, coins);
  const denoms = new Set([...counts.keys()].map((sort) => readCoinSort(sort).denom));
  const kinds = (await db.of(denominations).bulkGet([...denoms])).flatMap((kind) => kind ?? []);
  const { holdings } = worthOf(
    counts,
    kinds.filter(({ facts }) => isBefore(at, facts.expireDeposit)),
  );
  const open = await db.of(refreshes).where("ix.open").anyOf("planned", "melted").toArray();
  const old = await db.of(denominations).bulkGet(open.map(({ facts }) => coinPath(facts.coin).denom));
  const coming = await db
    .of(withdrawals)
    .where("ix.status")
    .anyOf("selecting", "confirming", "transferring", "withdrawing")
    .toArray();
  const going = await db.of(deposits).where("ix.open").anyOf("sending", "aborting").toArray();
  return new Set([
    ...holdings.map(({ exchange }) => exchange),
    ...old.flatMap((kind) => kind?.facts.exchange ?? []),
    ...coming.filter(isAwaited).map(({ facts }) => facts.exchange),
    ...going.map(({ facts }) => facts.exchange),
  ]);
}
