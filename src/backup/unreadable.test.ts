/** A row that this version cannot read stops no backup, whatever stands in it. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { requests } from "../api/requests.ts";
import { providers } from "../store/entities/provider.ts";
import type { Membership } from "../store/row.ts";
import { backedUp, backupRequests, change, joined, looked, minute, rich, sheetOf } from "../testing/customers.ts";
import { settle } from "../testing/settle.ts";
import { newTown } from "../testing/town.ts";
import { backupJob } from "./job.ts";
import { removeProvider } from "./leave.ts";
import { listProviders } from "./providers.ts";
import { restoreProgress } from "./restore-progress.ts";
import { backupState } from "./sentence.ts";

const { sync, paidSync } = testAddresses;

/** A town where one device has spoilt the row of the backup service, as far as its documents tell. */
async function withSpoiltService() {
  const town = await newTown("spoilt", { paidSync: { annualFee: "KUDOS:0" as never } });
  const env = await backedUp(await rich(town));
  const row = (await env.db.of(providers).get(sync)) ?? assert.fail("no row");
  const { seq: _, ix: _ix, ...membership } = row;
  const spoilt: Membership = { ...membership, facts: { ...(row.facts as Membership["facts"]), addedAt: -1 } };
  await env.db.foreign.put({ set: providers.name, ...spoilt });
  await change(env);
  await settle(env, [backupJob], minute);
  return { town, env };
}

describe("a backup service whose row cannot be read", () => {
  it("is used on, and asked no more often than any other", async () => {
    const { town, env } = await withSpoiltService();
    const other = await joined(town, await sheetOf(env));
    assert.equal(await other.db.of(providers).count(), 0);
    assert.equal((await restoreProgress(other)).setAside, 1);
    const before = backupRequests(town);
    await change(other);
    await settle(other, [backupJob], 30 * minute);
    assert.equal(backupRequests(town) - before, 1);
    assert.equal((await backupState(other)).kind, "allBackedUp");
    assert.equal(await other.db.enrolments.count(), 1);
  });

  it("is shown all the same, in use where it is", async () => {
    const { town, env } = await withSpoiltService();
    const other = await joined(town, await sheetOf(env));
    const shown = (await listProviders(other)).find(({ url }) => url === sync);
    assert.deepEqual([shown?.isUnreadable, shown?.isActive, shown?.annualFee], [true, true, undefined]);
    assert.ok(shown?.lastBackup !== undefined);
    const key = `gopher:${"x".repeat(600)}`;
    const ins = { count: 1, device: "A" };
    await other.db.foreign.put({ set: providers.name, key, ins, facts: { addedAt: -1 } });
    const odd = (await listProviders(other)).find(({ url }) => url.startsWith("gopher"));
    assert.deepEqual([odd?.isUnreadable, odd?.isActive, odd?.name.length], [true, false, 200]);
    assert.equal(requests.listProviders.gets.parse(await listProviders(other)).length, 3);
  });

  it("is left when a device that can read the row removes it", async () => {
    const { town, env } = await withSpoiltService();
    await backedUp(env, paidSync);
    const other = await joined(town, await sheetOf(env));
    assert.deepEqual([await other.db.foreign.count(), await other.db.enrolments.count()], [1, 2]);
    await removeProvider(env, sync);
    await settle(env, [backupJob], minute);
    await looked(other);
    assert.equal(await other.db.foreign.count(), 0);
    const left = await other.db.enrolments.toArray();
    assert.deepEqual(
      left.map(({ url }) => url),
      [paidSync],
    );
    assert.equal((await backupState(other)).kind, "allBackedUp");
  });
});
