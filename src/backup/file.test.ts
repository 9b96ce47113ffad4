import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { type ProblemCode, WalletError } from "../api/problems.ts";
import { devices } from "../store/entities/device.ts";
import { withdrawals } from "../store/entities/withdrawal.ts";
import { fileKey } from "../store/root-secret.ts";
import { utf8 } from "../taler/hash.ts";
import { assertNoKeyTwice, coinsWorth } from "../testing/books.ts";
import {
  assertSame,
  available,
  backedUp,
  change,
  gathered,
  minute,
  rich,
  sheetOf,
  slotIn,
  withdraw,
} from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { killedEverywhere } from "../testing/killed.ts";
import { boxed } from "../testing/planted.ts";
import { settle } from "../testing/settle.ts";
import { shelved } from "../testing/shelf.ts";
import { dump, spelledRows } from "../testing/snapshot.ts";
import { newTown } from "../testing/town.ts";
import { ownRoot, selfOf } from "../wallet/roots.ts";
import { openBlob } from "./blob.ts";
import { makeFile, mergeFile, openFile } from "./file.ts";
import { fileJob } from "./file-job.ts";
import { backupJob } from "./job.ts";
import { declineBackup } from "./onboarding.ts";
import { restore } from "./restore.ts";
import { restoreProgress } from "./restore-progress.ts";
import { recoverySecretPage } from "./secret-page.ts";
import { backupState } from "./sentence.ts";
import { accountAt } from "./service.ts";

const { sync } = testAddresses;

const wordsOf = async (env: TestEnv) => (await recoverySecretPage(env)).words.join(" ");
const saved = async (env: TestEnv) => (await makeFile(env)).body;
const problem = (code: ProblemCode) => (error: unknown) => error instanceof WalletError && error.problem.code === code;

describe("a wallet as a file", () => {
  it("is a blob like that of a service, under a key of its own, and tells of nobody who is connected", async () => {
    const town = await newTown("file");
    const env = await backedUp(await rich(town));
    const { body, root } = await makeFile(env);
    const own = await ownRoot(env.db);
    assert.equal(body.length, 16 * 1024);
    assert.equal(root, own.name);
    const { clocks, counts, previous, revision, wallet } = await openFile(env, body, own);
    assert.deepEqual([clocks, previous, revision, wallet], [{}, [], 1, own.name]);
    assert.deepEqual(counts, (await selfOf(env.db)).counts);
    assert.throws(() => openBlob(body, accountAt(own, sync).blobKey), /wrong key or damaged/);
  });

  it("does not make a wallet backed up", async () => {
    const env = await rich(await newTown("file"));
    await makeFile(env);
    assert.equal((await backupState(env)).kind, "declined");
  });

  it("brings all of it back with the words alone, to be spent and withdrawn anew", async () => {
    const town = await newTown("file");
    const env = await rich(town);
    const [file, text, worth] = [await saved(env), await wordsOf(env), await coinsWorth(env)];
    env.close();
    const other = await town.wallet({ seed: "other" });
    await restore(other, { text, services: [], file, keepMoney: false });
    assert.equal(await coinsWorth(other), worth);
    assert.equal(await available(other), worth);
    const { phase, services } = await restoreProgress(other);
    assert.deepEqual([phase, services], ["done", [{ url: "file:", state: "done" }]]);
    assert.equal(await other.db.blobs.count(), 0);
    await declineBackup(other);
    await withdraw(town, other, "KUDOS:2");
    assert.notEqual(await coinsWorth(other), worth, "keys are derived though no service vouches for the slot");
    await assertNoKeyTwice(other);
  });

  it("gives two devices that it is restored on slots of their own", async () => {
    const town = await newTown("file");
    const env = await rich(town);
    const [file, text] = [await saved(env), await wordsOf(env)];
    const slots = [await slotIn(env)];
    for (const seed of ["left", "right"]) {
      const other = await town.wallet({ seed });
      await restore(other, { text, services: [], file, keepMoney: false });
      slots.push(await slotIn(other));
      assert.ok((await selfOf(other.db)).isRootOwn);
    }
    assert.equal(new Set(slots).size, 3, `${slots}`);
  });

  it("is joined with what services hold, and the newest of all comes out", async () => {
    const town = await newTown("both");
    const env = await backedUp(await rich(town));
    const [old, sheet] = [await saved(env), await sheetOf(env)];
    town.sandbox.faults.sync.add({ fault: { kind: "loseRequest" }, times: 99 });
    const id = await change(env);
    const file = await saved(env);
    env.close();
    town.sandbox.faults.sync.clear();
    const newer = await town.wallet({ seed: "newer" });
    await restore(newer, { text: sheet, services: [], file, keepMoney: false });
    assert.ok(await newer.db.of(withdrawals).get(id), "the file knew more than the service");
    await settle(newer, [backupJob], minute);
    assert.equal((await backupState(newer)).kind, "allBackedUp");
    const older = await town.wallet({ seed: "older" });
    await restore(older, { text: sheet, services: [], file: old, keepMoney: false });
    assert.ok(await older.db.of(withdrawals).get(id), "and now the service more than an older file");
    await gathered(newer, older);
    await assertSame(newer, older);
  });

  it("leads to the services that it names", async () => {
    const town = await newTown("named");
    const env = await backedUp(await rich(town));
    const [file, text] = [await saved(env), await wordsOf(env)];
    await withdraw(town, env, "KUDOS:4");
    const other = await town.wallet({ seed: "other" });
    await restore(other, { text, services: [], file, keepMoney: false });
    assert.equal(await coinsWorth(other), await coinsWorth(env));
    await settle(other, [backupJob], minute);
    assert.equal(await slotIn(other), 2);
    await gathered(env, other);
    await assertSame(env, other);
  });
});

