import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { WalletError } from "../api/problems.ts";
import type { Removals } from "../api/removal-views.ts";
import { distrustExchangeKey, trustExchangeKey } from "../exchange/trust.ts";
import { remove } from "../store/deed.ts";
import { coins } from "../store/entities/coin.ts";
import { purchases } from "../store/entities/purchase.ts";
import { trustedKeys } from "../store/entities/trusted-key.ts";
import { withdrawals } from "../store/entities/withdrawal.ts";
import { save } from "../store/save.ts";
import { assertAddsUp, coinsWorth } from "../testing/books.ts";
import {
  assertSame,
  available,
  backedUp,
  change,
  gathered,
  joined,
  looked,
  minute,
  rich,
  sheetOf,
} from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { settle } from "../testing/settle.ts";
import { buy, moneyJobs } from "../testing/shopping.ts";
import { newTown } from "../testing/town.ts";
import { rescueJob } from "../wallet/withdraw/rescue.ts";
import { renameDevice } from "./device-list.ts";
import { backupJob } from "./job.ts";
import { removeProvider } from "./leave.ts";
import { decideRemovals, removals } from "./removals.ts";
import { backupState } from "./sentence.ts";
import { bringBack, removeForEver, trashJob } from "./trash.ts";

const { sync } = testAddresses;
const day = 24 * 60 * minute;

/** As a device that is broken, or in wrong hands: no screen of ours removes coins. */
async function loseCoins(env: TestEnv): Promise<void> {
  const keys = await env.db.of(coins).toCollection().primaryKeys();
  await save(env.db, ...keys.map((key) => remove(coins, key)));
}

const trouble = async (env: TestEnv) => (await backupState(env)).trouble?.code;
const questionIn = ({ questions: [question] }: Removals) => question ?? assert.fail("nobody is asked");

async function decide(env: TestEnv, decision: "remove" | "keep"): Promise<void> {
  const { service, hash } = questionIn(await removals(env));
  await decideRemovals(env, { service, hash, decision });
  await settle(env, [backupJob], minute);
}

/** Two devices of one wallet; the second has removed all coins and told so, the first has looked. */
async function asked(seed = "failsafe") {
  const town = await newTown(seed);
  const one = await backedUp(await rich(town));
  const two = await joined(town, await sheetOf(one));
  await renameDevice(two, "Old phone");
  const worth = await coinsWorth(one);
  await loseCoins(two);
  await looked(two);
  await looked(one);
  return { town, one, two, worth };
}

/** Both have heard all, and done what follows from it. */
async function atRest(...envs: readonly TestEnv[]): Promise<void> {
  for (let round = 0; round < 2; round++) {
    for (const env of envs) await settle(env, [rescueJob, ...moneyJobs, backupJob], 2 * minute);
    await gathered(...envs);
  }
}

