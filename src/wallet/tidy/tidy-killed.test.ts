/** The worker dies while it tidies: whenever that is, what is left adds up, and in the end the same is gone. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { entities } from "../../store/entities.ts";
import { save } from "../../store/save.ts";
import { assertAddsUp } from "../../testing/books.ts";
import { Clock } from "../../testing/clock.ts";
import { type TestEnv, testEnv } from "../../testing/env.ts";
import { killedEverywhere } from "../../testing/killed.ts";
import { Mint, month, Shopper, year } from "../../testing/shopper.ts";
import { copied } from "../../testing/snapshot.ts";
import { selfOf } from "../roots.ts";
import { listTransactions } from "../story/story.ts";
import { tidyJob } from "./tidy-job.ts";

const start = 56 * year;

/** Nobody is asked anything. */
const fetch = async () => assert.fail("tidying needs no network");

/** A wallet that was used for two years, nine years ago. */
async function forgotten(): Promise<TestEnv> {
  const clock = new Clock(start * 1000);
  const env = await testEnv({ fetch, clock, seed: "forgotten" });
  const { device, root } = await selfOf(env.db);
  const shopper = new Shopper(new Mint(), { device, root, slot: 1 });
  const months = Array.from({ length: 24 }, (_, index) => shopper.live(start + index * month, 2));
  await save(env.db, ...months.flat());
  clock.windTo((start + 11 * year) * 1000);
  return env;
}

const story = async (env: TestEnv) => (await listTransactions(env)).transactions;

const rowsIn = async ({ db }: TestEnv) =>
  Object.fromEntries(
    await Promise.all(entities.map(async ({ name }) => [name, await db.table(name).toCollection().primaryKeys()])),
  );

async function tidied(env: TestEnv): Promise<TestEnv> {
  while ((await selfOf(env.db)).tidiedAt !== env.now()) await tidyJob.step(env, "all");
  return env;
}

describe("tidying that is killed", () => {
  it("leaves books that add up and the same story, and then the same is gone", async () => {
    const whole = await forgotten();
    const before = await copied(whole.profile);
    const told = await story(whole);
    await tidied(whole);
    const rows = await rowsIn(whole);
    assert.deepEqual([rows.coins, rows.payments, rows.refreshes], [[], [], []]);
    const { clock } = whole;
    const points = await killedEverywhere({
      begin: async () => testEnv({ fetch, clock, seed: "forgotten", profile: await copied(before) }),
      live: async (env) => void (await tidied(env)),
      after: async (env) => {
        await assertAddsUp(env);
        assert.deepEqual(await story(env), told);
        await tidied(env);
        await assertAddsUp(env);
        assert.deepEqual(await story(env), told);
        assert.deepEqual(await rowsIn(env), rows);
      },
    });
    assert.ok(points > 6, "all was gone in one transaction");
  });
});
