import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import type { StoredBackup } from "../../e2e/sandbox/sync/vault.ts";
import { coinsWorth } from "../testing/books.ts";
import { assertSame, backedUp, change, gathered, joined, looked, minute, rich, sheetOf } from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { settle } from "../testing/settle.ts";
import { newTown, type Town } from "../testing/town.ts";
import { ownRoot } from "../wallet/roots.ts";
import { backupJob } from "./job.ts";
import { listProviders } from "./providers.ts";
import { backupState } from "./sentence.ts";
import { accountAt } from "./service.ts";
import { acknowledgeSuspicion } from "./service-state.ts";

const { sync } = testAddresses;

async function told(town: Town) {
  const env = await backedUp(await rich(town));
  await change(env);
  await settle(env, [backupJob], minute);
  const { pub } = accountAt(await ownRoot(env.db), sync);
  const { vault } = town.sandbox.sync;
  return { env, vault, pub, sheet: await sheetOf(env), worth: await coinsWorth(env) };
}

const toldOf = async (env: TestEnv) => (await listProviders(env)).find(({ url }) => url === sync)?.suspicion;
const suspicionOf = async (env: TestEnv) => (await toldOf(env))?.kind;

/** A device that restores now has everything of this one. */
async function assertRestores(town: Town, env: TestEnv, sheet: string): Promise<void> {
  const fresh = await joined(town, sheet, { seed: "fresh" });
  await gathered(env, fresh);
  await assertSame(env, fresh);
}

/** What only a dishonest service does: serves this version from now on, as if it were the newest. */
function serve(town: Town, { body, signature, hash, previous }: StoredBackup): () => void {
  return town.sandbox.faults.sync.add({
    times: 99,
    matches: ({ method }) => method === "GET",
    fault: {
      kind: "rewrite",
      rewrite: () => {
        const headers = {
          ETag: `"${hash}"`,
          "Sync-Signature": signature,
          "Sync-Previous": previous ?? "0".repeat(103),
        };
        return new Response(body.slice(), { headers });
      },
    },
  });
}

describe("a service that has lost everything", () => {
  for (const [what, forget] of [
    ["and knows the account still", (town: Town, pub: string) => town.sandbox.sync.vault.rollBack(pub, 99)],
    [
      "with the account",
      (town: Town) => {
        // Nothing but a fresh vault has no account at all; to the wallet it is a 404 until it uploads.
        town.sandbox.faults.sync.add({
          fault: { kind: "rewrite", rewrite: () => new Response(null, { status: 404 }) },
        });
        for (const account of [...accounts(town)]) town.sandbox.sync.vault.rollBack(account, 99);
      },
    ],
  ] as const) {
    it(`${what}, gets all of it again`, async () => {
      const town = await newTown("empty");
      const { env, pub, sheet, vault, worth } = await told(town);
      forget(town, pub);
      await looked(env);
      assert.ok(vault.newest(pub));
      assert.equal(await suspicionOf(env), "emptied");
      assert.equal((await backupState(env)).kind, "allBackedUp");
      assert.equal(await coinsWorth(env), worth);
      await assertRestores(town, env, sheet);
    });
  }

  const accounts = (town: Town) =>
    new Set(town.requests.flatMap((one) => /sync\.test\/backups\/(\w+)/.exec(one)?.[1] ?? []));

  it("is never called a backup before it has taken all of it again", async () => {
    const town = await newTown("empty");
    const { env, pub } = await told(town);
    town.sandbox.sync.vault.rollBack(pub, 99);
    const matches = ({ method }: Request) => method === "POST";
    town.sandbox.faults.sync.add({ fault: { kind: "status", status: 503 }, matches, times: 200 });
    for (const wait of [1, 30, 120]) {
      await looked(env);
      await settle(env, [backupJob], wait * minute);
      const { kind, changes } = await backupState(env);
      assert.equal(kind, "failing");
      assert.ok(changes > 10, `${changes} changes`);
    }
    town.sandbox.faults.sync.clear();
    await settle(env, [backupJob], 24 * 60 * minute);
    assert.equal((await backupState(env)).kind, "allBackedUp");
  });

  it("is noticed by an upload, too", async () => {
    const town = await newTown("empty");
    const { env, pub, sheet, vault } = await told(town);
    vault.rollBack(pub, 99);
    await change(env, "KUDOS:4");
    await settle(env, [backupJob], minute);
    assert.equal(await suspicionOf(env), "emptied");
    await assertRestores(town, env, sheet);
  });

  it("is filled again by the other device without harm", async () => {
    const town = await newTown("empty");
    const { env, pub, sheet, vault, worth } = await told(town);
    const other = await joined(town, sheet);
    vault.rollBack(pub, 99);
    await looked(other);
    await looked(env);
    assert.equal(await coinsWorth(env), worth);
    await gathered(env, other);
    await assertSame(env, other);
  });
});

