import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { batches } from "../store/entities/batch.ts";
import { coins } from "../store/entities/coin.ts";
import { denominations } from "../store/entities/denomination.ts";
import { reserves } from "../store/entities/reserve.ts";
import { withdrawals } from "../store/entities/withdrawal.ts";
import { assertBooks, coinsWorth } from "../testing/books.ts";
import { rich } from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { killedEverywhere } from "../testing/killed.ts";
import { settle } from "../testing/settle.ts";
import { newTown, type Town } from "../testing/town.ts";
import { acceptWithdrawal } from "./accept.ts";
import { withdrawJob } from "./jobs.ts";
import { rescueJob } from "./rescue.ts";

const jobs = [rescueJob, withdrawJob];
const exchange = "http://exchange.test/";

/** As a merge does with rows that a document's memory has killed. */
async function putAside(env: TestEnv, sets: readonly { readonly name: string }[]): Promise<void> {
  for (const { name } of sets) {
    for (const { seq: _, ix: _ix, ...row } of await env.db.table(name).toArray()) {
      await env.db.aside.put({ set: name, ...row, at: env.now() });
    }
    await env.db.table(name).clear();
  }
}

async function robbed(town: Town, sets: readonly { readonly name: string }[]): Promise<TestEnv> {
  const env = await rich(town);
  await putAside(env, sets);
  return env;
}

describe("money that a document had forgotten", () => {
  it("comes back whole", async () => {
    const town = await newTown();
    const env = await robbed(town, [denominations, reserves, withdrawals, batches, coins]);
    assert.equal(await env.db.of(coins).count(), 0);
    await settle(env, jobs);
    await assertBooks(town, env);
    assert.equal(await env.db.aside.count(), 0);
  });

  it("is withdrawn again when of it all only the reserve and the withdrawal were kept", async () => {
    const town = await newTown();
    const env = await robbed(town, [reserves, withdrawals]);
    const worth = town.sandbox.exchange.ledger.books().issued;
    await env.db.table("coins").clear();
    await env.db.table("batches").clear();
    await settle(env, jobs);
    assert.equal(await coinsWorth(env), worth);
  });

  it("is let go when the exchange has never heard of it and nothing is under way", async () => {
    const town = await newTown();
    const env = await rich(town);
    const id = await acceptWithdrawal(env, { exchange, amount: "KUDOS:2" });
    const [row] = (await env.db.of(reserves).toArray()).filter(({ key }) => key === id);
    assert.ok(row);
    await env.db.table("withdrawals").delete(id);
    await env.db.table("reserves").delete(id);
    const { seq: _, ix: _ix, ...bare } = row;
    await env.db.aside.put({ set: "reserves", ...bare, at: env.now() });
    await settle(env, jobs);
    assert.equal(await env.db.of(reserves).get(id), undefined);
    assert.equal(await env.db.aside.count(), 0);
    await assertBooks(town, env);
  });

  it("comes back whole wherever the worker is killed", async () => {
    let town = await newTown();
    const points = await killedEverywhere({
      begin: async () => {
        town = await newTown();
        return robbed(town, [denominations, reserves, withdrawals, batches, coins]);
      },
      live: (env) => settle(env, jobs),
      after: async (env) => {
        await settle(env, jobs);
        await assertBooks(town, env);
      },
    });
    console.log(`rescue: killed at ${points} points`);
  });
});
