import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { forgetRetry, rememberRetry } from "../store/remember.ts";
import { withCheckedReads } from "../testing/checked-reads.ts";
import { Clock } from "../testing/clock.ts";
import { type TestEnv, testEnv } from "../testing/env.ts";
import { putToy, toyJob } from "../testing/toy.ts";
import type { Job } from "./job.ts";
import { Recall } from "./recall.ts";

const start = 1_700_000_000_000;
const second = 1000;

interface Scene {
  readonly env: TestEnv;
  readonly recall: Recall;
  readonly job: Job;
  /** How often the job was asked. */
  readonly asked: () => number;
}

async function scene(reads?: readonly string[]): Promise<Scene> {
  const fetch = () => Promise.reject(new TypeError("no network"));
  const env = await testEnv({ fetch, clock: new Clock(start), seed: "recall" });
  const toy = toyJob();
  let count = 0;
  const job: Job = {
    ...toy,
    ...(reads && { reads }),
    pending: (world) => {
      count += 1;
      return toy.pending(world);
    },
  };
  return { env, recall: new Recall(env), job, asked: () => count };
}

describe("a job that names what it reads", () => {
  it("is not asked again while nothing of it has changed", async () => {
    const { env, recall, job, asked } = await scene(["offers"]);
    await putToy(env, "toy1");
    assert.deepEqual(await recall.pending(job), [{ id: "toy1", due: 0 }]);
    await rememberRetry(env.db, { id: "toy:toy1", failures: 1, notBefore: 0, problem: { code: "bug" }, at: start });
    assert.deepEqual(await recall.pending(job), [{ id: "toy1", due: 0 }]);
    assert.equal(asked(), 1);
  });

  it("is asked again once something of it has changed", async () => {
    const { env, recall, job, asked } = await scene(["offers"]);
    await recall.pending(job);
    await putToy(env, "toy1");
    assert.deepEqual(await recall.pending(job), [{ id: "toy1", due: 0 }]);
    assert.equal(asked(), 2);
  });

  it("is asked again when it changed while it was being asked", async () => {
    const { env, recall, job, asked } = await scene(["offers"]);
    const first = recall.pending({
      ...job,
      pending: async (world) => {
        const before = await job.pending(world);
        await putToy(env, "toy1");
        return before;
      },
    });
    assert.deepEqual(await first, []);
    assert.deepEqual(await recall.pending(job), [{ id: "toy1", due: 0 }]);
    assert.equal(asked(), 2);
  });

  it("is asked again when something of it has become due", async () => {
    const { env, recall, job, asked } = await scene(["offers"]);
    await putToy(env, "toy1", start + 5 * second);
    await recall.pending(job);
    env.clock.windTo(start + 4 * second);
    await recall.pending(job);
    assert.equal(asked(), 1);
    env.clock.windTo(start + 5 * second);
    await recall.pending(job);
    assert.equal(asked(), 2);
  });

  it("is asked again after half a minute, and when the clock was put back", async () => {
    const { env, job, asked } = await scene(["offers"]);
    let now = start;
    const recall = new Recall({ ...env, now: () => now });
    for (const [at, count] of [
      [29, 1],
      [30, 2],
      [31, 2],
      [20, 3],
    ] as const) {
      if (at === 29) await recall.pending(job);
      now = start + at * second;
      await recall.pending(job);
      assert.equal(asked(), count, `after ${at} seconds`);
    }
  });

  it("is taken at its word in every test: what it did not name it cannot read", async () => {
    const { env, job } = await scene(["coins"]);
    await assert.rejects(async () => withCheckedReads(job).pending(env), /reads offers/);
    const { env: other, job: honest } = await scene(["offers"]);
    assert.deepEqual(await withCheckedReads(honest).pending(other), []);
  });
});

describe("failures", () => {
  const failure = { id: "toy:toy1", failures: 1, notBefore: 0, problem: { code: "bug" }, at: start } as const;

  it("are read once, and again after one was noted or forgotten", async () => {
    const { env, recall } = await scene();
    let count = 0;
    env.db.retries.hook("reading", (row) => {
      count += 1;
      return row;
    });
    await rememberRetry(env.db, failure);
    assert.deepEqual(await recall.retries(), [failure]);
    assert.deepEqual(await recall.retries(), [failure]);
    assert.equal(count, 1);
    await rememberRetry(env.db, { ...failure, failures: 2 });
    assert.deepEqual(await recall.retries(), [{ ...failure, failures: 2 }]);
    await forgetRetry(env.db, failure.id);
    assert.deepEqual(await recall.retries(), []);
  });
});

it("a job that names nothing is asked every time", async () => {
  const { recall, job, asked } = await scene();
  await recall.pending(job);
  await recall.pending(job);
  assert.equal(asked(), 2);
});
