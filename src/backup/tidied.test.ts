/** Two devices of one wallet clear away what both know to be over, whatever else happens to them meanwhile. */
import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { coins } from "../store/entities/coin.ts";
import { formerRoots } from "../store/entities/former-root.ts";
import { assertAddsUp } from "../testing/books.ts";
import {
  assertSame,
  available,
  backedUp,
  gathered,
  joined,
  looked,
  minute,
  sheetOf,
  withdraw,
} from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { lively } from "../testing/lively.ts";
import type { Profile } from "../testing/profile.ts";
import { documentAt, keep, rootOf, rootsOfCoins, rotate, rotationJobs } from "../testing/rotating.ts";
import { settle } from "../testing/settle.ts";
import { moneyJobs } from "../testing/shopping.ts";
import { copied } from "../testing/snapshot.ts";
import type { Town } from "../testing/town.ts";
import { listTransactions } from "../wallet/story/story.ts";
import { tidyJob } from "../wallet/tidy/tidy-job.ts";
import { isReplaced } from "./emptied.ts";
import { restore } from "./restore.ts";
import { backupState } from "./sentence.ts";

const day = 24 * 60 * minute;

describe("tidying on two devices", () => {
  let town: Town;
  let one: TestEnv;
  let two: TestEnv;
  /** The disk of the first one before anything was cleared away. */
  let image: Profile;
  let told: Awaited<ReturnType<typeof listTransactions>>["transactions"];

  before(async () => {
    ({ town, env: one } = await lively("tidied"));
    await backedUp(one);
    two = await joined(town, await sheetOf(one));
    // Until no shop can give anything back any more; then nobody opens the wallet for years.
    town.clock.windTo(one.now() + 60 * day);
    await settle(one, moneyJobs, minute);
    await gathered(one, two);
    town.clock.windTo(one.now() + 9 * 365 * day);
    told = (await listTransactions(one)).transactions;
    image = await copied(one.profile);
  });

  async function meetForDays(...envs: readonly TestEnv[]): Promise<void> {
    for (let days = 0; days < 3; days++) {
      town.clock.windTo(one.now() + day);
      for (const env of envs) await looked(env);
    }
    await gathered(...envs);
  }

  async function assertTidied(...envs: readonly TestEnv[]): Promise<void> {
    for (const env of envs) {
      assert.equal((await backupState(env)).kind, "allBackedUp");
      assert.deepEqual((await listTransactions(env)).transactions, told);
      assert.deepEqual([await env.db.of(coins).count(), await env.db.tombstones.count()], [0, 0]);
      assert.equal((await env.db.trash.count()) + (await env.db.aside.count()), 0);
      await assertAddsUp(env);
    }
  }

  it("at once leaves one story, told once, and no tombstones", async () => {
    for (const env of [one, two]) await tidyJob.step(env, "all");
    await meetForDays(one, two);
    await assertSame(one, two);
    await assertTidied(one, two);
  });

  it("holds when a disk is put back on which nothing was cleared away yet", async () => {
    one = await town.wallet({ profile: await copied(image), seed: "put back" });
    assert.ok((await one.db.of(coins).count()) > 0);
    await meetForDays(one, two);
    await assertSame(one, two);
    await assertTidied(one, two);
  });

  it("and renewing the secret on the other one at the same time lose nothing, and bring nothing back", async () => {
    await withdraw(town, two, "KUDOS:3.04");
    one = await town.wallet({ profile: await copied(image), seed: "put back again" });
    const oldSheet = await sheetOf(two);
    await tidyJob.step(one, "all");
    await rotate(two);
    await looked(one);
    await keep(two, day);
    assert.ok(isReplaced(documentAt(town, oldSheet)));
    await restore(one, { text: await sheetOf(two), services: [], keepMoney: true });
    for (const env of [one, two]) await settle(env, rotationJobs, 10 * minute);
    await meetForDays(one, two);
    await assertSame(one, two);
    for (const env of [one, two]) {
      assert.deepEqual(await rootsOfCoins(env), new Set([await rootOf(env)]));
      assert.deepEqual((await listTransactions(env)).transactions.slice(1), told);
      assert.equal(await env.db.of(formerRoots).count(), 1);
      await assertAddsUp(env);
    }
    assert.equal(await available(one), await available(two));
  });
});
