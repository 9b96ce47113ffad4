import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { withdrawals } from "../store/entities/withdrawal.ts";
import { backedUp, change, joined, minute, rich, sheetOf } from "../testing/customers.ts";
import { killedEverywhere } from "../testing/killed.ts";
import { settle } from "../testing/settle.ts";
import { newTown } from "../testing/town.ts";
import { backupJob } from "./job.ts";
import { removeProvider } from "./leave.ts";

const { sync } = testAddresses;

/** A device that has yet to hear what another one, which is lost, has told the only service. */
async function heir() {
  const town = await newTown("leaving");
  const lost = await backedUp(await rich(town));
  const env = await joined(town, await sheetOf(lost));
  const key = await change(lost, "KUDOS:5");
  await settle(lost, [backupJob], minute);
  lost.close();
  assert.equal(await env.db.of(withdrawals).get(key), undefined);
  return { town, env, key };
}

describe("leaving a service", () => {
  it("takes along what a device that is lost has told it, and nobody else", async () => {
    const { env, key } = await heir();
    await removeProvider(env, sync);
    assert.ok(await env.db.of(withdrawals).get(key), "the money of the lost device");
    assert.equal(await env.db.enrolments.count(), 0);
  });

  it("takes it along wherever the worker is killed", async () => {
    let key = "";
    const points = await killedEverywhere({
      begin: async () => {
        const scene = await heir();
        key = scene.key;
        return scene.env;
      },
      live: (env) => removeProvider(env, sync),
      after: async (env) => {
        if ((await env.db.enrolments.count()) > 0) await removeProvider(env, sync);
        assert.ok(await env.db.of(withdrawals).get(key), "the money of the lost device");
        assert.equal(await env.db.enrolments.count(), 0);
      },
    });
    console.log(`leaving a service: killed at ${points} points, always the same end`);
    assert.ok(points >= 6);
  });

  it("is possible when it cannot be reached", async () => {
    const { town, env } = await heir();
    town.sandbox.faults.sync.add({ fault: { kind: "loseRequest" }, times: 1000 });
    await removeProvider(env, sync);
    assert.equal(await env.db.enrolments.count(), 0);
  });
});
