/** How long the keeping takes, by number of coins: first backup, no change, one change, restore. */
import { openBlob } from "../../src/backup/blob.ts";
import { sync } from "../../src/backup/cycle.ts";
import { addProvider, lookAtProvider } from "../../src/backup/providers.ts";
import { restore } from "../../src/backup/restore.ts";
import { recoverySecretPage } from "../../src/backup/secret-page.ts";
import { accountAt, fetchBackup } from "../../src/backup/service.ts";
import { learn } from "../../src/store/deed.ts";
import { withdrawals } from "../../src/store/entities/withdrawal.ts";
import { save } from "../../src/store/save.ts";
import type { TestEnv } from "../../src/testing/env.ts";
import { newTown, type Town } from "../../src/testing/town.ts";
import { ownRoot } from "../../src/wallet/roots.ts";
import { testAddresses } from "../sandbox/sandbox.ts";
import { timed } from "./stopwatch.ts";
import { enrich } from "./wealth.ts";

const service = testAddresses.sync;

/** Four plans of the largest size. */
const coinsPerWithdrawal = 256;

/** Figures for one number of coins. Bytes of "no change" and "one change" are what was sent and read as bodies. */
export async function backupFigures(count: number) {
  const traffic = { bytes: 0 };
  const town = await newTown(`bench/${count}`, { sync: { storageLimit: 32 } });
  const env = await town.wallet({ fetch: counted(town, traffic) });
  await enrich(env, { coins: count, coinsPerWithdrawal });
  await addProvider(env, service, (await lookAtProvider(env, service)).tosVersion);
  const first = await timed(() => sync(env, service, "look"));
  const unchanged = await counting(traffic, () => sync(env, service, "look"));
  const [any] = await env.db.of(withdrawals).limit(1).toArray();
  await save(env.db, learn(withdrawals, any?.key ?? "", { confirmedAt: 1 }));
  const changed = await counting(traffic, () => sync(env, service, "tell"));
  const { uris } = await recoverySecretPage(env);
  const other = await town.wallet({ fetch: counted(town, traffic) });
  const restored = await timed(() => restore(other, { text: uris[0] ?? "", services: [], keepMoney: false }));
  const back = await other.db.table("coins").count();
  if (back !== count) throw new Error(`${back} of ${count} coins came back`);
  const { floor, documentBytes } = await floorOf(town, env);
  env.close();
  other.close();
  return {
    firstMs: first.ms,
    unchangedMs: unchanged.ms,
    unchangedBytes: unchanged.bytes,
    oneChangedMs: changed.ms,
    oneChangedBytes: changed.bytes,
    restoreMs: restored.ms,
    restoreFloorMs: floor,
    documentBytes,
  };
}

async function counting(traffic: { bytes: number }, deed: () => Promise<void>) {
  traffic.bytes = 0;
  const { ms } = await timed(deed);
  return { ms, bytes: traffic.bytes };
}

/** What no restore can do without: fetch, decrypt, inflate, parse, and put the rows on the disk as they are. */
async function floorOf(town: Town, env: TestEnv) {
  const account = accountAt(await ownRoot(env.db), service);
  const empty = await town.wallet();
  const { ms, result } = await timed(async () => {
    const held = await fetchBackup(empty, account);
    if (typeof held === "string") throw new Error("the service holds nothing");
    const document = JSON.parse(new TextDecoder().decode(openBlob(held.body, account.blobKey)));
    for (const [name, { rows }] of Object.entries<{ rows: object[] }>(document.sets)) {
      await empty.db.table(name).bulkPut(rows.map((row) => ({ ...row, seq: 1, ix: {} })));
    }
    return held.body.length;
  });
  empty.close();
  return { floor: ms, documentBytes: result };
}

/** The town's network, counting the bytes of bodies that are sent, and of those that are read. */
function counted(town: Town, traffic: { bytes: number }): Town["sandbox"]["fetch"] {
  return async (request) => {
    const sent = request.body ? new Uint8Array(await request.clone().arrayBuffer()).length : 0;
    traffic.bytes += sent;
    const response = await town.sandbox.fetch(request);
    const { status, headers } = response;
    const count = new TransformStream<Uint8Array, Uint8Array>(
      {
        transform(chunk, controller) {
          traffic.bytes += chunk.length;
          controller.enqueue(chunk);
        },
      },
      undefined,
      // Nothing is pulled before somebody reads.
      { highWaterMark: 0 },
    );
    return new Response(response.body?.pipeThrough(count) ?? null, { status, headers });
  };
}
