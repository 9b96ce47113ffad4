/** A restore that meets services which are busy or away: they are waited for, as long as they wish, and nobody is bothered. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { WalletError } from "../api/problems.ts";
import { withdrawals } from "../store/entities/withdrawal.ts";
import { backedUp, backupRequests, change, minute, rich, sheetOf } from "../testing/customers.ts";
import { settle } from "../testing/settle.ts";
import { newTown, type Town } from "../testing/town.ts";
import { selfOf } from "../wallet/roots.ts";
import { makeFile } from "./file.ts";
import { backupJob } from "./job.ts";
import { restore } from "./restore.ts";
import { restoreJob } from "./restore-job.ts";
import { restoreProgress } from "./restore-progress.ts";
import { recoverySecretPage } from "./secret-page.ts";

const { sync, paidSync } = testAddresses;
const jobs = [restoreJob, backupJob];

/** The service asks for five minutes of patience, once. */
function busy(town: Town): void {
  const rewrite = () => new Response("{}", { status: 429, headers: { "Retry-After": "300" } });
  town.sandbox.faults.sync.add({ fault: { kind: "rewrite", rewrite } });
}

/** A wallet whose service knows more than its file, which names no service. */
async function scene() {
  const town = await newTown("patience");
  const env = await rich(town);
  const file = (await makeFile(env)).body;
  await backedUp(env);
  const id = await change(env);
  await settle(env, [backupJob], minute);
  const words = (await recoverySecretPage(env)).words.join(" ");
  const sheet = await sheetOf(env);
  env.close();
  return { town, file, id, words, sheet, fresh: await town.wallet({ seed: "fresh" }) };
}

describe("a service that is busy while a wallet is restored", () => {
  it("is asked again when it wished and not before, also by the next worker, and what it knows comes, too", async () => {
    const { town, file, id, words, fresh } = await scene();
    busy(town);
    const before = backupRequests(town);
    await restore(fresh, { text: words, services: [sync], file, keepMoney: false });
    const { phase, services } = await restoreProgress(fresh);
    assert.equal(phase, "done");
    const until = fresh.now() + 5 * minute;
    const { state, trouble } = services.find(({ url }) => url === sync) ?? {};
    assert.deepEqual([state, trouble?.code, trouble?.nextTry], ["failed", "serverBusy", until]);
    const again = await fresh.restart();
    assert.equal((await restoreProgress(again)).services.find(({ url }) => url === sync)?.trouble?.nextTry, until);
    await settle(again, jobs, 4 * minute);
    assert.equal(backupRequests(town) - before, 1);
    assert.equal(await again.db.of(withdrawals).get(id), undefined);
    await settle(again, jobs, 10 * minute);
    assert.ok(await again.db.of(withdrawals).get(id));
    assert.equal((await again.db.enrolments.get(sync))?.isMember, true);
    assert.equal((await restoreProgress(again)).services.find(({ url }) => url === sync)?.state, "done");
  });

  it("has its wish told when nothing else holds the wallet, and nothing is changed", async () => {
    const { town, sheet, fresh } = await scene();
    const { root } = await selfOf(fresh.db);
    busy(town);
    const wish = { text: sheet, services: ["http://nobody.test/"], keepMoney: false };
    await assert.rejects(restore(fresh, wish), (error) => {
      assert.ok(error instanceof WalletError);
      assert.deepEqual([error.problem.code, error.problem.retryAfter], ["serverBusy", 5 * minute]);
      return true;
    });
    const { phase, services } = await restoreProgress(fresh);
    assert.deepEqual([phase, services[0]?.trouble?.nextTry], ["failed", fresh.now() + 5 * minute]);
    assert.equal((await selfOf(fresh.db)).root, root);
    await restore(fresh, wish);
    assert.equal((await restoreProgress(fresh)).phase, "done");
  });
});

describe("a service that is away while a wallet is restored", () => {
  it("is not asked for ever", async () => {
    const { town, file, words, fresh } = await scene();
    const nobody = "http://nobody.test/";
    await restore(fresh, { text: words, services: [nobody], file, keepMoney: false });
    assert.deepEqual(await restoreJob.pending(fresh), [{ id: nobody, due: fresh.now() + 10_000 }]);
    town.clock.windTo(town.clock.now() + 8 * 24 * 60 * minute);
    assert.deepEqual(await restoreJob.pending(fresh), []);
  });

  it("and has nothing when it is back is left alone", async () => {
    const { town, file, words, fresh } = await scene();
    town.sandbox.faults.paidSync.add({ fault: { kind: "loseRequest" }, times: 1 });
    await restore(fresh, { text: words, services: [paidSync], file, keepMoney: false });
    await settle(fresh, jobs, minute);
    assert.equal((await restoreProgress(fresh)).services.find(({ url }) => url === paidSync)?.state, "empty");
    assert.equal(await fresh.db.enrolments.get(paidSync), undefined);
    assert.deepEqual(await restoreJob.pending(fresh), []);
  });
});
