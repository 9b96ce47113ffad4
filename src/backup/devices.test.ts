import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { WalletError } from "../api/problems.ts";
import { providers } from "../store/entities/provider.ts";
import { reserves } from "../store/entities/reserve.ts";
import { withdrawals } from "../store/entities/withdrawal.ts";
import {
  assertSame,
  available,
  backedUp,
  backupRequests,
  change,
  gathered,
  joined,
  looked,
  minute,
  rich,
  sheetOf,
  slotIn,
  withdraw,
} from "../testing/customers.ts";
import { settle } from "../testing/settle.ts";
import { newTown } from "../testing/town.ts";
import { selfOf } from "../wallet/roots.ts";
import { sync as syncNow } from "./cycle.ts";
import { pauseBefore } from "./jitter.ts";
import { backupJob } from "./job.ts";
import { removeProvider } from "./leave.ts";
import { addProvider, lookAtProvider } from "./providers.ts";
import { restore } from "./restore.ts";
import { backupState } from "./sentence.ts";

const { sync, paidSync } = testAddresses;
const second = { paidSync: { annualFee: "KUDOS:0" as never } };

async function twoDevices(options: Parameters<typeof newTown>[1] = {}) {
  const town = await newTown("devices", options);
  const one = await backedUp(await rich(town));
  const two = await joined(town, await sheetOf(one));
  return { town, one, two };
}

