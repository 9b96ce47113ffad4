/** What must be known beside a purchase or a deposit to tell it: its plans, coins, change, and the ghosts of these. */
import type { Transaction } from "../../api/views.ts";
import type { Env } from "../../env/env.ts";
import { type Coin, coinPath, coins } from "../../store/entities/coin.ts";
import { type Denomination, denominations } from "../../store/entities/denomination.ts";
import { type Payment, payments } from "../../store/entities/payment.ts";
import { type Refresh, refreshes } from "../../store/entities/refresh.ts";
import type { Ghost, Retry } from "../../store/self.ts";
import { currencyOf } from "../../taler/amount.ts";
import { textOf } from "../../taler/crockford.ts";
import { publicKeyOf } from "../../taler/eddsa.ts";
import { ghostsOf } from "../coins/coin-rest.ts";
import { questionOf } from "../refresh/refresh.ts";
import { isHeldUp } from "../refresh/refresh-job.ts";
import { selfOf } from "../roots.ts";
import { questionIn } from "./question-view.ts";

export interface Beside {
  readonly payments: readonly Payment[];
  readonly coins: readonly Coin[];
  readonly refreshes: readonly Refresh[];
  readonly denominations: ReadonlyMap<string, Denomination["facts"]>;
  readonly ghosts: readonly Ghost[];
  readonly retry: Retry | undefined;
  readonly device: string;
}

/**
 * As of one moment, in the order of the rows, which are named as the contracts of their payments are. `taskOf` names
 * the task that works on a row, as the runner does.
 */
export async function besideEach<R extends { readonly key: string }>(
  env: Env,
  rows: readonly R[],
  taskOf: (row: R) => string,
): Promise<readonly Beside[]> {
  const { db } = env;
  const tables = [
    db.of(payments),
    db.of(coins),
    db.of(denominations),
    db.of(refreshes),
    db.self,
    db.retries,
    db.ghosts,
  ];
  return db.transaction("r", tables, () => Promise.all(rows.map((row) => besideOf(env, row.key, taskOf(row)))));
}

async function besideOf({ db }: Env, key: string, task: string): Promise<Beside> {
  const plans = await db.of(payments).where("ix.contract").equals(key).toArray();
  const names = [...new Set(plans.flatMap(({ facts }) => facts.parts.map(({ coin }) => coin)))];
  const own = (await db.of(coins).bulkGet(names)).flatMap((row) => row ?? []);
  const melts = await db.of(refreshes).where("ix.coin").anyOf(names).toArray();
  const hashes = [...names.map((name) => coinPath(name).denom), ...melts.flatMap(({ facts }) => facts.denoms)];
  const kinds = (await db.of(denominations).bulkGet([...new Set(hashes)])).flatMap((row) => row ?? []);
  return {
    payments: plans,
    coins: own,
    refreshes: melts,
    denominations: new Map(kinds.map((kind) => [kind.key, kind.facts])),
    ghosts: (await Promise.all(names.map((name) => ghostsOf(db, name)))).flat(),
    retry: await db.retries.get(task),
    device: (await selfOf(db)).device,
  };
}

/** What an exchange wants to know before it makes change of one of the coins. */
export async function questionAboutChange(env: Env, { refreshes: melts }: Beside): Promise<Transaction["question"]> {
  const held = melts.find(isHeldUp);
  if (!held) return undefined;
  const { exchange, fact, priv } = await questionOf(env, held);
  const currency = currencyOf(held.facts.amount);
  return questionIn(env, { exchange, fact, key: textOf(publicKeyOf(priv)), currency });
}
