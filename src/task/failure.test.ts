import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { insert, learn } from "../store/deed.ts";
import { exchanges } from "../store/entities/exchange.ts";
import { rememberRetry } from "../store/remember.ts";
import { save } from "../store/save.ts";
import { Clock } from "../testing/clock.ts";
import { testEnv } from "../testing/env.ts";
import { settle } from "../testing/settle.ts";
import { putToy, toyJob, toysLeft } from "../testing/toy.ts";
import type { Job } from "./job.ts";
import { Runner } from "./runner.ts";

const start = 1_700_000_000_000;
const minute = 60_000;
const noNetwork = () => Promise.reject(new TypeError("no network"));
const fresh = () => testEnv({ fetch: noNetwork, clock: new Clock(start), seed: "failure" });

describe("a failure", () => {
  const failing = (error: unknown): Job =>
    toyJob(async (_, id) => {
      if (id === "toy1") throw error;
    });

  it("is remembered, holds back its own task alone, and is forgotten with success", async () => {
    const env = await fresh();
    for (const id of ["toy1", "toy2"]) await putToy(env, id);
    let isBroken = true;
    const job = toyJob(async (_, id) => {
      if (isBroken && id === "toy1") throw new WalletError("unreachable", "shop.example");
    });
    const runner = new Runner(env, [job], env.timer);
    await runner.wake();
    assert.deepEqual(await toysLeft(env), ["toy1"]);
    const [retry, ...more] = await env.db.retries.toArray();
    assert.deepEqual(more, []);
    assert.equal(retry?.id, "toy:toy1");
    assert.equal(retry?.failures, 1);
    assert.deepEqual(retry?.problem, { code: "unreachable", detail: "shop.example" });
    assert.ok(retry.notBefore > start && retry.notBefore <= start + 2000);
    await runner.wake();
    assert.equal((await env.db.retries.get("toy:toy1"))?.failures, 1, "not tried again too soon");
    isBroken = false;
    env.clock.windTo(retry.notBefore);
    await runner.wake();
    assert.deepEqual([await toysLeft(env), await env.db.retries.count()], [[], 0]);
  });

  it("that is a mistake of ours stops nothing else", async () => {
    const env = await fresh();
    for (const id of ["toy1", "toy2"]) await putToy(env, id);
    await new Runner(env, [failing(new TypeError("the secret"))], env.timer).wake();
    assert.deepEqual(await toysLeft(env), ["toy1"]);
    const problem = (await env.db.retries.get("toy:toy1"))?.problem;
    assert.equal(problem?.code, "bug");
    assert.ok(!JSON.stringify(problem).includes("secret"));
  });

  it("to say what is pending stops no other job and is asked again later", async () => {
    const env = await fresh();
    for (const id of ["toy1", "other1"]) await putToy(env, id);
    let asked = 0;
    const sound = toyJob();
    const broken: Job = {
      ...sound,
      pending: (world) => {
        asked += 1;
        return asked === 1 ? Promise.reject(new TypeError("broken")) : sound.pending(world);
      },
    };
    const runner = new Runner(env, [broken, toyJob(undefined, "other")], env.timer);
    await runner.wake();
    assert.deepEqual([await toysLeft(env), asked], [["toy1"], 1]);
    assert.equal(env.profile.alarm, (await env.db.retries.get("toy:"))?.notBefore);
    env.clock.windTo(start + 2 * minute);
    await runner.wake();
    assert.deepEqual([await toysLeft(env), await env.db.retries.count()], [[], 0]);
  });

  it("of a task that is no more is forgotten, those of unknown kinds are kept", async () => {
    const env = await fresh();
    const retry = { failures: 3, notBefore: start + minute, problem: { code: "bug" }, at: start };
    for (const id of ["toy:gone", "toys:1"]) await rememberRetry(env.db, { ...retry, id });
    await new Runner(env, [toyJob()], env.timer).wake();
    assert.deepEqual(
      (await env.db.retries.toArray()).map(({ id }) => id),
      ["toys:1"],
    );
  });

  it("that cannot be written down is kept in mind", async () => {
    const env = await fresh();
    await putToy(env, "toy1");
    let tried = 0;
    env.db.retries.hook("creating", () => {
      throw new DOMException("the disk is full", "QuotaExceededError");
    });
    const job = toyJob(() => {
      tried += 1;
      return Promise.reject(new WalletError("unreachable"));
    });
    const runner = new Runner(env, [job], env.timer);
    await runner.wake();
    await runner.wake();
    assert.equal(tried, 1);
    env.clock.windTo(start + 2000);
    await runner.wake();
    assert.equal(tried, 2);
  });

  it("of the browser to set the alarm leaves the runner ready for the next call", async () => {
    const env = await fresh();
    await putToy(env, "toy1");
    let fails = true;
    const setAlarm: Env["setAlarm"] = (at) => (fails ? Promise.reject(new Error("no alarms")) : env.setAlarm(at));
    const runner = new Runner({ ...env, setAlarm }, [toyJob()], env.timer);
    await runner.wake();
    assert.deepEqual(await toysLeft(env), ["toy1"]);
    fails = false;
    await runner.wake();
    assert.deepEqual(await toysLeft(env), []);
  });
});

describe("a step that does not get on", () => {
  const always = (step: Job["step"]): Job => ({ kind: "toy", pending: async () => [{ id: "1", due: 0 }], step });

  it("and writes nothing is repeated slower and slower", async () => {
    const env = await fresh();
    let steps = 0;
    const idle = always(async () => {
      steps += 1;
    });
    await settle(env, [idle], 10 * minute);
    assert.equal(steps, 6 + 9, "six within the first minute, then one a minute");
  });

  it("and writes is stopped as a mistake", async () => {
    const env = await fresh();
    const key = "https://shop.example/";
    await save(env.db, insert(exchanges, key, {}));
    let steps = 0;
    const spin = async (world: Env) => {
      steps += 1;
      await save(world.db, learn(exchanges, key, { tosAccepted: String(steps) }));
    };
    await new Runner(env, [always(spin)], env.timer).wake();
    assert.equal(steps, 2000);
    assert.equal((await env.db.retries.get("toy:1"))?.problem.code, "bug");
  });
});