describe("a file that is merged into its own wallet", () => {
  it("brings back nothing that was deleted, and takes nothing that is newer", async () => {
    const town = await newTown("merge");
    const env = await rich(town);
    const file = await saved(env);
    const id = await change(env);
    await withdraw(town, env, "KUDOS:3");
    const before = await spelledRows(env.db);
    await mergeFile(env, file);
    assert.deepEqual(await spelledRows(env.db), before);
    assert.ok(await env.db.of(withdrawals).get(id));
  });

  it("brings what another device knew that told no service", async () => {
    const town = await newTown("other");
    const env = await backedUp(await rich(town));
    const other = await town.wallet({ seed: "other" });
    await restore(other, { text: await sheetOf(env), services: [], keepMoney: false });
    await settle(other, [backupJob], minute);
    town.sandbox.faults.sync.add({ fault: { kind: "loseRequest" }, times: 999 });
    const id = await change(other);
    await mergeFile(env, await saved(other));
    assert.ok(await env.db.of(withdrawals).get(id));
    town.sandbox.faults.sync.clear();
    await gathered(env, other);
    await assertSame(env, other);
  });

  it("shows a disk that was put back that it is one, and loses nothing of either copy", async () => {
    const town = await newTown("rewound");
    const env = await rich(town);
    const image = await shelved(town, env);
    await withdraw(town, env, "KUDOS:4");
    const [file, worth] = [await saved(env), await coinsWorth(env)];
    const { device } = await selfOf(env.db);
    env.close();
    const old = await image.take(town);
    await mergeFile(old, file);
    assert.equal(await coinsWorth(old), worth);
    assert.notEqual((await selfOf(old.db)).device, device);
    assert.equal(await old.db.of(devices).count(), 2);
  });
});

