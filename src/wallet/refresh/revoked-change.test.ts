import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { coinPath, coins } from "../../store/entities/coin.ts";
import { refreshes, refreshStatus } from "../../store/entities/refresh.ts";
import { assertAddsUp, assertBooks } from "../../testing/books.ts";
import type { TestEnv } from "../../testing/env.ts";
import { killedEverywhere } from "../../testing/killed.ts";
import { lookAtKeys, revokeKeys } from "../../testing/revoking.ts";
import { settle } from "../../testing/settle.ts";
import { buy, earn, moneyJobs } from "../../testing/shopping.ts";
import { newTown, type Town, trusting } from "../../testing/town.ts";
import { listBalances } from "../story/balances.ts";
import { getTransaction } from "../story/story.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

const plans = (env: TestEnv) => env.db.of(refreshes).toArray();

/** Something was bought, and requests for change whose addresses end so get no answer until the returned function is called. */
async function changing(end: string, kind: "loseRequest" | "loseAnswer" = "loseRequest") {
  const town = await newTown("revoked change");
  const env = await trusting(await town.wallet());
  await earn(town, env, "KUDOS:10");
  const rule = { fault: { kind }, matches: ({ url }: Request) => url.endsWith(end), times: 1000 };
  const mend = town.sandbox.faults.exchange.add(rule);
  const { id } = await buy(town, env, "KUDOS:1.30");
  const [plan] = await plans(env);
  return { town, env, mend, id, hash: plan?.facts.denoms[0] ?? assert.fail("no change is planned") };
}

/** The change is here, and none of it of that denomination. */
async function assertChanged(town: Town, env: TestEnv, hash: string): Promise<void> {
  const all = await plans(env);
  assert.ok(all.some((one) => refreshStatus(one) === "done"));
  assert.ok(all.every((one) => !["planned", "melted"].includes(refreshStatus(one))));
  const fresh = await env.db.of(coins).where("ix.fresh").above("").toArray();
  assert.ok(fresh.every(({ key }) => coinPath(key).denom !== hash));
  assert.equal((await listBalances(env))[0]?.incoming, "KUDOS:0");
  assert.equal(town.sandbox.exchange.ledger.books().spending.dust, "KUDOS:0");
  await assertAddsUp(env);
}

describe("change of a denomination that is revoked before the old coin is melted", () => {
  it("is planned anew, and nothing is melted for it", async () => {
    const { town, env, mend, hash } = await changing("/melt");
    revokeKeys(town, [hash]);
    await lookAtKeys(env);
    mend();
    await settle(env, moneyJobs, 60 * minute);
    await assertChanged(town, env, hash);
    assert.equal((await plans(env)).filter((one) => refreshStatus(one) === "refused").length, 1);
  });

  it("is planned anew, wherever the worker is killed", async () => {
    let scene!: Awaited<ReturnType<typeof changing>>;
    const points = await killedEverywhere({
      begin: async () => {
        scene = await changing("/melt");
        revokeKeys(scene.town, [scene.hash]);
        await lookAtKeys(scene.env);
        scene.mend();
        return scene.env;
      },
      live: (env) => settle(env, moneyJobs, 10 * minute),
      after: async (env) => {
        await settle(env, moneyJobs, 60 * minute);
        await assertChanged(scene.town, env, scene.hash);
      },
    });
    console.log(`change of a revoked kind: killed at ${points} points, always the same end`);
    assert.ok(points >= 12);
  });

  it("is revealed when the exchange had melted for it before", async () => {
    const { town, env, mend, hash } = await changing("/melt", "loseAnswer");
    await lookAtKeys(env);
    const before = (await plans(env)).length;
    const offer = (await env.db.offers.toArray())[0] ?? assert.fail("no offer");
    // The list of revoked keys is not signed: nothing that was melted is given up for it.
    await env.db.offers.put({ ...offer, revoked: [hash] });
    mend();
    await settle(env, moneyJobs, 60 * minute);
    assert.deepEqual(
      [(await plans(env)).length, refreshStatus((await plans(env))[0] ?? assert.fail())],
      [before, "done"],
    );
    await assertBooks(town, env);
  });
});

describe("change of a denomination that is revoked after the old coin was melted", () => {
  it("is taken by link when it had been signed, and given back", async () => {
    const { town, env, mend, hash } = await changing("/reveal", "loseAnswer");
    assert.ok((await plans(env)).every((one) => refreshStatus(one) === "melted"));
    revokeKeys(town, [hash]);
    await lookAtKeys(env);
    mend();
    await settle(env, moneyJobs, day);
    await assertChanged(town, env, hash);
  });

  it("is not given up when it had not been signed: it stands there as melted, says so, and is asked for on and on", async () => {
    const { town, env, mend, id, hash } = await changing("/reveal");
    const before = (await listBalances(env))[0];
    revokeKeys(town, [hash]);
    await lookAtKeys(env);
    mend();
    const count = () => town.requests.filter((one) => one.endsWith("/reveal")).length;
    const asked = count();
    await settle(env, moneyJobs, 5 * day);
    assert.ok(count() > asked + 2 && count() < asked + 20, `asked ${count() - asked} times`);
    const [plan] = await plans(env);
    assert.equal(plan && refreshStatus(plan), "melted");
    assert.equal((await env.db.retries.get(`refresh:${plan?.key}`))?.problem.code, "refused");
    assert.equal((await listBalances(env))[0]?.incoming, before?.incoming);
    assert.equal((await getTransaction(env, id)).state, "done");
    await assertAddsUp(env);
  });
});
