/** A wallet with many coins, made directly: right in shape and size, though no exchange has signed anything. */

import type { Env } from "../../src/env/env.ts";
import { type Deed, insert } from "../../src/store/deed.ts";
import { batches } from "../../src/store/entities/batch.ts";
import { coinKey, coins } from "../../src/store/entities/coin.ts";
import { denominations } from "../../src/store/entities/denomination.ts";
import { reserves } from "../../src/store/entities/reserve.ts";
import { withdrawals } from "../../src/store/entities/withdrawal.ts";
import { save } from "../../src/store/save.ts";
import { amount } from "../../src/taler/amount.ts";
import { textOf } from "../../src/taler/crockford.ts";
import { seconds } from "../../src/taler/time.ts";
import { selfOf } from "../../src/wallet/roots.ts";
import { chanceFrom } from "../sandbox/chance.ts";

const exchange = "http://exchange.test/";
const coinsPerBatch = 64;
const hour = 60 * 60;

/** Rows go to the disk in heaps of about so many. */
const heap = 2000;

export interface Wealth {
  readonly coins: number;
  /** How many of them came together; the fewer, the longer is the story of the money. */
  readonly coinsPerWithdrawal: number;
}
const values = ["0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1", "2", "5", "10"];

/** Puts coins into the wallet, spread over denominations, plans and withdrawals as life spreads them, one each hour. */
export async function enrich(
  env: Pick<Env, "db" | "now">,
  { coins: count, coinsPerWithdrawal }: Wealth,
): Promise<void> {
  const chance = chanceFrom(`wealth/${count}`);
  const random = (size: number) => textOf(chance(size));
  const hashes = values.map(() => random(64));
  const now = seconds(env.now());
  await save(env.db, ...hashes.map((hash, index) => denominationOf(hash, values[index] ?? "1", random, now)));
  const { device, root } = await selfOf(env.db);
  const withdrawn = Math.ceil(count / coinsPerWithdrawal);
  let deeds: Deed[] = [];
  for (let counter = 1; counter <= withdrawn; counter++) {
    const size = Math.min(coinsPerWithdrawal, count - (counter - 1) * coinsPerWithdrawal);
    const at = now - (withdrawn - counter) * hour;
    deeds.push(...withdrawalOf({ path: { root, slot: 1, counter }, device, at, size, hashes, random }));
    if (deeds.length < heap && counter < withdrawn) continue;
    await save(env.db, ...deeds);
    deeds = [];
  }
}

interface Withdrawn {
  readonly path: { readonly root: string; readonly slot: number; readonly counter: number };
  readonly device: string;
  /** Seconds. */
  readonly at: number;
  readonly size: number;
  readonly hashes: readonly string[];
  readonly random: (size: number) => string;
}

function withdrawalOf({ path, device, at, size, hashes, random }: Withdrawn): Deed[] {
  const reserve = random(32);
  const deeds: Deed[] = [
    insert(reserves, reserve, { exchange, ...path }),
    insert(withdrawals, reserve, {
      exchange,
      kind: "bank",
      bank: { url: "http://bank.test/taler-integration/", operation: random(32) },
      account: "payto://x-taler-bank/bank.test/exchange?receiver-name=exchange",
      amount: amount.parse("KUDOS:100"),
      acceptedAt: at,
      runner: device,
      confirmedAt: at,
      arrivedAt: at,
      finishedAt: at,
    }),
  ];
  for (let made = 0; made < size; made += coinsPerBatch) {
    const planned = Array.from({ length: Math.min(coinsPerBatch, size - made) }, (_, index) => ({
      denom: hashes[(made + index) % hashes.length] ?? "",
      index: made + index,
    }));
    deeds.push(insert(batches, random(32), { reserve, coins: planned, plannedAt: at, doneAt: at }));
    for (const { denom, index } of planned) {
      deeds.push(insert(coins, coinKey({ source: "w", of: reserve, index, denom }), { sig: random(256) }));
    }
  }
  return deeds;
}

function denominationOf(hash: string, value: string, random: (size: number) => string, now: number): Deed {
  const fee = amount.parse("KUDOS:0.01");
  const year = 365 * 24 * 60 * 60;
  return insert(denominations, hash, {
    exchange,
    pub: random(263),
    value: amount.parse(`KUDOS:${value}`),
    feeWithdraw: fee,
    feeDeposit: fee,
    feeRefresh: fee,
    feeRefund: fee,
    start: now,
    expireWithdraw: now + year,
    expireDeposit: now + 3 * year,
    expireLegal: now + 10 * year,
    masterSig: random(64),
  });
}
