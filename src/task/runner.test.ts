import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Env } from "../env/env.ts";
import { Clock } from "../testing/clock.ts";
import { testEnv } from "../testing/env.ts";
import { Profile } from "../testing/profile.ts";
import { gate, putToy, toyJob, toysLeft, turns } from "../testing/toy.ts";
import type { Job } from "./job.ts";
import { Runner } from "./runner.ts";

const start = 1_700_000_000_000;
const minute = 60_000;
const noNetwork = () => Promise.reject(new TypeError("no network"));
const fresh = (profile = new Profile()) =>
  testEnv({ fetch: noNetwork, clock: new Clock(start), seed: "runner", profile });

describe("the runner", () => {
  it("sets the alarm before it looks, and again before it works", async () => {
    const env = await fresh();
    await putToy(env, "toy1");
    const log: string[] = [];
    const job = toyJob(async () => void log.push("work"));
    const watched: Env = {
      ...env,
      setAlarm: async (at) => {
        log.push(at === undefined ? "no alarm" : `alarm in ${at - start}`);
        await env.setAlarm(at);
      },
    };
    const looking: Job = {
      ...job,
      pending: (world) => {
        log.push("look");
        return job.pending(world);
      },
    };
    await new Runner(watched, [looking], env.timer).wake();
    assert.deepEqual(log, ["alarm in 30000", "look", "alarm in 30000", "work", "look", "no alarm"]);
  });

  it("does what a step leaves to be done", async () => {
    const env = await fresh();
    await putToy(env, "toy1");
    const next: Readonly<Record<string, string>> = { toy1: "toy2", toy2: "other1" };
    const chain = async (world: Env, id: string) => {
      const follower = next[id];
      if (follower) await putToy(world, follower);
    };
    await new Runner(env, [toyJob(chain), toyJob(undefined, "other")], env.timer).wake();
    assert.deepEqual(await toysLeft(env), []);
  });

  it("takes four tasks at a time, and of one kind three", async () => {
    const env = await fresh();
    for (const id of ["toy1", "toy2", "toy3", "toy4", "toy5"]) await putToy(env, id);
    for (const id of ["other1", "other2"]) await putToy(env, id, 1);
    const doors = gate();
    const running: string[] = [];
    const wait = async (_: Env, id: string) => {
      running.push(id);
      await doors.opened;
    };
    const rest = new Runner(env, [toyJob(wait), toyJob(wait, "other")], env.timer).wake();
    await turns();
    assert.deepEqual(running, ["toy1", "toy2", "toy3", "other1"]);
    doors.open();
    await rest;
    assert.deepEqual(await toysLeft(env), []);
  });

  it("fills a free place while other steps still wait", async () => {
    const env = await fresh();
    for (const id of ["toy1", "toy2", "toy3"]) await putToy(env, id);
    const slow = gate();
    const done: string[] = [];
    const rest = new Runner(
      env,
      [
        toyJob(async (world, id) => {
          if (id === "toy1") await slow.opened;
          if (id === "toy3") await putToy(world, "toy4");
          done.push(id);
        }),
      ],
      env.timer,
    ).wake();
    await turns(60);
    assert.deepEqual(done, ["toy2", "toy3", "toy4"]);
    slow.open();
    await rest;
  });

  it("looks once more when woken at work", async () => {
    const env = await fresh();
    await putToy(env, "toy1");
    const slow = gate();
    const done: string[] = [];
    const runner = new Runner(
      env,
      [
        toyJob(async (_, id) => {
          if (id === "toy1") await slow.opened;
          done.push(id);
        }),
      ],
      env.timer,
    );
    const rest = runner.wake();
    await turns();
    await putToy(env, "toy2");
    void runner.wake();
    await turns();
    assert.deepEqual(done, ["toy2"]);
    slow.open();
    await rest;
    assert.deepEqual(done, ["toy2", "toy1"]);
  });

  it("loses no call, however late in its last look it comes", async () => {
    for (let calls = 1; calls < 30; calls++) {
      const env = await fresh();
      const runner = new Runner(env, [toyJob()], env.timer);
      const rest = runner.wake();
      // One more microtask or disk access of the look has passed each time.
      for (let i = 0; i < calls; i++) await Promise.resolve();
      await env.db.offers.put({ url: "toy1", denominations: [] });
      await Promise.all([rest, runner.wake()]);
      assert.deepEqual(await toysLeft(env), []);
      env.close();
    }
  });

  it("looks again for a task whose step ended during a look", async () => {
    const env = await fresh();
    const [slowStep, slowLook] = [gate(), gate()];
    let steps = 0;
    let looks = 0;
    const job: Job = {
      kind: "toy",
      async pending() {
        looks += 1;
        if (looks === 2) await slowLook.opened;
        return steps < 2 ? [{ id: "1", due: 0 }] : [];
      },
      async step(world) {
        if (steps === 0) await slowStep.opened;
        steps += 1;
        await putToy(world, `other${steps}`);
      },
    };
    const runner = new Runner(env, [job], env.timer);
    const rest = runner.wake();
    await turns();
    void runner.wake();
    await turns();
    slowStep.open();
    await turns();
    assert.deepEqual([steps, looks], [1, 2]);
    slowLook.open();
    await rest;
    assert.equal(steps, 2);
  });

  it("starts what becomes due while a long step runs", async () => {
    const env = await fresh();
    await putToy(env, "toy1");
    await putToy(env, "toy2", start + 5000);
    const slow = gate();
    const begun: [string, number][] = [];
    const rest = new Runner(
      env,
      [
        toyJob(async (world, id) => {
          begun.push([id, world.now() - start]);
          if (id === "toy1") await slow.opened;
        }),
      ],
      env.timer,
    ).wake();
    await turns();
    await env.clock.wind(5000);
    await turns();
    assert.deepEqual(begun, [
      ["toy1", 0],
      ["toy2", 5000],
    ]);
    slow.open();
    await rest;
  });
});

