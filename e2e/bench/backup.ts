/** How long the keeping takes, by number of coins: first backup, no change, one change, restore. */
import { openBlob } from "../../src/backup/blob.ts";
import { sync } from "../../src/backup/cycle.ts";
import { addProvider, lookAtProvider } from "../../src/backup/providers.ts";
import { restore } from "../../src/backup/restore.ts";
import { recoverySecretPage } from "../../src/backup/secret-page.ts";
import { accountAt, fetchBackup } from "../../src/backup/service.ts";
import type { Env } from "../../src/env/env.ts";
import type { Fetch } from "../../src/env/fetch.ts";
import { learn } from "../../src/store/deed.ts";
import { withdrawals } from "../../src/store/entities/withdrawal.ts";
import { save } from "../../src/store/save.ts";
import { ownRoot } from "../../src/wallet/roots.ts";
import { timed } from "./stopwatch.ts";
import { enrich } from "./wealth.ts";

/** Bytes of bodies: those that were sent, and those that were read. */
export interface Traffic {
  bytes: number;
}

export interface Customer extends Env {
  readonly close: () => void;
}

/** Where it is measured. */
export interface Place {
  /** Base URL of a backup service that takes 50,000 coins. */
  readonly service: string;
  /** A wallet on an empty disk, whose requests go through `over`. */
  wallet(over: (fetch: Fetch) => Fetch): Promise<Customer>;
}

/** Four plans of the largest size. */
const coinsPerWithdrawal = 256;

/** Figures for one number of coins. Bytes of "no change" and "one change" are what was sent and read as bodies. */
export async function backupFigures(place: Place, count: number) {
  const { service } = place;
  const traffic = { bytes: 0 };
  const over = (fetch: Fetch) => counted(fetch, traffic);
  const env = await place.wallet(over);
  await enrich(env, { coins: count, coinsPerWithdrawal });
  await addProvider(env, service, (await lookAtProvider(env, service)).tosVersion);
  const first = await timed(() => sync(env, service, "look"));
  const unchanged = await counting(traffic, () => sync(env, service, "look"));
  const [any] = await env.db.of(withdrawals).limit(1).toArray();
  await save(env.db, learn(withdrawals, any?.key ?? "", { confirmedAt: 1 }));
  const changed = await counting(traffic, () => sync(env, service, "tell"));
  const { uris } = await recoverySecretPage(env);
  const other = await place.wallet(over);
  const restored = await timed(() => restore(other, { text: uris[0] ?? "", services: [], keepMoney: false }));
  const back = await other.db.table("coins").count();
  if (back !== count) throw new Error(`${back} of ${count} coins came back`);
  const { floor, documentBytes } = await floorOf(place, env);
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

async function counting(traffic: Traffic, deed: () => Promise<void>) {
  traffic.bytes = 0;
  const { ms } = await timed(deed);
  return { ms, bytes: traffic.bytes };
}

/** What no restore can do without: fetch, decrypt, inflate, parse, and put the rows on the disk as they are. */
async function floorOf(place: Place, env: Env) {
  const account = accountAt(await ownRoot(env.db), place.service);
  const empty = await place.wallet((fetch) => fetch);
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

/** The same network, with its traffic counted. */
function counted(fetch: Fetch, traffic: Traffic): Fetch {
  return async (request) => {
    const sent = request.body ? new Uint8Array(await request.clone().arrayBuffer()).length : 0;
    traffic.bytes += sent;
    const response = await fetch(request);
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
    // Browsers give even answers without a body an empty one, and take none back.
    const body = status === 204 || status === 304 ? null : (response.body?.pipeThrough(count) ?? null);
    return new Response(body, { status, headers });
  };
}
