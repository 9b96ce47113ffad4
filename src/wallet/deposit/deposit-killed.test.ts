import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { deposits } from "../../store/entities/deposit.ts";
import { payments } from "../../store/entities/payment.ts";
import { refreshes, refreshStatus } from "../../store/entities/refresh.ts";
import { sum } from "../../taler/amount.ts";
import { assertBooks } from "../../testing/books.ts";
import type { TestEnv } from "../../testing/env.ts";
import { killedEverywhere } from "../../testing/killed.ts";
import { sendHome } from "../../testing/sending.ts";
import { settle } from "../../testing/settle.ts";
import { earn, moneyJobs } from "../../testing/shopping.ts";
import { newTown, type Town, trusting } from "../../testing/town.ts";
import { listBalances } from "../story/balances.ts";
import { getTransaction } from "../story/story.ts";
import { abortTransaction } from "../story/transaction-deeds.ts";

const hour = 60 * 60_000;

const report = (what: string, points: number) =>
  console.log(`${what}: killed at ${points} points, always the same end`);

async function available(env: TestEnv): Promise<string> {
  const [only] = await listBalances(env);
  return only?.available ?? "KUDOS:0";
}

const wiredBy = (town: Town) =>
  sum(
    "KUDOS",
    town.sandbox.exchange.ledger.deposits.transfers.map(({ amount }) => amount),
  );

describe("a worker killed at any outside call while money is sent to an account", () => {
  it("sends it once, and gets the same change", async () => {
    let town!: Town;
    const lefts = new Set<string>();
    const points = await killedEverywhere({
      begin: async () => {
        town = await newTown("killed");
        const env = await trusting(await town.wallet());
        await earn(town, env, "KUDOS:6");
        return env;
      },
      live: async (env) => {
        await sendHome(env, "2.50");
        await settle(env, moneyJobs, hour);
      },
      after: async (env) => {
        const [known] = await env.db.of(deposits).toArray();
        const id = known?.key ?? (await sendHome(env, "2.50")).id;
        await settle(env, moneyJobs, hour);
        const told = await getTransaction(env, id);
        assert.deepEqual([told.state, told.instructed], ["done", "KUDOS:2.5"]);
        assert.deepEqual([await env.db.of(deposits).count(), await env.db.of(payments).count()], [1, 1]);
        assert.ok((await env.db.of(refreshes).toArray()).every((row) => refreshStatus(row) === "done"));
        assert.equal(wiredBy(town), "KUDOS:2.5");
        await assertBooks(town, env);
        lefts.add(await available(env));
      },
    });
    report("a deposit", points);
    assert.equal(lefts.size, 1);
    assert.ok(points >= 30);
  });

  it("and called off, either sends it whole or loses no more than fees", async () => {
    let town!: Town;
    let before = "";
    const ends = new Set<string>();
    const points = await killedEverywhere({
      begin: async () => {
        town = await newTown("killed");
        const env = await trusting(await town.wallet());
        await earn(town, env, "KUDOS:6");
        town.sandbox.exchange.legitimization.limit({ operation: "DEPOSIT", above: "KUDOS:1" as never });
        before = await available(env);
        return env;
      },
      live: async (env) => {
        const { id } = await sendHome(env, "2.50");
        await settle(env, moneyJobs, 5_000);
        if (env.isDead()) return;
        await abortTransaction(env, id);
        await settle(env, moneyJobs, hour);
      },
      after: async (env) => {
        const [row] = await env.db.of(deposits).toArray();
        if (!row) return assert.equal(await available(env), before);
        if ((await getTransaction(env, row.key)).canAbort) await abortTransaction(env, row.key);
        await settle(env, moneyJobs, hour);
        const told = await getTransaction(env, row.key);
        assert.equal(told.state, "aborted");
        assert.equal(wiredBy(town), "KUDOS:0");
        assert.ok((await env.db.of(refreshes).toArray()).every((one) => refreshStatus(one) === "done"));
        await assertBooks(town, env);
        ends.add(`${told.effective} ${await available(env)}`);
      },
    });
    report("a deposit that is called off", points);
    // What was never sent costs nothing; what was sent is made new.
    assert.ok(ends.size <= 2, [...ends].join("; "));
    assert.ok(points >= 15);
  });
});
