import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { WalletError } from "../api/problems.ts";
import { type Amount, add } from "../taler/amount.ts";
import { assertNoKeyTwice, coinsWorth } from "../testing/books.ts";
import {
  assertSame,
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
import { accountOf } from "../testing/planted.ts";
import { settle } from "../testing/settle.ts";
import { shelved } from "../testing/shelf.ts";
import { newTown, type Town, trusting } from "../testing/town.ts";
import { selfOf } from "../wallet/roots.ts";
import { backupJob } from "./job.ts";
import { restore } from "./restore.ts";
import { backupState } from "./sentence.ts";

/** A wallet that was backed up and is lost, one with money of its own, and one that was born this moment. */
async function made() {
  const town = await newTown("killed");
  const lost = await backedUp(await rich(town));
  const worth = await coinsWorth(lost);
  const own = await trusting(await town.wallet({ seed: "own" }));
  await withdraw(town, own, "KUDOS:3");
  const sum = add(worth as Amount, (await coinsWorth(own)) as Amount);
  return { lost: await shelved(town, lost), own: await shelved(town, own), worth, sum };
}

const world = made();

interface Scene {
  readonly town: Town;
  readonly lost: TestEnv;
  readonly sheet: string;
}

async function scene(): Promise<Scene> {
  const town = await newTown("killed");
  const lost = await (await world).lost.take(town);
  return { town, lost, sheet: await sheetOf(lost) };
}

/** Restores as the user would who sees that nothing has been restored, and compares with the device that was not lost. */
async function assertEnd({ town, lost, sheet }: Scene, env: TestEnv, worth: string): Promise<void> {
  const isRestored = (await selfOf(env.db)).root === accountOf(sheet).root;
  if (!isRestored) await restore(env, { text: sheet, services: [], keepMoney: true });
  await settle(env, [backupJob], 2 * minute);
  assert.equal((await backupState(env)).kind, "allBackedUp");
  assert.equal(await coinsWorth(env), worth);
  await gathered(lost, env);
  await assertSame(lost, env);
  assert.deepEqual([await slotIn(lost), await slotIn(env)], [1, 2]);
  assert.equal(await env.db.blobs.count(), 1);
  await change(env);
  await assertNoKeyTwice(env);
  assert.equal(town.sandbox.sync.vault.newest(accountOf(sheet).pub)?.body.length, 16 * 1024);
  lost.close();
}

async function play(begin: (town: Town) => Promise<TestEnv>, worth: string, keepMoney: boolean): Promise<number> {
  let now = await scene();
  return killedEverywhere({
    begin: async () => {
      now = await scene();
      return begin(now.town);
    },
    live: async (env) => {
      await restore(env, { text: now.sheet, services: [], keepMoney });
      await settle(env, [backupJob], minute);
    },
    after: (env) => assertEnd(now, env, worth),
  });
}

describe("a restore whose worker is killed at any outside call", () => {
  it("on a fresh device: the same end", async () => {
    const { worth } = await world;
    const points = await play((town) => town.wallet({ seed: "fresh" }), worth, false);
    assert.ok(points >= 20, `${points} points`);
    console.log(`restore on a fresh device: killed at ${points} points`);
  });

  it("into a wallet with money: the same end, and the money of both", async () => {
    const { own, sum } = await world;
    const points = await play((town) => own.take(town), sum, true);
    assert.ok(points >= 20, `${points} points`);
    console.log(`restore into a wallet with money: killed at ${points} points`);
  });

  it("together with the job that was woken by it: the same end", async () => {
    const { own, sum } = await world;
    let now = await scene();
    const points = await killedEverywhere({
      begin: async () => {
        now = await scene();
        return own.take(now.town);
      },
      live: async (env) => {
        const woken: Promise<void>[] = [];
        env.db.onChange = (what) => {
          // The first of it is the adoption of the root; the job's own steps tell of more.
          if (!what.includes("self") || woken.length > 0) return;
          const step = backupJob.step(env, testAddresses.sync);
          // Of a worker that is dead by then nobody hears how it ended.
          step.catch(() => {});
          woken.push(step);
        };
        await restore(env, { text: now.sheet, services: [], keepMoney: true });
        assert.equal(woken.length, 1);
        await Promise.all(woken);
        await settle(env, [backupJob], minute);
      },
      after: (env) => assertEnd(now, env, sum),
    });
    assert.ok(points >= 20, `${points} points`);
    console.log(`restore beside the job: killed at ${points} points`);
  });

  it("and asks before money is mixed, after the restart as before", async () => {
    const { own } = await world;
    const { town, sheet } = await scene();
    const env = await own.take(town);
    const again = await env.restart();
    const mixed = restore(again, { text: sheet, services: [], keepMoney: false });
    await assert.rejects(mixed, (error) => error instanceof WalletError && error.problem.code === "notAllowed");
  });
});
