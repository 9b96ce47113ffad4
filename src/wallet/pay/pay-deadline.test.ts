import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { payments } from "../../store/entities/payment.ts";
import { save } from "../../store/save.ts";
import { assertBooks } from "../../testing/books.ts";
import { deedKilledEverywhere } from "../../testing/deeds.ts";
import type { TestEnv } from "../../testing/env.ts";
import { settle } from "../../testing/settle.ts";
import { earn, moneyJobs, order } from "../../testing/shopping.ts";
import { newTown, type Town, trusting } from "../../testing/town.ts";
import { getTransaction } from "../story/story.ts";
import { acceptPayment } from "./accept-payment.ts";
import { lookAtPayment } from "./look-payment.ts";
import { dropped } from "./payment-deeds.ts";

const minute = 60_000;
const hour = 60 * minute;

const accept = async (env: TestEnv, link: string) => acceptPayment(env, (await lookAtPayment(env, { link })).id);

/** A purchase whose coins were taken by another one before it was sent: nothing is left to pay it with. */
async function withoutCoins(town: Town, env: TestEnv): Promise<string> {
  const id = await accept(env, order(town, "KUDOS:2").link);
  await save(env.db, ...dropped(await env.db.of(payments).toArray(), Math.floor(env.now() / 1000)));
  await accept(env, order(town, "KUDOS:2.5").link);
  return id;
}

async function inTown() {
  const town = await newTown("deadline");
  const env = await trusting(await town.wallet());
  await earn(town, env, "KUDOS:3.04");
  return { town, env };
}

describe("a purchase that nothing is left to pay with", () => {
  it("waits for money until the time for paying is over, and then says so", async () => {
    const { town, env } = await inTown();
    const id = await withoutCoins(town, env);
    await settle(env, moneyJobs, 50 * minute);
    const before = await getTransaction(env, id);
    assert.deepEqual([before.state, before.trouble?.code], ["working", "notEnoughMoney"]);
    await settle(env, moneyJobs, hour);
    const told = await getTransaction(env, id);
    assert.deepEqual([told.state, told.trouble?.code], ["aborted", "contractExpired"]);
    const count = town.requests.length;
    await settle(env, moneyJobs, 3 * hour);
    assert.equal(town.requests.length, count, "asked again");
    assert.deepEqual(await env.db.retries.toArray(), []);
    await assertBooks(town, env);
  });

  it("is paid when money comes in time", async () => {
    const { town, env } = await inTown();
    const id = await withoutCoins(town, env);
    await settle(env, moneyJobs, 10 * minute);
    await earn(town, env, "KUDOS:5");
    await settle(env, moneyJobs, 40 * minute);
    assert.equal((await getTransaction(env, id)).state, "done");
    await assertBooks(town, env);
  });

  it("ends the same wherever the worker is killed", async () => {
    const points = await deedKilledEverywhere({
      patience: 3 * hour,
      begin: async (town, env) => {
        const id = await withoutCoins(town, env);
        await settle(env, moneyJobs, 50 * minute);
        return { acts: [async () => {}], end: async (next) => (await getTransaction(next, id)).state };
      },
    });
    console.log(`a purchase too late: killed at ${points} points, always the same end`);
    assert.ok(points >= 4);
  });
});
