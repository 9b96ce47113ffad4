import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Fault } from "../../e2e/sandbox/faults.ts";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { WalletError } from "../api/problems.ts";
import { coinsWorth } from "../testing/books.ts";
import { assertSame, backedUp, change, gathered, looked, minute, rich, sheetOf } from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { assertTold } from "../testing/planted.ts";
import { settle } from "../testing/settle.ts";
import { shelved } from "../testing/shelf.ts";
import { newTown, type Town } from "../testing/town.ts";
import { selfOf } from "../wallet/roots.ts";
import { backupJob } from "./job.ts";
import { addProvider, lookAtProvider } from "./providers.ts";
import { restore } from "./restore.ts";
import { backupState } from "./sentence.ts";

const { sync } = testAddresses;

/** Every kind of fault the sandbox knows; a lie about headers stands for all lies. */
const faults: readonly Fault[] = [
  { kind: "loseRequest" },
  { kind: "loseAnswer" },
  { kind: "delay", milliseconds: 5_000 },
  { kind: "delay", milliseconds: 40_000 },
  { kind: "duplicate" },
  { kind: "status", status: 429, retryAfter: 90 },
  { kind: "status", status: 500 },
  { kind: "status", status: 502 },
  { kind: "status", status: 503, retryAfter: 5 },
  { kind: "truncate", share: 0 },
  { kind: "truncate", share: 0.5 },
  { kind: "corrupt" },
  { kind: "oversize", bytes: 2 ** 20 },
  { kind: "portal" },
  { kind: "rewrite", rewrite: ({ body, status }) => new Response(body, { status }) },
];

/** What the service promises, its terms, a look, two uploads and another look. */
const requests = 6;

const world = newTown("faults").then(async (town) => {
  const env = await rich(town);
  const alone = await shelved(town, env);
  const { tosVersion } = await lookAtProvider(env, sync);
  return { alone, tosVersion, told: await shelved(town, await backedUp(env)) };
});

/** As a user would: until it works. */
async function untilDone(env: TestEnv, deed: () => Promise<void>): Promise<void> {
  for (let tries = 0; tries < 5; tries++) {
    try {
      return await windWhile(env, deed());
    } catch (error) {
      if (!(error instanceof WalletError)) throw error;
    }
  }
  assert.fail("it never works");
}

/** Lets time pass for as long as the deed waits for a slow server. */
async function windWhile(env: TestEnv, deed: Promise<void>): Promise<void> {
  let isOver = false;
  const end = deed.finally(() => {
    isOver = true;
  });
  end.catch(() => {});
  while (!isOver) await env.clock.wind(env.clock.sleeping > 0 ? 1000 : 0);
  return end;
}

async function assertEnd(town: Town, env: TestEnv): Promise<void> {
  town.sandbox.faults.sync.clear();
  await settle(env, [backupJob], 10 * minute);
  await looked(env);
  const { kind, trouble } = await backupState(env);
  assert.deepEqual([kind, trouble], ["allBackedUp", undefined]);
  await assertTold(town, env);
}

for (const fault of faults) {
  const { kind, ...more } = fault;
  describe(`the fault ${kind} ${JSON.stringify(more)}`, () => {
    it("at any request of a backup does no harm", async () => {
      let struck = 0;
      for (let after = 0; after < requests; after++) {
        const town = await newTown("faults");
        const { alone, tosVersion } = await world;
        const env = await alone.take(town);
        town.sandbox.faults.sync.add({ fault, after });
        await untilDone(env, () => addProvider(env, sync, tosVersion));
        await settle(env, [backupJob], 3 * minute);
        await change(env);
        await settle(env, [backupJob], 3 * minute);
        await looked(env);
        struck += town.sandbox.faults.sync.countByKind.get(kind) ?? 0;
        await assertEnd(town, env);
        env.close();
      }
      assert.equal(struck, requests);
    });

    it("at any request of a restore does no harm", async () => {
      for (let after = 0; after < 2; after++) {
        const town = await newTown("faults");
        const lost = await (await world).told.take(town);
        const text = await sheetOf(lost);
        const worth = await coinsWorth(lost);
        const env = await town.wallet({ seed: "other" });
        town.sandbox.faults.sync.add({ fault, after });
        await untilDone(env, () => restore(env, { text, services: [], keepMoney: false }));
        assert.equal(await coinsWorth(env), worth);
        assert.equal(town.sandbox.faults.sync.countByKind.get(kind), 1);
        await assertEnd(town, env);
        await gathered(lost, env);
        await assertSame(lost, env);
        assert.notEqual((await selfOf(env.db)).device, (await selfOf(lost.db)).device);
        lost.close();
        env.close();
      }
    });
  });
}

// The sandbox may learn of more: each kind must stand in the list above.
const known: Record<Fault["kind"], true> = {
  loseRequest: true,
  loseAnswer: true,
  delay: true,
  duplicate: true,
  status: true,
  truncate: true,
  corrupt: true,
  oversize: true,
  portal: true,
  rewrite: true,
};

describe("the faults above", () => {
  it("are all there are", () => {
    assert.deepEqual([...new Set(faults.map(({ kind }) => kind))].sort(), Object.keys(known).sort());
  });
});
