/** Services of a wallet that has been merged into another one: what cost money is not paid for twice. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { learn } from "../store/deed.ts";
import { providers } from "../store/entities/provider.ts";
import { save } from "../store/save.ts";
import { backedUp, backupRequests, gathered, jobs, minute, rich, sheetOf } from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { settle } from "../testing/settle.ts";
import { newTown, type Town } from "../testing/town.ts";
import { selfOf } from "../wallet/roots.ts";
import { removeProvider } from "./leave.ts";
import { addProvider, listProviders, lookAtProvider } from "./providers.ts";
import { restore } from "./restore.ts";

const { sync, paidSync } = testAddresses;

/** A wallet at the free service, and one at a service that costs (as its row says), into which it is restored. */
async function scene(fee: string) {
  const town = await newTown("former", { paidSync: { annualFee: "KUDOS:0" as never } });
  const lost = await backedUp(await rich(town));
  const own = await backedUp(await rich(town, "KUDOS:3", { seed: "own" }), paidSync);
  const row = (await own.db.of(providers).get(paidSync))?.facts.terms?.value;
  assert.ok(row);
  await save(own.db, learn(providers, paidSync, { terms: { ...row, annualFee: fee as never } }));
  await settle(own, jobs, minute);
  return { town, lost, own, sheet: await sheetOf(lost) };
}

async function merged(town: Town, own: TestEnv, sheet: string): Promise<number> {
  const before = backupRequests(town, paidSync);
  await restore(own, { text: sheet, services: [], keepMoney: true });
  await settle(own, jobs, 10 * minute);
  return backupRequests(town, paidSync) - before;
}

const viewOf = async (env: TestEnv) => (await listProviders(env)).find(({ url }) => url === paidSync);

describe("a service of a former wallet", () => {
  it("that costs money is not joined by itself, on no device, and is shown as what it is", async () => {
    const { town, lost, own, sheet } = await scene("KUDOS:2");
    assert.equal(await merged(town, own, sheet), 0);
    assert.deepEqual(
      (await own.db.enrolments.toArray()).map(({ url }) => url),
      [sync],
    );
    const view = await viewOf(own);
    assert.deepEqual([view?.isActive, view?.former], [false, { isCovered: true }]);
    const before = backupRequests(town, paidSync);
    await gathered(lost, own);
    assert.ok(await lost.db.of(providers).get(paidSync), "the other device has heard of it");
    assert.equal(backupRequests(town, paidSync), before);
    assert.deepEqual((await viewOf(lost))?.former, { isCovered: true });
  });

  it("is used again once the user says so, and then by every device", async () => {
    const { town, lost, own, sheet } = await scene("KUDOS:2");
    await merged(town, own, sheet);
    const { tosVersion } = await lookAtProvider(own, paidSync);
    await addProvider(own, paidSync, tosVersion);
    await settle(own, jobs, minute);
    await gathered(own, lost);
    for (const env of [own, lost]) {
      const { isActive, former } = (await viewOf(env)) ?? {};
      assert.deepEqual([isActive, former], [true, undefined]);
      assert.equal((await env.db.enrolments.get(paidSync))?.isMember, true);
    }
  });

  it("leaves the list for good when it is removed, and what it keeps is not touched", async () => {
    const { town, lost, own, sheet } = await scene("KUDOS:2");
    await merged(town, own, sheet);
    const before = backupRequests(town, paidSync);
    await removeProvider(own, paidSync);
    await settle(own, jobs, minute);
    await gathered(own, lost);
    for (const env of [own, lost]) assert.equal(await env.db.of(providers).get(paidSync), undefined);
    assert.equal(backupRequests(town, paidSync), before);
  });

  it("that is free goes on as a service of the wallet it is in now", async () => {
    const { town, own, sheet } = await scene("KUDOS:0");
    assert.ok((await merged(town, own, sheet)) > 0);
    assert.equal((await own.db.enrolments.get(paidSync))?.root, (await selfOf(own.db)).root);
  });

  it("is a service like any other where the restored wallet uses it, too", async () => {
    const { town, own, lost } = await scene("KUDOS:2");
    await backedUp(lost, paidSync);
    await merged(town, own, await sheetOf(lost));
    const { isActive, former } = (await viewOf(own)) ?? {};
    assert.deepEqual([isActive, former], [true, undefined]);
  });

  it("is one's own again after the way back", async () => {
    const { town, own, sheet } = await scene("KUDOS:2");
    const first = await sheetOf(own);
    await merged(town, own, sheet);
    await restore(own, { text: first, services: [], keepMoney: true });
    await settle(own, jobs, minute);
    const { isActive, former } = (await viewOf(own)) ?? {};
    assert.deepEqual([isActive, former], [true, undefined]);
  });
});
