import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import type { RestoreProgress } from "../api/keeping-views.ts";
import { turn } from "../testing/clock.ts";
import { backedUp, minute, rich, sheetOf } from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { killedEverywhere } from "../testing/killed.ts";
import { accountOf } from "../testing/planted.ts";
import { settle } from "../testing/settle.ts";
import { shelved } from "../testing/shelf.ts";
import { newTown, type Town } from "../testing/town.ts";
import { selfOf } from "../wallet/roots.ts";
import { backupJob } from "./job.ts";
import { restore } from "./restore.ts";
import { restoreProgress } from "./restore-progress.ts";

const { sync } = testAddresses;

const hour = 60 * minute;

/** A wallet with a backup, to be taken into many towns. */
const lost = (async () => {
  const town = await newTown("progress");
  return shelved(town, await backedUp(await rich(town)));
})();

async function scene() {
  const town = await newTown("progress");
  const env = await (await lost).take(town);
  const sheet = await sheetOf(env);
  env.close();
  return { town, sheet };
}

const fresh = (town: Town) => town.wallet({ seed: "fresh" });
const wish = (text: string) => ({ text, services: [], keepMoney: false });

/** The disk of tests does all it can between two turns of the event loop. */
const nextTick = () => new Promise<void>((resolve) => process.nextTick(resolve));

/** Everything a page would see that asks whenever it is told of news, and as fast as it can. */
async function watched(
  env: TestEnv,
  work: (env: TestEnv) => Promise<unknown>,
  onSeen: (progress: RestoreProgress) => void = () => {},
): Promise<readonly RestoreProgress[]> {
  const looks: Promise<RestoreProgress>[] = [];
  const look = () => {
    const progress = restoreProgress(env);
    looks.push(progress);
    return progress;
  };
  const publish = (what: readonly string[]) => {
    env.publish(what);
    void look().then(followed);
  };
  /** While rows are written it is asked all the time: the records are not to be read then. */
  const followed = async ({ total }: RestoreProgress): Promise<void> => {
    if (total === undefined) return;
    await nextTick();
    await followed(await look());
  };
  let isOver = false;
  const over = work({ ...env, publish }).finally(() => {
    isOver = true;
  });
  over.catch(() => {});
  while (!isOver) {
    const progress = await look();
    onSeen(progress);
    await turn();
  }
  await over;
  await look();
  return Promise.all(looks);
}

const phasesIn = (seen: readonly RestoreProgress[]) =>
  seen.map(({ phase }) => phase).filter((phase, index, all) => phase !== all[index - 1]);

describe("the progress of a restore", () => {
  it("goes through its phases in order, and counts the rows that are written", async () => {
    const { town, sheet } = await scene();
    const env = await fresh(town);
    // The answer waits until somebody has seen that it is waited for.
    const arrival = town.clock.now() + 5_000;
    town.sandbox.faults.sync.add({ fault: { kind: "delay", milliseconds: 5_000 } });
    const seen = await watched(
      env,
      (told) => restore(told, wish(sheet)),
      ({ phase }) => {
        if (phase === "fetching" && town.clock.now() < arrival) town.clock.windTo(arrival);
      },
    );
    const phases = phasesIn(seen);
    const order = ["idle", "fetching", "opening", "merging", "joining", "done"];
    assert.deepEqual(
      phases,
      order.filter((phase) => phases.includes(phase as never)),
    );
    assert.ok(phases.includes("fetching") && phases.at(-1) === "done");
    const counted = seen.filter(({ total }) => total !== undefined);
    const rows = counted.map(({ rows: written = 0 }) => written);
    assert.deepEqual(
      rows,
      rows.toSorted((a, b) => a - b),
    );
    assert.ok(counted.every(({ rows: written = 0, total = 0 }) => written <= total));
    assert.ok(new Set(rows).size > 2, `it moved through ${[...new Set(rows)]}`);
  });

  it("is told for an hour after the end, also by the next worker, and then the page is free again", async () => {
    const { town, sheet } = await scene();
    const env = await fresh(town);
    await restore(env, wish(sheet));
    const again = await env.restart();
    const { phase, services, balances } = await restoreProgress(again);
    assert.deepEqual([phase, services, balances?.length], ["done", [{ url: sync, state: "done" }], 1]);
    town.clock.windTo(town.clock.now() + hour + minute);
    assert.deepEqual(await restoreProgress(again), { phase: "idle", services: [] });
  });

  it("is idle in a wallet that was never restored", async () => {
    const { town } = await scene();
    assert.deepEqual(await restoreProgress(await fresh(town)), { phase: "idle", services: [] });
  });

  it("names the service that stopped answering in the middle, and goes on by itself", async () => {
    const { town, sheet } = await scene();
    const env = await fresh(town);
    // The worker dies between the adoption of the root and the merge.
    await new Promise<void>((resolve) => {
      env.db.onChange = (what) => what.includes("self") && resolve();
      restore(env, wish(sheet)).catch(() => {});
    });
    const again = await env.restart();
    town.sandbox.faults.sync.add({ fault: { kind: "loseRequest" }, times: 2 });
    assert.equal((await restoreProgress(again)).phase, "merging");
    await settle(again, [backupJob], 1000);
    const stuck = await restoreProgress(again);
    assert.deepEqual([stuck.phase, stuck.services[0]?.trouble?.code], ["merging", "unreachable"]);
    assert.ok((stuck.services[0]?.trouble?.nextTry ?? 0) > again.now());
    await settle(again, [backupJob], 10 * minute);
    assert.equal((await restoreProgress(again)).phase, "done");
  });

  it("is true after a restart, wherever the worker was killed", async () => {
    const seen = new Set<string>();
    let sheet = "";
    await killedEverywhere({
      begin: async () => {
        const now = await scene();
        sheet = now.sheet;
        return fresh(now.town);
      },
      live: (env) => restore(env, wish(sheet)),
      after: async (env) => {
        const { phase } = await restoreProgress(env);
        seen.add(phase);
        const isAdopted = (await selfOf(env.db)).root === accountOf(sheet).root;
        // Before the root is adopted nothing has changed, and nothing goes on by itself.
        assert.equal(phase !== "idle", isAdopted);
        const isMerged = (await env.db.enrolments.get(sync))?.hash !== undefined;
        assert.equal(phase === "joining" || phase === "done", isMerged);
        await settle(env, [backupJob], minute);
        assert.equal((await restoreProgress(env)).phase, isAdopted ? "done" : "idle");
      },
    });
    assert.deepEqual([...seen].sort(), ["done", "idle", "joining", "merging"]);
  });
});
