import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { batches, batchStatus } from "../../store/entities/batch.ts";
import { recoups } from "../../store/entities/recoup.ts";
import { refreshes } from "../../store/entities/refresh.ts";
import { add, isZero } from "../../taler/amount.ts";
import { assertAddsUp, coinsWorth } from "../../testing/books.ts";
import { assertSame, backedUp, jobs as backingUp, gathered, joined, looked, sheetOf } from "../../testing/customers.ts";
import type { TestEnv } from "../../testing/env.ts";
import { lookAtKeys, revoke } from "../../testing/revoking.ts";
import { settle } from "../../testing/settle.ts";
import { buy, earn, moneyJobs } from "../../testing/shopping.ts";
import { newTown, trusting } from "../../testing/town.ts";
import { listBalances } from "../story/balances.ts";

const minute = 60_000;
/** Money, and the backup that it waits for. */
const jobs = [...new Set([...moneyJobs, ...backingUp])];

/** Two devices that know the same coins, some withdrawn and some from a refresh. */
async function twoDevices() {
  const town = await newTown("recoup of two");
  const first = await trusting(await town.wallet());
  await earn(town, first, "KUDOS:10");
  await buy(town, first, "KUDOS:3.30");
  await backedUp(first);
  const second = await joined(town, await sheetOf(first));
  await gathered(first, second);
  return { town, first, second };
}

/** Both work at the same time, then hear of each other until nothing is left to do. */
async function together(...envs: readonly TestEnv[]): Promise<void> {
  await Promise.all(envs.map((env) => settle(env, jobs, minute)));
  for (let round = 0; round < 3; round++) {
    await gathered(...envs);
    for (const env of envs) await settle(env, jobs, 60 * minute);
  }
  for (const env of envs) await looked(env);
}

describe("coins that two devices give back at once", () => {
  for (const value of ["KUDOS:5", "KUDOS:0.5"])
    it(`are given back once, and become the same new coins: ${value}`, async () => {
      const { town, first, second } = await twoDevices();
      const hashes = await revoke(town, first, value);
      await lookAtKeys(second);
      await together(first, second);
      for (const env of [first, second]) {
        const [only] = await listBalances(env);
        assert.equal(only?.incoming, "KUDOS:0");
        assert.equal(await env.db.of(recoups).count(), 1);
        assert.ok((await env.db.of(recoups).toArray()).every(({ key }) => hashes.includes(key)));
        assert.ok((await env.db.of(batches).toArray()).every((plan) => batchStatus(plan) !== "pending"));
        assert.equal(await env.db.of(refreshes).where("ix.open").anyOf("planned", "melted").count(), 0);
        assert.deepEqual(await env.db.ghosts.toArray(), []);
        await assertAddsUp(env);
      }
      await assertSame(first, second);
      const { spending, balances } = town.sandbox.exchange.ledger.books();
      assert.equal(await coinsWorth(first), spending.remaining);
      assert.ok(!isZero(add(spending.recouped, balances)));
    });
});
