import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { usualLifetimes } from "../../../e2e/sandbox/exchange/denominations.ts";
import { testAddresses } from "../../../e2e/sandbox/sandbox.ts";
import type { Env } from "../../env/env.ts";
import { exchangeJob } from "../../exchange/job.ts";
import { insert, learn } from "../../store/deed.ts";
import { batches, batchStatus } from "../../store/entities/batch.ts";
import { coins } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { reserves } from "../../store/entities/reserve.ts";
import { withdrawals } from "../../store/entities/withdrawal.ts";
import { save } from "../../store/save.ts";
import { assertBooks, coinsWorth } from "../../testing/books.ts";
import type { TestEnv } from "../../testing/env.ts";
import { settle } from "../../testing/settle.ts";
import { newTown, type Town, trusting } from "../../testing/town.ts";
import { withdrawJob } from "../jobs.ts";
import { selfOf } from "../roots.ts";
import { getTransaction } from "../story/story.ts";
import { acceptWithdrawal } from "./accept.ts";
import { batchKey } from "./choose.ts";

const exchange = testAddresses.exchange;
const hour = 60 * 60_000;
const jobs = [withdrawJob, exchangeJob];

/** A wire of so much has become coins in one wallet. */
async function withdrawn(amount: string) {
  const town = await newTown("recover", { bank: { hasOverdraft: true } });
  const env = await trusting(await town.wallet());
  const id = await acceptWithdrawal(env, { exchange, amount });
  await town.wire(amount, id);
  await settle(env, jobs);
  assert.equal((await getTransaction(env, id)).state, "done");
  return { town, env, id };
}

/** Another device with the same root, and of the wallet only what a backup held before anything was planned. */
async function restored(town: Town, { db }: Env, id: string): Promise<TestEnv> {
  const env = await trusting(await town.wallet({ seed: "restored" }));
  const { recoverySecret, root } = await selfOf(db);
  await env.db.self.update("self", { recoverySecret, root, isRootOwn: false });
  const reserve = (await db.of(reserves).get(id))?.facts ?? assert.fail("no reserve");
  const withdrawal = (await db.of(withdrawals).get(id))?.facts ?? assert.fail("no withdrawal");
  const { account, amount, kind, acceptedAt } = withdrawal;
  const { slot, counter, deed } = reserve;
  await save(
    env.db,
    insert(reserves, id, { exchange, root, slot, counter, ...(deed && { deed }) }),
    insert(withdrawals, id, {
      exchange,
      kind,
      amount,
      ...(account !== undefined && { account }),
      ...(acceptedAt !== undefined && { acceptedAt }),
    }),
  );
  return env;
}

describe("coins whose plan was lost", () => {
  it("come back from the reserve's history, all of them", async () => {
    const { town, env, id } = await withdrawn("KUDOS:38.88");
    const other = await restored(town, env, id);
    await settle(other, jobs);
    assert.equal((await getTransaction(other, id)).state, "done");
    const names = async ({ db }: Env) => (await db.of(coins).toArray()).map(({ key }) => key).sort();
    assert.deepEqual(await names(other), await names(env));
    await assertBooks(town, other);
  });

  it("come back also when there are more than one request may hold", async () => {
    const { town, env, id } = await withdrawn("KUDOS:800");
    const other = await restored(town, env, id);
    await settle(other, jobs);
    assert.ok((await env.db.of(coins).count()) > 64);
    await assertBooks(town, other);
  });

  it("come back beside those whose plan is there", async () => {
    const { town, env, id } = await withdrawn("KUDOS:38.88");
    const [batch] = await env.db.of(batches).toArray();
    const other = await restored(town, env, id);
    // The other half of the coins stands in a plan of which this device knows.
    const half = batch?.facts.coins.filter((_, index) => index % 2 === 0) ?? [];
    const rows = await env.db.of(denominations).toArray();
    await save(
      other.db,
      ...rows.map(({ key, facts }) => insert(denominations, key, facts)),
      insert(batches, batchKey(id, half), { reserve: id, coins: half, plannedAt: 1 }),
    );
    await settle(other, jobs);
    await assertBooks(town, other);
    const brought = (await other.db.of(batches).toArray()).flatMap(({ facts }) => facts.coins);
    assert.equal(brought.length, batch?.facts.coins.length);
  });

  it("come back from behind a gap in the indices", async () => {
    const town = await newTown("gap");
    const env = await trusting(await town.wallet());
    const id = await acceptWithdrawal(env, { exchange, amount: "KUDOS:3.03" });
    await town.wire("KUDOS:3.03", id);
    while ((await env.db.of(batches).count()) === 0) await withdrawJob.step(env, id);
    const [plan] = await env.db.of(batches).toArray();
    const refused = plan?.facts.coins.map(({ denom }) => ({ denom, index: 20 })) ?? [];
    // Of a plan that was refused, nothing but its indices is used up; those of the first one are now in the gap.
    await save(
      env.db,
      learn(batches, plan?.key ?? "", { refusals: [{ code: 1010, at: 1 }] }),
      insert(batches, "B".repeat(52), {
        reserve: id,
        coins: refused,
        plannedAt: 1,
        refusals: [{ code: 1010, at: 1 }],
      }),
    );
    await settle(env, jobs);
    const indices = (await env.db.of(coins).toArray()).map(({ key }) => Number(key.split(":")[2]));
    assert.ok(indices.length > 0 && indices.every((index) => index === 21));
    const other = await restored(town, env, id);
    await settle(other, jobs);
    await assertBooks(town, other);
  });

  it("of an expired denomination stay away, and the others come back", async () => {
    const { town, env, id } = await withdrawn("KUDOS:8.88");
    const before = await coinsWorth(env);
    const [first] = await env.db.of(coins).toArray();
    const lost = await env.db.of(denominations).get(first?.key.split(":").at(-1) ?? "");
    town.sandbox.exchange.keys.revoke(lost?.key ?? "");
    const other = await restored(town, env, id);
    await settle(other, jobs);
    assert.notEqual(await coinsWorth(other), before);
    const rows = await other.db.of(coins).count();
    const same = (await env.db.of(coins).toArray()).filter(({ key }) => key.endsWith(lost?.key ?? ""));
    assert.equal(rows, (await env.db.of(coins).count()) - same.length);
    assert.equal((await getTransaction(other, id)).state, "done");
    assert.deepEqual(await withdrawJob.pending(other), []);
  });

  it("are looked for no longer once they cannot be had", async () => {
    const { town, env, id } = await withdrawn("KUDOS:8.88");
    await env.clock.wind((usualLifetimes.withdraw + 1) * 1000);
    const other = await restored(town, env, id);
    await settle(other, jobs, hour);
    assert.equal(await other.db.of(coins).count(), 0);
    const { state, effective } = await getTransaction(other, id);
    assert.deepEqual([state, effective], ["done", "KUDOS:0"]);
    assert.ok((await other.db.of(batches).toArray()).every((batch) => batchStatus(batch) === "refused"));
  });
});

describe("a history without surprises", () => {
  it("is one plan and one request", async () => {
    const { town, env } = await withdrawn("KUDOS:8.88");
    assert.equal(await env.db.of(batches).count(), 1);
    assert.equal(town.requests.filter((one) => one.endsWith("/batch-withdraw")).length, 1);
  });
});
