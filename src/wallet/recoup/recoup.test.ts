import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../../e2e/sandbox/sandbox.ts";
import { coinPath, coins } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { type Amount, subtract } from "../../taler/amount.ts";
import { assertAddsUp } from "../../testing/books.ts";
import type { TestEnv } from "../../testing/env.ts";
import { killedEverywhere } from "../../testing/killed.ts";
import { lookAtKeys, revoke } from "../../testing/revoking.ts";
import { settle } from "../../testing/settle.ts";
import { buy, earn, moneyJobs } from "../../testing/shopping.ts";
import { newTown, type Town, trusting } from "../../testing/town.ts";
import { listBalances } from "../story/balances.ts";
import { listTransactions } from "../story/story.ts";

const minute = 60_000;

async function held(env: TestEnv): Promise<readonly [available: Amount, incoming: Amount]> {
  const [only] = await listBalances(env);
  return [only?.available as Amount, only?.incoming as Amount];
}

async function rich() {
  const town = await newTown("recoup");
  const env = await trusting(await town.wallet());
  await earn(town, env, "KUDOS:10");
  return { town, env };
}

const coinsOf = async (env: TestEnv, denoms: readonly string[]) =>
  (await env.db.of(coins).toArray()).filter(({ key }) => denoms.includes(coinPath(key).denom));

describe("coins whose denomination the exchange has revoked", () => {
  it("go back to the reserve they came from, and become new coins", async () => {
    const { town, env } = await rich();
    const before = (await held(env))[0];
    const denoms = await revoke(town, env, "KUDOS:2");
    assert.equal((await coinsOf(env, denoms)).length, 2);
    await settle(env, moneyJobs, minute);
    const [available, incoming] = await held(env);
    assert.equal(incoming, "KUDOS:0");
    const [told, withdrawal] = (await listTransactions(env)).transactions;
    assert.deepEqual([told?.kind, told?.state, told?.instructed], ["recoup", "done", "KUDOS:4"]);
    assert.equal(subtract(before, available), told?.fees);
    // What came at first is told as before.
    assert.equal(withdrawal?.effective, before);
    await assertAddsUp(env);
    await buy(town, env, "KUDOS:8");
    await assertAddsUp(env);
  });

  it("that are change go back to the coin they were made of, and that becomes new coins", async () => {
    const { town, env } = await rich();
    await buy(town, env, "KUDOS:3.30");
    const before = (await held(env))[0];
    const denoms = await revoke(town, env, "KUDOS:0.5");
    const revoked = await coinsOf(env, denoms);
    assert.ok(revoked.some(({ key }) => key.startsWith("r:")));
    await settle(env, moneyJobs, minute);
    const [available, incoming] = await held(env);
    assert.equal(incoming, "KUDOS:0");
    const told = (await listTransactions(env)).transactions.find(({ kind }) => kind === "recoup");
    assert.equal(told?.state, "done");
    assert.deepEqual(
      told.steps.map(({ kind, isDone }) => [kind, isDone]),
      [
        ["revoked", true],
        ["takenBack", true],
        ["coins", true],
      ],
    );
    assert.ok(available < before && subtract(before, available) <= "KUDOS:0.3", `${available} of ${before}`);
    await assertAddsUp(env);
  });
});

describe("a denomination that is called revoked and is not", () => {
  it("takes nothing away, and its coins pay again once nobody says so", async () => {
    const { town, env } = await rich();
    const [kind] = (await env.db.of(denominations).toArray()).filter(({ facts }) => facts.value === "KUDOS:2");
    const stop = town.sandbox.faults.exchange.add({
      fault: { kind: "rewrite", rewrite: (answer) => withRevoked(answer, kind?.key ?? "") },
      matches: ({ url }) => url.endsWith("/keys"),
      times: 1000,
    });
    town.clock.windTo(town.clock.now() + 10 * minute);
    await env.db.offers.update(testAddresses.exchange, { etag: "" });
    await lookAtKeys(env);
    const before = await held(env);
    await settle(env, moneyJobs, 60 * minute);
    assert.deepEqual(await held(env), before);
    await assertAddsUp(env);
    stop();
    await env.db.offers.update(testAddresses.exchange, { etag: "" });
    await lookAtKeys(env);
    await buy(town, env, "KUDOS:8");
    await assertAddsUp(env);
  });
});

/** The list of revoked keys is not signed. */
async function withRevoked(answer: Response, hash: string): Promise<Response> {
  const keys = (await answer.json()) as object;
  return Response.json({ ...keys, recoup: [{ h_denom_pub: hash }] });
}

describe("a worker killed at any outside call", () => {
  it("while coins are taken back, has the same money in the end", async () => {
    let town!: Town;
    const ends = new Set<string>();
    const points = await killedEverywhere({
      begin: async () => {
        const stage = await rich();
        town = stage.town;
        await buy(town, stage.env, "KUDOS:3.30");
        await revoke(town, stage.env, "KUDOS:0.5");
        return stage.env;
      },
      live: (env) => settle(env, moneyJobs, minute),
      after: async (env) => {
        await settle(env, moneyJobs, 60 * minute);
        await assertAddsUp(env);
        ends.add(`${await held(env)}`);
      },
    });
    console.log(`revoked coins: killed at ${points} points, always the same end`);
    assert.ok(points >= 20);
    assert.equal(ends.size, 1);
  });
});
