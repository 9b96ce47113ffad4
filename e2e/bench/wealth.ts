/** A wallet with many coins, made directly: right in shape and size, though no exchange has signed anything. */

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
import type { TestEnv } from "../../src/testing/env.ts";
import { selfOf } from "../../src/wallet/roots.ts";
import { chanceFrom } from "../sandbox/chance.ts";

const exchange = "http://exchange.test/";
const coinsPerBatch = 64;
const batchesPerWithdrawal = 4;
const values = ["0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1", "2", "5", "10"];

/** Puts `count` coins into the wallet, spread over denominations, plans and withdrawals as life spreads them. */
export async function enrich(env: TestEnv, count: number): Promise<void> {
  const chance = chanceFrom(`wealth/${count}`);
  const random = (size: number) => textOf(chance(size));
  const hashes = values.map(() => random(64));
  const now = seconds(env.now());
  await save(env.db, ...hashes.map((hash, index) => denominationOf(hash, values[index] ?? "1", random, now)));
  const { device, root } = await selfOf(env.db);
  let made = 0;
  for (let counter = 1; made < count; counter++) {
    const reserve = random(32);
    const path = { root, slot: 1, counter };
    const deeds: Deed[] = [
      insert(reserves, reserve, { exchange, ...path }),
      insert(withdrawals, reserve, {
        exchange,
        kind: "bank",
        bank: { url: "http://bank.test/taler-integration/", operation: random(32) },
        account: "payto://x-taler-bank/bank.test/exchange?receiver-name=exchange",
        amount: amount.parse("KUDOS:100"),
        acceptedAt: now,
        runner: device,
        finishedAt: now,
      }),
    ];
    for (let batch = 0; batch < batchesPerWithdrawal && made < count; batch++) {
      const size = Math.min(coinsPerBatch, count - made);
      const planned = Array.from({ length: size }, (_, index) => ({
        denom: hashes[index % hashes.length] ?? "",
        index: batch * coinsPerBatch + index,
      }));
      deeds.push(insert(batches, random(32), { reserve, coins: planned, plannedAt: now, doneAt: now }));
      for (const { denom, index } of planned) {
        const key = coinKey({ source: "w", of: reserve, index, denom });
        deeds.push(insert(coins, key, { sig: random(256) }));
      }
      made += size;
    }
    await save(env.db, ...deeds);
  }
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