describe("several devices of one wallet", () => {
  it("repeat an upload whose answer was lost without taking it for that of another disk", async () => {
    const { town, one, two } = await twoDevices();
    const { device } = await selfOf(one.db);
    town.sandbox.faults.sync.add({ fault: { kind: "loseAnswer" }, matches: ({ method }) => method === "POST" });
    await change(one);
    await syncNow(one, sync, "tell").catch(() => {});
    assert.ok((await one.db.enrolments.get(sync))?.offer, "it may have arrived");
    await looked(two);
    await change(two);
    await settle(two, [backupJob], minute);
    await settle(one, [backupJob], 10 * minute);
    assert.equal((await selfOf(one.db)).device, device);
    await gathered(one, two);
    await assertSame(one, two);
  });

  it("meet what they told elsewhere, to a service they have left, without taking it for another disk's", async () => {
    const { town, one, two } = await twoDevices(second);
    const { device } = await selfOf(one.db);
    await backedUp(one, paidSync);
    await looked(two);
    town.sandbox.faults.sync.add({ fault: { kind: "loseRequest" }, times: 1e6 });
    await change(one);
    await settle(one, [backupJob], minute);
    await removeProvider(one, paidSync);
    town.sandbox.faults.sync.clear();
    await looked(two);
    await change(two);
    await settle(two, [backupJob], minute);
    const before = backupRequests(town, sync, "POST");
    await syncNow(one, sync, "tell");
    assert.ok(backupRequests(town, sync, "POST") > before + 1, "there was no conflict");
    assert.equal((await selfOf(one.db)).device, device);
    await gathered(one, two);
    await assertSame(one, two);
  });

  it("hold the same, wherever something happened", async () => {
    const { town, one, two } = await twoDevices();
    await change(one);
    await withdraw(town, two, "KUDOS:4");
    await gathered(one, two);
    await assertSame(one, two);
    const three = await joined(town, await sheetOf(two), { seed: "three" });
    await change(three, "KUDOS:5");
    await gathered(three, one, two);
    await assertSame(one, two);
    await assertSame(one, three);
    assert.equal(await available(one), await available(three));
    assert.equal(new Set(await Promise.all([one, two, three].map(slotIn))).size, 3);
    const quiet = backupRequests(town, sync, "POST");
    await gathered(one, two, three);
    assert.equal(backupRequests(town, sync, "POST"), quiet);
  });

  it("that tell at the same moment do not overwrite each other", async () => {
    const { town, one, two } = await twoDevices();
    await change(one, "KUDOS:2");
    await change(two, "KUDOS:3");
    const before = backupRequests(town, sync, "POST");
    await Promise.all([syncNow(one, sync, "tell"), syncNow(two, sync, "tell")]);
    assert.ok(backupRequests(town, sync, "POST") > before + 2, "nobody was faster");
    const pauses = [...one.pauses, ...two.pauses];
    assert.ok(pauses.length > 0, "who was too late waits a little");
    assert.ok(pauses.every((pause) => pause > 0 && pause <= 4000));
    await gathered(one, two);
    await assertSame(one, two);
    assert.equal(await one.db.of(withdrawals).count(), 3);
  });

  it("wait for another while in each round, longer and longer, and never for long", () => {
    const shortest = [0, 1, 2, 3, 4].map((round) => pauseBefore(round, new Uint8Array([0])));
    const longest = [0, 1, 2, 3, 4].map((round) => pauseBefore(round, new Uint8Array([255])));
    assert.deepEqual(longest, [250, 500, 1000, 2000, 4000]);
    assert.ok(shortest.every((pause) => pause >= 1 && pause < 20));
  });

  it("take slots of their own, whichever device id is the smaller one", async () => {
    for (const seed of ["a", "b", "c", "d", "e"]) {
      const town = await newTown("slots");
      const one = await backedUp(await town.wallet());
      const two = await joined(town, await sheetOf(one), { seed });
      await gathered(one, two);
      assert.equal(await slotIn(one), 1, "the first device was driven out of its slot");
      assert.equal(await slotIn(two), 2);
    }
  });

  it("derive nothing before their slot stands in an accepted backup", async () => {
    const town = await newTown();
    const one = await backedUp(await rich(town));
    const sheet = await sheetOf(one);
    const two = await town.wallet({ seed: "two" });
    town.sandbox.faults.sync.add({
      fault: { kind: "status", status: 500 },
      matches: ({ method }) => method === "POST",
      times: 3,
    });
    await restore(two, { text: sheet, services: [], keepMoney: false });
    assert.equal(await available(two), await available(one));
    await assert.rejects(change(two), (error) => error instanceof WalletError && error.problem.code === "slotNotSafe");
    await settle(two, [backupJob], 10 * minute);
    await change(two);
    const [row] = await two.db
      .of(reserves)
      .where("ix.slot")
      .equals(`${(await selfOf(two.db)).root}/2`)
      .toArray();
    assert.equal(row?.facts.counter, 1);
  });

  it("use a service that one of them adds, and leave one that one of them leaves", async () => {
    const { one, two } = await twoDevices(second);
    const { tosVersion } = await lookAtProvider(one, paidSync);
    await addProvider(one, paidSync, tosVersion);
    await settle(one, [backupJob], minute);
    await looked(two);
    assert.equal((await two.db.enrolments.get(paidSync))?.isMember, true);
    await change(two);
    await gathered(one, two);
    await assertSame(one, two);

    await removeProvider(two, sync);
    await settle(two, [backupJob], minute);
    await looked(one);
    for (const env of [one, two]) {
      assert.deepEqual(
        (await env.db.enrolments.toArray()).map(({ url }) => url),
        [paidSync],
      );
      assert.deepEqual(
        (await env.db.of(providers).toArray()).map(({ key }) => key),
        [paidSync],
      );
      assert.equal((await backupState(env)).kind, "allBackedUp");
    }
    await gathered(one, two);
    await assertSame(one, two);
    // A deletion that nothing else happens beside is acknowledged after a day, and then forgotten.
    await settle(one, [backupJob], 26 * 60 * minute);
    await gathered(two, one);
    for (const env of [one, two]) assert.equal(await env.db.tombstones.count(), 0);
  });

  it("use a service again that was left and is added again", async () => {
    const { one, two } = await twoDevices(second);
    await backedUp(one, paidSync);
    await gathered(one, two);
    await removeProvider(one, paidSync);
    await change(one);
    await gathered(one, two);
    await backedUp(one, paidSync);
    await gathered(one, two);
    await assertSame(one, two);
    for (const env of [one, two]) assert.equal((await env.db.enrolments.get(paidSync))?.isMember, true);
  });
});