describe("waiting", () => {
  it("needs no alarm when nothing is pending", async () => {
    const env = await fresh();
    env.profile.alarm = start + 1;
    await new Runner(env, [toyJob()], env.timer).wake();
    assert.equal(env.profile.alarm, undefined);
    assert.equal(env.clock.next, undefined);
  });

  it("leaves what is far to the alarm", async () => {
    const env = await fresh();
    await putToy(env, "toy1", start + 5 * minute);
    await new Runner(env, [toyJob()], env.timer).wake();
    assert.equal(env.profile.alarm, start + 5 * minute);
    assert.equal(env.clock.next, undefined);
  });

  it("leaves what is near to a timer, with the alarm as its safety net", async () => {
    const env = await fresh();
    await putToy(env, "toy1", start + 2000);
    await new Runner(env, [toyJob()], env.timer).wake();
    assert.equal(env.profile.alarm, start + 30_000);
    await env.clock.wind(1999);
    assert.deepEqual(await toysLeft(env), ["toy1"]);
    await env.clock.wind(1);
    await turns();
    assert.deepEqual(await toysLeft(env), []);
    assert.equal(env.profile.alarm, undefined);
  });
});

describe("two workers on one profile", () => {
  it("never work at the same time, and the second comes back by its alarm", async () => {
    const profile = new Profile();
    const [one, other] = [await fresh(profile), await fresh(profile)];
    await putToy(one, "toy1");
    const slow = gate();
    const rest = new Runner(one, [toyJob(() => slow.opened)], one.timer).wake();
    await turns();
    await putToy(one, "toy2");
    let work = 0;
    const second = new Runner(
      other,
      [
        toyJob(async () => {
          work += 1;
        }),
      ],
      other.timer,
    );
    await second.wake();
    assert.equal(work, 0);
    assert.equal(profile.alarm, start + 30_000);
    assert.equal(other.clock.next, undefined);
    one.close();
    slow.open();
    await rest;
    await second.wake();
    assert.equal(work, 2, "what the first left when it died");
  });
});
