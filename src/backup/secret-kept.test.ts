import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { backedUp, rich, sheetOf } from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { newTown, townStart } from "../testing/town.ts";
import { selfOf } from "../wallet/roots.ts";
import { removeProvider } from "./leave.ts";
import { restore } from "./restore.ts";
import { hushReminder, markSecretKept, noteShown, reminderNow, secretKept } from "./secret-kept.ts";
import { recoverySecretPage } from "./secret-page.ts";
import { proveSecret } from "./secret-proof.ts";

const day = 24 * 60 * 60_000;
const { sync, paidSync } = testAddresses;
const unknown = { added: [], removed: [] };

/** Time passes, and nothing happens. */
const wait = (env: TestEnv, time: number) => env.clock.windTo(env.now() + time);

const reminder = async (env: TestEnv) => (await secretKept(env)).reminder;

/** The page shows the secret, and what it shows is printed and put away. */
async function printed(env: TestEnv): Promise<void> {
  await noteShown(env, (await recoverySecretPage(env)).services);
  await markSecretKept(env, true);
}

describe("the secret that is put away on paper", () => {
  it("is remembered over restarts, and may be taken back", async () => {
    const town = await newTown("kept");
    const env = await town.wallet();
    assert.deepEqual(await secretKept(env), unknown);
    await markSecretKept(env, true);
    const again = await env.restart();
    assert.deepEqual(await secretKept(again), { at: townStart, ...unknown });
    await markSecretKept(again, false);
    assert.deepEqual(await secretKept(again), unknown);
  });

  it("is no news to any document", async () => {
    const town = await newTown("kept");
    const env = await town.wallet();
    const { change } = await selfOf(env.db);
    await markSecretKept(env, true);
    await noteShown(env, [sync]);
    await hushReminder(env);
    assert.equal((await selfOf(env.db)).change, change);
  });

  it("is another one once another root is adopted", async () => {
    const town = await newTown("kept");
    const sheet = await sheetOf(await backedUp(await rich(town)));
    const own = await town.wallet({ seed: "own" });
    await markSecretKept(own, true);
    await proveSecret(own, { words: [], text: (await recoverySecretPage(own)).words.join(" ") });
    await restore(own, { text: sheet, services: [], keepMoney: true });
    const { at, provenAt } = await secretKept(own);
    assert.deepEqual([at, provenAt], [undefined, undefined]);
    await markSecretKept(own, true);
    assert.equal((await secretKept(own)).at, own.now());
  });
});

describe("a sheet that is not looked after", () => {
  it("is asked for a few days after the first backup, never before", async () => {
    const env = await backedUp(await (await newTown("kept")).wallet());
    assert.equal(await reminder(env), undefined);
    wait(env, 4 * day);
    assert.equal(await reminder(env), "notKept");
    await printed(env);
    assert.equal(await reminder(env), undefined);
    wait(env, 4 * day);
    assert.equal(await reminder(env), "notProven");
  });

  it("is nobody's worry while there is no backup that it could open", async () => {
    const env = await (await newTown("kept")).wallet();
    wait(env, 400 * day);
    assert.equal(await reminder(env), undefined);
  });

  it("is not asked for again soon where the wallet was restored from it", async () => {
    const town = await newTown("kept");
    const sheet = await sheetOf(await backedUp(await rich(town)));
    const own = await town.wallet({ seed: "own" });
    await restore(own, { text: sheet, services: [], keepMoney: true });
    await backedUp(own);
    wait(own, 100 * day);
    assert.equal(await reminder(own), undefined);
    wait(own, 100 * day);
    assert.equal(await reminder(own), "again");
  });

  it("is not spoken of on the first screen for a month, once that was waved away", async () => {
    const env = await backedUp(await (await newTown("kept")).wallet());
    wait(env, 4 * day);
    assert.equal(await reminderNow(env), "notKept");
    await hushReminder(env);
    assert.equal(await reminderNow(env), undefined);
    assert.equal(await reminder(env), "notKept");
    wait(env, 31 * day);
    assert.equal(await reminderNow(env), "notKept");
  });
});

describe("a sheet that was printed for other services", () => {
  it("is to be printed anew when a service has come, and again when one has gone", async () => {
    const env = await backedUp(await (await newTown("kept")).wallet());
    await printed(env);
    await env.db.enrolments.update(sync, { isMember: true });
    await env.db.enrolments.put({ ...((await env.db.enrolments.get(sync)) ?? assert.fail()), url: paidSync });
    assert.deepEqual(await secretKept(env), {
      at: env.now(),
      reminder: "outdated",
      added: [paidSync],
      removed: [],
    });
    await noteShown(env, (await recoverySecretPage(env)).services);
    assert.equal(await reminder(env), "outdated", "looked at, and not yet printed");
    await markSecretKept(env, true);
    assert.equal(await reminder(env), undefined);
    await removeProvider(env, sync);
    const { added, removed } = await secretKept(env);
    assert.deepEqual([added, removed], [[], [sync]]);
  });

  it("is taken to name what was last shown, not what came after it", async () => {
    const env = await backedUp(await (await newTown("kept")).wallet());
    await noteShown(env, (await recoverySecretPage(env)).services);
    await env.db.enrolments.put({ ...((await env.db.enrolments.get(sync)) ?? assert.fail()), url: paidSync });
    await markSecretKept(env, true);
    assert.deepEqual((await secretKept(env)).added, [paidSync]);
  });
});
