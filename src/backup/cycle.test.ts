import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { coins } from "../store/entities/coin.ts";
import { devices } from "../store/entities/device.ts";
import { reserves } from "../store/entities/reserve.ts";
import { bytesOf } from "../taler/crockford.ts";
import {
  available,
  backedUp,
  backupRequests,
  change,
  joined,
  looked,
  minute,
  rich,
  sheetOf,
} from "../testing/customers.ts";
import { accountOf } from "../testing/planted.ts";
import { settle } from "../testing/settle.ts";
import { stored } from "../testing/shelf.ts";
import { newTown } from "../testing/town.ts";
import { selfOf } from "../wallet/roots.ts";
import { backupJob } from "./job.ts";
import { askedToBackUp } from "./pace.ts";
import { restoreProgress } from "./restore-progress.ts";
import { backupState } from "./sentence.ts";

const { sync } = testAddresses;

describe("a backup", () => {
  it("brings the money back to the cent on a device that knows nothing but the secret", async () => {
    const town = await newTown();
    const env = await backedUp(await rich(town));
    assert.equal((await backupState(env)).kind, "allBackedUp");
    const before = await available(env);
    const sheet = await sheetOf(env);
    env.close();
    const other = await joined(town, sheet);
    assert.equal((await restoreProgress(other)).phase, "done");
    assert.equal(await available(other), before);
    assert.notEqual(before, undefined);
    assert.ok((await other.db.of(coins).count()) > 0);
  });

  it("takes one question and one upload at first, then nothing while nothing changes, then one request a change", async () => {
    const town = await newTown();
    const env = await rich(town);
    await backedUp(env);
    assert.equal(backupRequests(town, sync, "GET"), 1);
    assert.equal(backupRequests(town, sync, "POST"), 1);
    await settle(env, [backupJob], 30 * minute);
    assert.equal(backupRequests(town), 2);
    await change(env);
    await settle(env, [backupJob], minute);
    assert.equal(backupRequests(town, sync, "GET"), 1);
    assert.equal(backupRequests(town, sync, "POST"), 2);
    assert.equal((await backupState(env)).kind, "allBackedUp");
  });

  it("sends no byte and reads none when it looks and all is as it was", async () => {
    const town = await newTown();
    const env = await backedUp(await rich(town));
    let asked = 0;
    let read = 0;
    town.sandbox.faults.sync.add({
      times: 9,
      fault: {
        kind: "rewrite",
        rewrite: ({ status, headers }) => {
          asked += 1;
          const pull = (controller: ReadableStreamDefaultController) => {
            read += 1;
            controller.enqueue(new Uint8Array(1000));
          };
          return new Response(new ReadableStream({ pull }, { highWaterMark: 0 }), { status, headers });
        },
      },
    });
    await looked(env);
    assert.equal(asked, 1);
    assert.equal(read, 0);
    assert.equal(backupRequests(town, sync, "POST"), 1);
  });

  it("leaves one document on the disk, however many it has seen", async () => {
    const town = await newTown();
    const env = await backedUp(await rich(town));
    const other = await joined(town, await sheetOf(env));
    for (const amount of ["KUDOS:2", "KUDOS:3", "KUDOS:4"]) {
      await change(env, amount);
      await settle(env, [backupJob], minute);
      await looked(other);
    }
    assert.equal(await env.db.blobs.count(), 1);
    assert.equal(await other.db.blobs.count(), 1);
  });

  it("is tried at once when the user asks, whatever failed before", async () => {
    const town = await newTown();
    const env = await backedUp(await rich(town));
    const stop = town.sandbox.faults.sync.add({ fault: { kind: "loseRequest" }, times: 99 });
    await change(env);
    await settle(env, [backupJob], 30 * minute);
    assert.equal((await backupState(env)).kind, "failing");
    stop();
    const before = backupRequests(town);
    await askedToBackUp(env);
    await settle(env, [backupJob], 0);
    assert.ok(backupRequests(town) > before);
    assert.equal((await backupState(env)).kind, "allBackedUp");
  });

  it("is noise to the service: nothing that it is ever sent names a key, a coin, an exchange or a device", async () => {
    const town = await newTown();
    let sent = "";
    const fetch = async (request: Request) => {
      if (request.url.startsWith(sync)) {
        const body = Buffer.from(await request.clone().arrayBuffer()).toString("latin1");
        sent += [request.url, ...[...request.headers].flat(), body].join("\n");
      }
      return town.sandbox.fetch(request);
    };
    const env = await backedUp(await rich(town, "KUDOS:8.5", { fetch }));
    const other = await joined(town, await sheetOf(env), { fetch });
    await change(other);
    await settle(other, [backupJob], minute);
    const { recoverySecret, root } = await selfOf(env.db);
    const named = [recoverySecret, root, "exchange.test", "bank.test", "KUDOS", "Firefox", "coins", "satchel-backup"];
    const reserveKeys = (await other.db.of(reserves).toArray()).map(({ key }) => key);
    const signatures = (await other.db.of(coins).toArray()).map(({ facts }) => facts.sig ?? "");
    const ids = (await other.db.of(devices).toArray()).map(({ key }) => key);
    for (const word of [...named, ...reserveKeys, ...signatures, ...ids]) {
      assert.ok(word.length > 0 && !sent.includes(word), `the service was sent ${word.slice(0, 12)}`);
      const bytes = /^[0-9A-Z]{26,}$/.test(word) ? Buffer.from(bytesOf(word)).toString("latin1") : word;
      assert.ok(!sent.includes(bytes), "… or its bytes");
    }
    assert.equal(stored(town, accountOf(await sheetOf(env))).length, 16 * 1024);
  });
});
