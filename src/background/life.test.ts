import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { WalletError } from "../api/problems.ts";
import { insert } from "../store/deed.ts";
import { exchanges } from "../store/entities/exchange.ts";
import { forgetRetry, rememberRetry } from "../store/remember.ts";
import { save } from "../store/save.ts";
import { Clock } from "../testing/clock.ts";
import { testEnv } from "../testing/env.ts";
import { Profile } from "../testing/profile.ts";
import { gate, putToy, toyJob, toysLeft, turns } from "../testing/toy.ts";
import { newLife, type Show } from "./life.ts";

const noNetwork = () => Promise.reject(new TypeError("no network"));

async function born(job = toyJob()) {
  const clock = new Clock(0);
  const profile = new Profile();
  const seen = { opened: 0, shown: 0, failures: [] as unknown[] };
  const fails: { with?: unknown } = {};
  const open = async () => {
    seen.opened += 1;
    if (fails.with) throw fails.with;
    return testEnv({ fetch: noNetwork, clock, seed: "life", profile, isUnborn: true });
  };
  const show: Show = {
    world: async () => {
      seen.shown += 1;
    },
    failure: async (error) => void seen.failures.push(error),
  };
  return { life: newLife(open, [job], clock.timer, show), clock, profile, seen, fails };
}

describe("a life of the background", () => {
  it("opens the world once, when it is needed, and gives the device its self", async () => {
    const { life, seen } = await born();
    assert.equal(seen.opened, 0);
    const [one, other] = await Promise.all([life.world(), life.world(), life.wake()]);
    assert.equal(one, other);
    assert.equal(seen.opened, 1);
    assert.ok(await one.db.self.get("self"));
  });

  it("tells why there is no world, wakes to no work then, and tries again", async () => {
    const { life, seen, fails } = await born();
    fails.with = new WalletError("databaseTooNew");
    await assert.rejects(life.world(), /databaseTooNew/);
    await life.wake();
    assert.equal(seen.opened, 2);
    assert.deepEqual(seen.failures, [fails.with, fails.with]);
    fails.with = undefined;
    assert.ok(await life.world());
  });

  it("opens the world again when the browser has closed the database", async () => {
    const { life, seen } = await born();
    const { db } = await life.world();
    db.on.close.fire(new Event("close"));
    assert.notEqual((await life.world()).db, db);
    assert.equal(seen.opened, 2);
  });

  it("works at what a change makes pending, without being called", async () => {
    const { life } = await born();
    const env = await life.world();
    await putToy(env, "toy1");
    await turns();
    assert.deepEqual(await toysLeft(env), []);
  });

  it("does not look for work because of its own notes", async () => {
    const { life } = await born();
    const env = await life.world();
    await life.wake();
    await env.db.offers.put({ url: "toy1", denominations: [] });
    await rememberRetry(env.db, { id: "x:1", failures: 1, notBefore: 9, problem: { code: "bug" }, at: 0 });
    await turns();
    assert.deepEqual(await toysLeft(env), ["toy1"]);
    await life.wake();
    assert.deepEqual(await toysLeft(env), []);
  });

  it("shows how things are after the start, and once after many changes", async () => {
    const { life, clock, seen } = await born();
    const env = await life.world();
    await clock.wind(499);
    assert.equal(seen.shown, 0);
    await clock.wind(1);
    assert.equal(seen.shown, 1);
    for (const url of ["https://a.example/", "https://b.example/"]) await save(env.db, insert(exchanges, url, {}));
    await rememberRetry(env.db, { id: "x:1", failures: 1, notBefore: 9, problem: { code: "bug" }, at: 0 });
    await forgetRetry(env.db, "x:1");
    await clock.wind(10_000);
    assert.equal(seen.shown, 2);
  });

  it("begins nothing while it pauses, ends what it has begun, and goes on after that", async () => {
    const slow = gate();
    const { life, profile } = await born(toyJob(() => slow.opened));
    const env = await life.world();
    await putToy(env, "toy1");
    await turns();
    let isPaused = false;
    const paused = life.pause().then(() => {
      isPaused = true;
    });
    await putToy(env, "toy2");
    await turns();
    assert.equal(isPaused, false);
    slow.open();
    await paused;
    await turns();
    assert.deepEqual(await toysLeft(env), ["toy2"]);
    assert.notEqual(profile.alarm, undefined);
    life.resume();
    await turns();
    assert.deepEqual(await toysLeft(env), []);
  });

  it("pauses at once when it has not begun", async () => {
    const { life, seen } = await born();
    await life.pause();
    life.resume();
    assert.equal(seen.opened, 0);
  });
});
