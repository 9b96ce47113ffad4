import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Env } from "../env/env.ts";
import { call } from "../env/http.ts";
import { object, text } from "../taler/codec.ts";
import { endpoint } from "../taler/endpoint.ts";
import { Clock } from "./clock.ts";
import { testEnv } from "./env.ts";
import { doomed, killedEverywhere } from "./killed.ts";
import { settle } from "./settle.ts";
import { putToy, toyJob, toysLeft } from "./toy.ts";

const start = 1_700_000_000_000;
const row = endpoint("POST", "toys", object({ id: text() }), object({ id: text() }));

/** A server that remembers whom it served, and a wallet with two toys to bring there. */
async function toyWorld(answerAfter = 0) {
  const clock = new Clock(start);
  const served: string[] = [];
  const env = await testEnv({
    clock,
    seed: "killed",
    fetch: async (request) => {
      await clock.sleep(answerAfter, request.signal);
      const { id } = row.request?.parse(await request.json()) ?? { id: "" };
      served.push(id);
      return Response.json({ id });
    },
  });
  await putToy(env, "toy1");
  await putToy(env, "toy2", start + 90_000);
  return { env, served };
}

const bring = async (env: Env, id: string) => {
  env.random(4);
  await call(env, "http://toys.test/", row, { body: { id } });
};
const jobs = [toyJob(bring)];

describe("a worker killed at any outside call", () => {
  it("ends as one that was never killed", async () => {
    let served: readonly string[] = [];
    const died = new Set<boolean>();
    const points = await killedEverywhere({
      begin: async () => {
        const world = await toyWorld();
        served = world.served;
        return world.env;
      },
      live: (env) => settle(env, jobs),
      after: async (env) => {
        died.add((await toysLeft(env)).length > 0);
        await settle(env, jobs);
        assert.deepEqual(await toysLeft(env), []);
        assert.deepEqual([...new Set(served)], ["toy1", "toy2"]);
        assert.equal(env.profile.alarm, undefined);
      },
    });
    // Two lives with two alarms before and one after, each with one step: draw, request, answer, and a write with two moments.
    assert.equal(points, 16);
    assert.deepEqual([...died].sort(), [false, true]);
  });

  it("does nothing more", async () => {
    const { env, served } = await toyWorld();
    const { env: dying, points, death } = doomed(env, 4);
    await Promise.race([settle(dying, jobs), death]);
    assert.equal(dying.isDead(), true);
    await env.clock.wind(600_000);
    assert.deepEqual(served, [], "killed just before it sent");
    assert.deepEqual(await toysLeft(env), ["toy1", "toy2"]);
    assert.equal(points(), 4);
  });
});

describe("a worker doomed in the middle of its life", () => {
  it("dies so many outside calls later", async () => {
    const { env } = await toyWorld();
    const { env: dying, death, points, doom } = doomed(env);
    dying.random(4);
    doom(3);
    dying.random(4);
    await dying.setAlarm(start + 7);
    assert.equal(dying.isDead(), false);
    void dying.setAlarm(start + 9);
    await death;
    assert.equal(points(), 4);
    assert.equal(env.profile.alarm, start + 7, "the last call did not return");
  });

  it("dies at once, and only once", async () => {
    const { env } = await toyWorld();
    const { env: dying, death, doom } = doomed(env);
    doom(0);
    await death;
    doom(5);
    void dying.setAlarm(start + 9);
    assert.equal(dying.isDead(), true);
    assert.equal(env.profile.alarm, undefined);
  });
});

describe("settling", () => {
  it("winds the clock while servers make the wallet wait", async () => {
    const { env, served } = await toyWorld(15_000);
    await settle(env, jobs);
    assert.deepEqual(served, ["toy1", "toy2"]);
    assert.equal(env.now(), start + 90_000 + 15_000);
    assert.equal(await env.db.retries.count(), 0);
  });

  it("goes no further than its horizon", async () => {
    const { env, served } = await toyWorld();
    await settle(env, jobs, 89_999);
    assert.deepEqual(served, ["toy1"]);
    assert.equal(env.now(), start);
    assert.equal(env.profile.alarm, start + 90_000);
  });

  it("lets a silent server meet the wallet's patience", async () => {
    const clock = new Clock(start);
    const env = await testEnv({ clock, seed: "silent", fetch: () => new Promise(() => {}) });
    await putToy(env, "toy1");
    await settle(env, jobs, 21_000);
    assert.deepEqual((await env.db.retries.get("toy:toy1"))?.problem.code, "unreachable");
  });

  it("can be done again with another horizon", async () => {
    const { env, served } = await toyWorld();
    await settle(env, jobs, 1000);
    await settle(env, jobs);
    assert.deepEqual(served, ["toy1", "toy2"]);
  });
});

describe("the fake world", () => {
  it("draws the same for the same seed, and on after a restart", async () => {
    const worlds = await Promise.all([toyWorld(), toyWorld()]);
    const [one, other] = worlds.map(({ env }) => env.random(8));
    assert.deepEqual(one, other);
    const next = await worlds[0]?.env.restart();
    assert.notDeepEqual(next?.random(8), one);
  });

  it("keeps disk and alarm over a restart, and frees what the dead worker held", async () => {
    const { env } = await toyWorld();
    await env.setAlarm(start + 7);
    void env.lock("tasks", () => new Promise(() => {}));
    env.timer(1000, () => assert.fail("a timer of the dead"));
    assert.equal(await env.lock("tasks", async () => 1), undefined);
    const next = await env.restart();
    assert.deepEqual(await toysLeft(next), ["toy1", "toy2"]);
    assert.equal(next.profile.alarm, start + 7);
    assert.equal(await next.lock("tasks", async () => 1), 1);
    await next.clock.wind(5000);
  });
});
