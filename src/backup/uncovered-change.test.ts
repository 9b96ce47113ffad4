import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { refreshes, refreshStatus } from "../store/entities/refresh.ts";
import { assertBooks } from "../testing/books.ts";
import { backedUp, minute, rich } from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { settle } from "../testing/settle.ts";
import { buy, moneyJobs } from "../testing/shopping.ts";
import { newTown, type Town } from "../testing/town.ts";
import { getTransaction, listOpen } from "../wallet/story/story.ts";
import { continueWithoutBackup } from "../wallet/story/transaction-deeds.ts";
import { backupJob } from "./job.ts";
import { setBackupSettings } from "./pace.ts";

const jobs = [...moneyJobs, backupJob];

/** Somebody has bought something and waits for change, while the backup service is away. */
async function waiting(): Promise<{ readonly town: Town; readonly env: TestEnv }> {
  const town = await newTown("cover");
  const env = await backedUp(await rich(town));
  town.sandbox.faults.sync.add({ fault: { kind: "status", status: 500 }, times: 1e6 });
  await buy(town, env, "KUDOS:3.30");
  await settle(env, jobs, minute);
  return { town, env };
}

const statuses = async (env: TestEnv) => (await env.db.of(refreshes).toArray()).map(refreshStatus);
const alone = async (env: TestEnv) =>
  (await listOpen(env)).flatMap(({ transaction }) => (transaction.canGoOnWithoutBackup ? [transaction] : []));

describe("change that is planned and that no backup holds", () => {
  it("is not made, and after minutes the user may go on without, once for all of it", async () => {
    const { town, env } = await waiting();
    assert.deepEqual([...new Set(await statuses(env))], ["planned"]);
    assert.deepEqual(await alone(env), []);
    await env.clock.wind(5 * minute);
    const [one, ...more] = await alone(env);
    assert.deepEqual([one?.kind, one?.state, one?.waitsFor, more.length], ["change", "waiting", "backup", 0]);
    await continueWithoutBackup(env, one?.id ?? "");
    await settle(env, jobs, minute);
    assert.deepEqual([...new Set(await statuses(env))], ["done"]);
    assert.equal((await getTransaction(env, one?.id ?? "")).state, "done");
    assert.deepEqual(await alone(env), []);
    await assertBooks(town, env);
  });

  it("is made by itself as soon as a service takes it", async () => {
    const { town, env } = await waiting();
    await env.clock.wind(10 * minute);
    assert.equal((await alone(env)).length, 1);
    town.sandbox.faults.sync.clear();
    await settle(env, jobs);
    assert.deepEqual([...new Set(await statuses(env))], ["done"]);
    await assertBooks(town, env);
  });

  it("waits for the planned moment in the private setting, which is nobody's trouble", async () => {
    const town = await newTown("cover in private");
    const env = await backedUp(await rich(town));
    await setBackupSettings(env, { rhythm: "private" });
    await buy(town, env, "KUDOS:3.30");
    await settle(env, moneyJobs, 10 * minute);
    assert.deepEqual([...new Set(await statuses(env))], ["planned"]);
    assert.deepEqual(await alone(env), []);
    await settle(env, jobs, 240 * minute);
    assert.deepEqual([...new Set(await statuses(env))], ["done"]);
  });
});
