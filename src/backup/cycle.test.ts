import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { coins } from "../store/entities/coin.ts";
import type { TestEnv } from "../testing/env.ts";
import { settle } from "../testing/settle.ts";
import { newTown, type Town, trusting } from "../testing/town.ts";
import { acceptWithdrawal } from "../wallet/accept.ts";
import { withdrawJob } from "../wallet/jobs.ts";
import { listBalances, listTransactions } from "../wallet/story.ts";
import { backupJob } from "./job.ts";
import { addProvider, lookAtProvider } from "./providers.ts";
import { restore, restoreProgress } from "./restore.ts";
import { recoverySecretPage } from "./secret-page.ts";
import { backupState } from "./sentence.ts";

const { exchange, sync } = testAddresses;
const jobs = [withdrawJob, backupJob];
const minute = 60_000;

async function rich(town: Town, amount = "KUDOS:8.5"): Promise<TestEnv> {
  const env = await trusting(await town.wallet());
  const link = await town.withdrawal(amount);
  await acceptWithdrawal(env, { link, exchange });
  await settle(env, jobs, minute);
  await town.confirm(link);
  await settle(env, jobs, 5 * minute);
  return env;
}

async function backedUp(env: TestEnv): Promise<TestEnv> {
  const { tosVersion } = await lookAtProvider(env, sync);
  await addProvider(env, sync, tosVersion);
  await settle(env, jobs, minute);
  return env;
}

const available = async (env: TestEnv) => (await listBalances(env, await listTransactions(env)))[0]?.available;

describe("a backup", () => {
  it("brings the money back to the cent on a device that knows nothing but the secret", async () => {
    const town = await newTown();
    const env = await backedUp(await rich(town));
    assert.equal((await backupState(env)).kind, "allBackedUp");
    const before = await available(env);
    const { uris } = await recoverySecretPage(env);
    env.close();
    const other = await town.wallet();
    await restore(other, { text: uris[0] ?? "", services: [], keepMoney: false });
    assert.equal((await restoreProgress(other)).phase, "done");
    assert.equal(await available(other), before);
    assert.notEqual(before, undefined);
    assert.equal(await other.db.of(coins).count(), await other.db.of(coins).where("seq").above(0).count());
  });

  it("sends nothing while nothing changes, and one request when something does", async () => {
    const town = await newTown();
    const env = await backedUp(await rich(town));
    const asked = () => town.requests.filter((one) => one.includes("sync.test/backups")).length;
    const before = asked();
    assert.ok(before > 0);
    await settle(env, jobs, 30 * minute);
    assert.equal(asked(), before);
    await acceptWithdrawal(env, { exchange, amount: "KUDOS:2" });
    await settle(env, [backupJob], minute);
    assert.equal(asked(), before + 1);
  });
});