describe("a file that cannot be restored", () => {
  async function scene() {
    const town = await newTown("refused");
    const env = await rich(town);
    const root = await ownRoot(env.db);
    const file = await saved(env);
    const key = { blobKey: fileKey(root) } as never;
    return { town, env, root, file, key, text: await wordsOf(env) };
  }

  it("is refused by name, and nothing is changed", async () => {
    const { town, root, file, key, text } = await scene();
    const doc = (more: object) =>
      boxed(utf8(JSON.stringify({ format: "satchel-backup", version: { major: 1, minor: 1 }, ...more })), key);
    const flipped = file.slice();
    flipped[5_000] = (flipped[5_000] ?? 0) ^ 1;
    const empty = { wallet: root.name, revision: 1, clocks: {}, counts: {}, previous: [], sets: {} };
    const cases: readonly (readonly [string, Uint8Array, ProblemCode])[] = [
      ["nothing", new Uint8Array(), "notASavedFile"],
      ["a picture", new Uint8Array(20_000).fill(137), "notASavedFile"],
      ["half a file", file.slice(0, 9_000), "backupDamaged"],
      ["a changed one", flipped, "fileDoesNotOpen"],
      ["one of a later format", doc({ version: { major: 2, minor: 0 } }), "backupTooNew"],
      ["one of another wallet", doc({ ...empty, wallet: "A".repeat(52) }), "backupOfOtherWallet"],
      ["one without sense", doc({ ...empty, counts: 7 }), "backupDamaged"],
      ["too large a one", new Uint8Array(64 * 2 ** 20 + 1), "backupTooLarge"],
    ];
    const other = await town.wallet({ seed: "other" });
    const before = await dump(other.db);
    for (const [what, body, code] of cases) {
      await assert.rejects(restore(other, { text, services: [], file: body, keepMoney: true }), problem(code), what);
      const { phase, trouble } = await restoreProgress(other);
      assert.deepEqual([phase, trouble?.code], ["failed", code], what);
      assert.equal(await dump(other.db), before, what);
    }
  });

  it("is refused with the secret of another wallet, and by another wallet", async () => {
    const { town, file } = await scene();
    const other = await rich(town, "KUDOS:3", { seed: "other" });
    const before = await spelledRows(other.db);
    const text = await wordsOf(other);
    const wish = { text, services: [], file, keepMoney: true };
    await assert.rejects(restore(other, wish), problem("fileDoesNotOpen"));
    await assert.rejects(mergeFile(other, file), problem("fileDoesNotOpen"));
    assert.deepEqual(await spelledRows(other.db), before);
  });

  it("keeps no service from bringing the wallet back", async () => {
    const town = await newTown("both");
    const env = await backedUp(await rich(town));
    const other = await town.wallet({ seed: "other" });
    const file = new Uint8Array(20_000);
    await restore(other, { text: await sheetOf(env), services: [], file, keepMoney: false });
    assert.equal(await coinsWorth(other), await coinsWorth(env));
    const { phase, services } = await restoreProgress(other);
    assert.equal(phase, "done");
    assert.equal(services.find(({ url }) => url === "file:")?.trouble?.code, "notASavedFile");
  });
});

describe("a restore from a file whose worker is killed at any outside call", () => {
  it("comes to the same end", async () => {
    const town = await newTown("killed");
    const env = await rich(town);
    const [file, text, worth] = [await saved(env), await wordsOf(env), await coinsWorth(env)];
    const { root } = await selfOf(env.db);
    const wish = { text, services: [], file, keepMoney: true };
    const seen = new Set<string>();
    const points = await killedEverywhere({
      begin: () => town.wallet({ seed: "fresh" }),
      live: (fresh) => restore(fresh, wish),
      after: async (fresh) => {
        const { phase } = await restoreProgress(fresh);
        seen.add(phase);
        if ((await selfOf(fresh.db)).root !== root) await restore(fresh, wish);
        await settle(fresh, [fileJob], minute);
        assert.equal((await restoreProgress(fresh)).phase, "done");
        assert.equal(await coinsWorth(fresh), worth);
        assert.equal(await fresh.db.blobs.count(), 0);
      },
    });
    assert.deepEqual([...seen].sort(), ["done", "idle", "merging"]);
    assert.ok(points >= 10, `${points} points`);
  });
});
