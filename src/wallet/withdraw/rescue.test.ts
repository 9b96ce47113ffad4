import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { batches } from "../../store/entities/batch.ts";
import { coins } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { payments } from "../../store/entities/payment.ts";
import { purchases } from "../../store/entities/purchase.ts";
import { refreshes } from "../../store/entities/refresh.ts";
import { reserves } from "../../store/entities/reserve.ts";
import { withdrawals } from "../../store/entities/withdrawal.ts";
import { assertBooks, coinsWorth } from "../../testing/books.ts";
import { rich } from "../../testing/customers.ts";
import type { TestEnv } from "../../testing/env.ts";
import { killedEverywhere } from "../../testing/killed.ts";
import { settle } from "../../testing/settle.ts";
import { buy, giveBack, moneyJobs } from "../../testing/shopping.ts";
import { newTown, type Town } from "../../testing/town.ts";
import { withdrawJob } from "../jobs.ts";
import { fetchRefund } from "../pay/receipt.ts";
import { acceptWithdrawal } from "./accept.ts";
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
    await env.db.tallies.where("[set+sort]").between([name, ""], [name, []]).delete();
  }
}

const spending = [refreshes, coins, purchases, payments];

/** What the rows of these sets say, without stamps and what is no other device's business. */
async function spelled(env: TestEnv, sets: readonly { readonly name: string }[]): Promise<unknown> {
  const others = new Set(["runner", "session", "askedAt", "refundWishedAt", "announced"]);
  const all: Record<string, unknown> = {};
  for (const { name } of sets) {
    for (const { key, facts } of await env.db.table(name).toArray()) {
      all[`${name} ${key}`] = Object.fromEntries(Object.entries(facts).filter(([field]) => !others.has(field)));
    }
  }
  return all;
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

  it("comes back with all that was bought, given back and changed", async () => {
    const town = await newTown();
    const env = await rich(town);
    const { id, orderId } = await buy(town, env, "KUDOS:1.37");
    await fetchRefund(env, giveBack(town, orderId, "KUDOS:0.5"));
    await settle(env, moneyJobs, 60_000);
    await buy(town, env, "KUDOS:2.2");
    const before = await spelled(env, spending);
    await putAside(env, [denominations, reserves, withdrawals, batches, ...spending]);
    await settle(env, [rescueJob, ...moneyJobs], 60_000);
    await assertBooks(town, env);
    assert.deepEqual(await spelled(env, spending), before);
    assert.equal((await env.db.of(purchases).get(id))?.facts.refunds?.length, 1);
    assert.equal(await env.db.aside.count(), 0);
  });

  it("is let go with the coin it came from", async () => {
    const town = await newTown();
    const env = await rich(town);
    await buy(town, env, "KUDOS:1.37");
    await putAside(env, [refreshes, coins]);
    for (const row of await env.db.aside.toArray()) {
      if (row.set === "coins" && row.key.startsWith("w:")) await env.db.aside.delete([row.set, row.key]);
    }
    await settle(env, [rescueJob], 60_000);
    assert.equal(await env.db.of(refreshes).count(), 0);
    assert.equal(await env.db.of(coins).count(), 0);
    assert.equal(await env.db.aside.count(), 0);
  });

  it("is withdrawn again when of it all only the reserve and the withdrawal were kept", async () => {
    const town = await newTown();
    const env = await robbed(town, [reserves, withdrawals]);
    const worth = town.sandbox.exchange.ledger.books().issued;
    await env.db.table("coins").clear();
    await env.db.tallies.where("[set+sort]").between(["coins", ""], ["coins", []]).delete();
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