describe("a service that serves an older version", () => {
  it("is noticed, gets the newest again, and nothing is lost", async () => {
    const town = await newTown("back");
    const { env, pub, sheet, vault, worth } = await told(town);
    vault.rollBack(pub, 1);
    await looked(env);
    assert.equal(await suspicionOf(env), "rolledBack");
    assert.equal((await backupState(env)).kind, "allBackedUp");
    assert.equal(await coinsWorth(env), worth);
    await assertRestores(town, env, sheet);
  });

  it("is noticed by an upload, too, and while it takes no more nothing is called backed up", async () => {
    const town = await newTown("back");
    const { env, pub, sheet, vault } = await told(town);
    vault.rollBack(pub, 1);
    await change(env, "KUDOS:4");
    await settle(env, [backupJob], minute);
    assert.equal(await suspicionOf(env), "rolledBack");
    vault.rollBack(pub, 1);
    const matches = ({ method }: Request) => method === "POST";
    town.sandbox.faults.sync.add({ fault: { kind: "status", status: 503 }, matches, times: 200 });
    await looked(env);
    const { kind, changes } = await backupState(env);
    assert.equal(kind, "failing");
    assert.ok(changes > 10, `${changes} changes`);
    town.sandbox.faults.sync.clear();
    await settle(env, [backupJob], 10 * minute);
    assert.equal((await backupState(env)).kind, "allBackedUp");
    await assertRestores(town, env, sheet);
  });

  it("to those who ask and another to those who tell, does no harm", async () => {
    const town = await newTown("stuck");
    const env = await backedUp(await rich(town));
    const { pub } = accountAt(await ownRoot(env.db), sync);
    const old = town.sandbox.sync.vault.newest(pub) ?? assert.fail("nothing there");
    await change(env);
    await settle(env, [backupJob], minute);
    const worth = await coinsWorth(env);
    const stop = serve(town, old);
    await looked(env);
    // The old one is served, and the new one when the old one is to be replaced: two stories.
    assert.equal(await suspicionOf(env), "forked");
    assert.equal(await coinsWorth(env), worth);
    stop();
    await settle(env, [backupJob], 10 * minute);
    await assertRestores(town, env, await sheetOf(env));
  });
});

describe("a service that tells two devices different stories", () => {
  it("is noticed when they meet, and what both have done is kept", async () => {
    const town = await newTown("fork");
    const { env, pub, sheet, vault } = await told(town);
    const other = await joined(town, sheet);
    await gathered(env, other);
    await change(env, "KUDOS:3");
    await settle(env, [backupJob], minute);
    vault.rollBack(pub, 1);
    await change(other, "KUDOS:4");
    await settle(other, [backupJob], minute);
    await looked(env);
    assert.equal(await suspicionOf(env), "forked");
    await gathered(other, env);
    await assertSame(env, other);
    await assertRestores(town, env, sheet);
  });
});

const refuseUploads = (town: Town) =>
  town.sandbox.faults.sync.add({
    fault: { kind: "status", status: 503 },
    matches: ({ method }) => method === "POST",
    times: 200,
  });

describe("what was suspected", () => {
  it("is told with its time, until the user has seen it, and stays on record", async () => {
    const town = await newTown("seen");
    const { env, pub, vault } = await told(town);
    assert.equal(await toldOf(env), undefined);
    vault.rollBack(pub, 1);
    town.clock.windTo(env.now() + minute);
    const at = env.now();
    await looked(env);
    const fresh = { kind: "rolledBack", at, times: 1, isSeen: false, isMended: true } as const;
    assert.deepEqual(await toldOf(env), fresh);
    assert.deepEqual((await backupState(env)).suspicion, { kind: "rolledBack", service: sync });
    await acknowledgeSuspicion(env, sync, at - 1);
    assert.deepEqual(await toldOf(env), fresh, "something else was seen");
    await acknowledgeSuspicion(env, sync, at);
    await acknowledgeSuspicion(env, "https://nobody.example/", at);
    assert.deepEqual(await toldOf(env), { ...fresh, isSeen: true });
    assert.equal((await backupState(env)).suspicion, undefined);
    await looked(env);
    assert.deepEqual(await toldOf(env), { ...fresh, isSeen: true }, "an honest look changes nothing");
  });

  it("is not called mended before the newest stands there again, and counts once however often it is met", async () => {
    const town = await newTown("mended");
    const { env, pub, vault } = await told(town);
    vault.rollBack(pub, 1);
    refuseUploads(town);
    for (let round = 0; round < 3; round++) {
      await looked(env);
      await settle(env, [backupJob], 30 * minute);
    }
    const { isMended, times } = (await toldOf(env)) ?? {};
    assert.deepEqual([isMended, times], [false, 1]);
    town.sandbox.faults.sync.clear();
    await settle(env, [backupJob], 60 * minute);
    assert.equal((await toldOf(env))?.isMended, true);
    vault.rollBack(pub, 1);
    await looked(env);
    assert.equal((await toldOf(env))?.times, 2);
  });

  it("of a disk that was put back is told, but is no reason to suspect the service", async () => {
    const town = await newTown("old disk");
    const { env, pub } = await told(town);
    await env.db.enrolments.update(sync, { suspicion: { kind: "ownDiskOld", at: 5 } });
    assert.deepEqual(await toldOf(env), { kind: "ownDiskOld", at: 5, times: 1, isSeen: false, isMended: true });
    assert.equal((await backupState(env)).suspicion, undefined);
    assert.ok(pub);
  });
});
