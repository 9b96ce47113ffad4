/** Two devices of one wallet clear away at once what both know to be over, and tell a service of it. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { coins } from "../store/entities/coin.ts";
import { assertAddsUp } from "../testing/books.ts";
import { assertSame, backedUp, gathered, joined, looked, minute, sheetOf } from "../testing/customers.ts";
import { lively } from "../testing/lively.ts";
import { settle } from "../testing/settle.ts";
import { moneyJobs } from "../testing/shopping.ts";
import { listTransactions } from "../wallet/story/story.ts";
import { tidyJob } from "../wallet/tidy/tidy-job.ts";
import { backupState } from "./sentence.ts";

const day = 24 * 60 * minute;

it("tidying on two devices at once leaves one story, told once, and no tombstones", async () => {
  const { town, env: one } = await lively("tidied");
  await backedUp(one);
  const two = await joined(town, await sheetOf(one));
  // Until no shop can give anything back any more; then nobody opens the wallet for years.
  town.clock.windTo(one.now() + 60 * day);
  await settle(one, moneyJobs, minute);
  await gathered(one, two);
  town.clock.windTo(one.now() + 9 * 365 * day);
  const told = (await listTransactions(one)).transactions;
  for (const env of [one, two]) await tidyJob.step(env, "all");
  for (let days = 0; days < 3; days++) {
    town.clock.windTo(one.now() + day);
    for (const env of [one, two]) await looked(env);
  }
  await gathered(one, two);
  await assertSame(one, two);
  for (const env of [one, two]) {
    assert.equal((await backupState(env)).kind, "allBackedUp");
    assert.deepEqual((await listTransactions(env)).transactions, told);
    assert.deepEqual([await env.db.of(coins).count(), await env.db.tombstones.count()], [0, 0]);
    assert.equal((await env.db.trash.count()) + (await env.db.aside.count()), 0);
    await assertAddsUp(env);
  }
});