describe("a document that would remove all money", () => {
  it("is not merged: the question names the device, the service and the amount, and nothing is lost meanwhile", async () => {
    const { one, worth } = await asked();
    assert.equal(await trouble(one), "massDeletion");
    const shown = await removals(one);
    const { service, devices, amounts, entries, forgotten, isDecided } = questionIn(shown);
    assert.deepEqual(
      [service, devices, amounts, entries, forgotten, isDecided],
      ["http://sync.test/", ["Old phone"], [{ lost: worth, of: worth }], { lost: 0, of: 0 }, 0, false],
    );
    assert.deepEqual(shown.things, []);
    await change(one);
    await settle(one, [backupJob], 26 * 60 * minute);
    assert.equal(await coinsWorth(one), worth);
    assert.equal(questionIn(await removals(one)).since, questionIn(shown).since);
  });

  it("lies at a service that is not left before the user has decided: there may be money in it that is nowhere else", async () => {
    const { one, two } = await asked();
    const told = await change(two, "KUDOS:5");
    await looked(two);
    two.close();
    const leaving = () => removeProvider(one, sync);
    await assert.rejects(leaving, (error) => error instanceof WalletError && error.problem.code === "massDeletion");
    const { service, hash } = questionIn(await removals(one));
    await decideRemovals(one, { service, hash, decision: "keep" });
    await leaving();
    assert.ok(await one.db.of(withdrawals).get(told), "what the lost device had told");
    assert.equal(await one.db.enrolments.count(), 0);
  });

  it("whose removals the user keeps gives everything back to every device", async () => {
    const { one, two, worth } = await asked();
    await decide(one, "keep");
    assert.equal(await trouble(one), undefined);
    await atRest(one, two);
    await assertSame(one, two);
    for (const env of [one, two]) {
      assert.equal(await coinsWorth(env), worth);
      assert.deepEqual(await removals(env), { questions: [], things: [], more: 0 });
      await assertAddsUp(env);
    }
  });

  it("whose removals the user wants takes them here too, and they can be brought back for thirty days", async () => {
    const { town, one, two, worth } = await asked();
    const at = one.now();
    await decide(one, "remove");
    await atRest(one, two);
    assert.equal(await available(one), undefined);
    const [thing, ...more] = (await removals(one)).things;
    assert.deepEqual(more, []);
    assert.ok(thing);
    assert.deepEqual([thing.kind, thing.by, thing.device, thing.amounts], ["money", "device", "Old phone", [worth]]);
    assert.equal(thing.until, thing.removedAt + 30 * day);
    assert.ok(thing.removedAt >= at);
    town.clock.windTo(at + 29 * day);
    await settle(one, [trashJob], minute);
    await bringBack(one, thing.id);
    await atRest(one, two);
    await assertSame(one, two);
    for (const env of [one, two]) assert.equal(await coinsWorth(env), worth);
    await assertAddsUp(one);
    assert.deepEqual(await removals(one), { questions: [], things: [], more: 0 });
  });

  it("asks again when it grows after the answer, and not about what it removes less", async () => {
    const { town, one, two } = await asked();
    const before = questionIn(await removals(one));
    await buy(town, one, "KUDOS:1");
    await looked(two);
    await decideRemovals(one, { service: before.service, hash: before.hash, decision: "remove" });
    const [withdrawal] = await two.db.of(withdrawals).toCollection().primaryKeys();
    await save(two.db, remove(withdrawals, withdrawal ?? ""));
    await settle(two, [backupJob], minute);
    await settle(one, [backupJob], minute);
    const again = questionIn(await removals(one));
    assert.notEqual(again.hash, before.hash);
    assert.equal(again.isDecided, false);
    await assert.rejects(decideRemovals(one, { service: before.service, hash: before.hash, decision: "keep" }), {
      problem: { code: "removalsChanged" },
    });
  });
});

describe("what asks nobody", () => {
  it("is what was removed on this very device, and what a restore finds removed", async () => {
    const { town, two } = await asked();
    assert.equal(await trouble(two), undefined);
    const third = await joined(town, await sheetOf(two), { seed: "third" });
    assert.equal(await trouble(third), undefined);
    assert.equal(await available(third), undefined);
  });

  it("is an entry of a short history; it lies in the trash of the other device and comes back from there", async () => {
    const town = await newTown("entry");
    const one = await rich(town);
    const { id } = await buy(town, one, "KUDOS:1.1");
    await backedUp(one);
    const two = await joined(town, await sheetOf(one));
    await save(two.db, remove(purchases, id));
    await looked(two);
    await looked(one);
    assert.equal(await trouble(one), undefined);
    const [thing] = (await removals(one)).things;
    assert.deepEqual([thing?.kind, thing?.by, thing?.amounts], ["payment", "device", ["KUDOS:1.1"]]);
    await bringBack(one, thing?.id ?? "");
    await atRest(one, two);
    await assertSame(one, two);
    assert.ok(await two.db.of(purchases).get(id));
    await assertAddsUp(two);
  });
});

describe("the trash", () => {
  it("forgets for ever what the user is done with", async () => {
    const { one } = await asked("trash");
    await decide(one, "remove");
    const { things } = await removals(one);
    assert.equal(things.length, 1);
    await removeForEver(one, things[0]?.id ?? "");
    assert.deepEqual((await removals(one)).things, []);
    await assert.rejects(bringBack(one, things[0]?.id ?? ""), { problem: { code: "notInTrash" } });
  });

  it("keeps for thirty days what was removed on this device, and not a moment longer", async () => {
    const town = await newTown("thirty");
    const env = await town.wallet();
    const key = "0".repeat(52);
    await trustExchangeKey(env, { key, name: "Grandma" });
    await distrustExchangeKey(env, key);
    const [thing] = (await removals(env)).things;
    assert.deepEqual([thing?.kind, thing?.name, thing?.by], ["trustedKey", "Grandma", "here"]);
    town.clock.windTo((thing?.until ?? 0) - day);
    await settle(env, [trashJob]);
    assert.equal((await removals(env)).things.length, 1);
    town.clock.windTo(thing?.until ?? 0);
    await settle(env, [trashJob]);
    assert.equal(await env.db.trash.count(), 0);
    await trustExchangeKey(env, { key, name: "Grandma" });
    await distrustExchangeKey(env, key);
    await bringBack(env, `trustedKeys ${key}`);
    await settle(env, [rescueJob]);
    assert.equal((await env.db.of(trustedKeys).get(key))?.facts.name?.value, "Grandma");
  });
});
