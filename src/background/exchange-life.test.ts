/** The life of an exchange in a whole wallet (seed 004), against the sandbox. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { exchangeJob } from "../exchange/job.ts";
import type { TestEnv } from "../testing/env.ts";
import { about, inTown, named, rich, spoil } from "../testing/exchange-life.ts";
import { killedEverywhere } from "../testing/killed.ts";
import { settle } from "../testing/settle.ts";
import { type Town, townStart, trusting } from "../testing/town.ts";
import { jobs } from "./jobs.ts";

const url = testAddresses.exchange;
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe("a preset", () => {
  it("is not asked anything, by no page and no job, until the user chooses it", async () => {
    const { env, ask, view, asked } = await inTown("preset");
    await ask("getHome", {});
    await ask("listExchanges", {});
    await settle(env, jobs, 60 * day);
    assert.deepEqual([(await view()).entry, (await view()).update], ["preset", "initial"]);
    assert.deepEqual(asked(), []);
    const { entry, update } = await ask("checkExchange", { exchangeUrl: url });
    assert.deepEqual([entry, update], ["ephemeral", "ready"]);
  });

  it("that was chosen and has never answered is asked again until it does", async () => {
    const { town, env, ask, view, keys } = await inTown("silent");
    const end = spoil(town, { kind: "loseRequest" });
    await assert.rejects(ask("lookAtWithdrawal", { exchange: url }), named("unreachable"));
    assert.deepEqual([(await view()).entry, (await view()).update], ["ephemeral", "initial-update"]);
    await settle(env, jobs, day);
    const { update, trouble, nextUpdate } = await view();
    assert.equal(update, "initial-update");
    assert.ok((trouble?.times ?? 0) > 3 && nextUpdate !== undefined);
    end();
    await settle(env, jobs, 2 * hour);
    assert.equal((await view()).update, "ready");
    const before = keys().length;
    await settle(env, jobs, 5 * day);
    assert.equal(keys().length, before);
  });
});

describe("an exchange that is used", () => {
  it("is so from the first thing the wallet has of it, and for good", async () => {
    const { town, env, ask, view } = await inTown("used");
    await trusting(env);
    assert.equal((await view()).entry, "ephemeral");
    const link = await town.withdrawal("KUDOS:5");
    const { id } = await ask("acceptWithdrawal", { link, exchange: url });
    assert.equal((await view()).entry, "used");
    await ask("abortTransaction", { id });
    await settle(env, jobs, 3 * day);
    assert.equal((await view()).entry, "used");
  });

  it("is asked about once a day, wakes the worker about as often, and is left in peace in between", async () => {
    const { env, keys } = await rich("day");
    const before = keys().length;
    let alarms = 0;
    const counted: TestEnv = {
      ...env,
      setAlarm: (at) => {
        alarms += 1;
        return env.setAlarm(at);
      },
    };
    await settle(counted, [exchangeJob], 10 * day);
    const asked = keys().length - before;
    assert.ok(asked >= 9 && asked <= 13, `${asked} times in ten days`);
    assert.ok(alarms <= 10 * asked, `${alarms} alarms`);
  });

  it("is asked one question at a time, however many pages and jobs want it", async () => {
    const { env, ask, keys } = await rich("flight");
    const before = keys().length;
    const checks = Array.from({ length: 5 }, () => ask("checkExchange", { exchangeUrl: url }));
    await Promise.all([...checks, exchangeJob.step(env, url)]);
    assert.equal(keys().length, before + 1);
  });

  it("is asked again by the next worker, wherever this one dies", async () => {
    let town: Town | undefined;
    const points = await killedEverywhere({
      begin: async () => {
        const at = await rich("death");
        town = at.town;
        await at.env.clock.wind(day + hour);
        return at.env;
      },
      live: (env) => settle(env, [exchangeJob], minute),
      after: async (env) => {
        await settle(env, [exchangeJob], hour);
        const { view } = about(town ?? assert.fail("no town"), env);
        const { entry, update, trouble, lastUpdate } = await view();
        assert.deepEqual([entry, update, trouble], ["used", "ready", undefined]);
        assert.ok((lastUpdate ?? 0) >= townStart + day);
      },
    });
    assert.ok(points > 5, `${points} points`);
  });
});

describe("an exchange that wants to be left alone", () => {
  it("is, for as long as it says, by whatever goes on by itself; somebody who asks by hand may", async () => {
    const { town, env, ask, keys, view } = await rich("rest");
    spoil(town, { kind: "status", status: 429, retryAfter: 6 * 60 * 60 });
    await settle(env, [exchangeJob], day + hour);
    const before = keys().length;
    await ask("lookAtWithdrawal", { exchange: url, amount: "KUDOS:1" });
    await settle(env, jobs, 4 * hour);
    assert.equal(keys().length, before);
    await assert.rejects(ask("checkExchange", { exchangeUrl: url }), named("serverBusy"));
    assert.equal(keys().length, before + 1);
    assert.ok(((await view()).nextUpdate ?? 0) > env.now());
  });

  it("is tried again at moments that chance decides", async () => {
    const next = async (seed: string) => {
      const { town, env, view } = await rich(seed);
      spoil(town, { kind: "loseRequest" });
      await settle(env, [exchangeJob], 2 * day);
      return ((await view()).nextUpdate ?? 0) - env.now();
    };
    assert.notEqual(await next("one"), await next("another"));
  });
});

describe("an exchange that is switched off", () => {
  it("is contacted by nobody and for nothing, and goes on where it was when it is switched on", async () => {
    const { town, env, ask, view, asked } = await rich("off");
    const link = await town.withdrawal("KUDOS:5");
    const { id } = await ask("acceptWithdrawal", { link, exchange: url });
    await settle(env, jobs, minute);
    await town.confirm(link);
    await ask("suspendExchange", { exchangeUrl: url });
    const before = asked().length;
    const refused = named("exchangeSuspended");
    await assert.rejects(ask("checkExchange", { exchangeUrl: url }), refused);
    await assert.rejects(ask("addExchange", { exchangeUrl: url }), refused);
    await assert.rejects(ask("lookAtWithdrawal", { exchange: url, amount: "KUDOS:1" }), refused);
    await assert.rejects(ask("acceptWithdrawal", { exchange: url, amount: "KUDOS:1" }), refused);
    await assert.rejects(ask("getExchangeTos", { exchangeUrl: url }), refused);
    await assert.rejects(ask("lookAtDeposit", { exchange: url }), refused);
    await settle(env, jobs, 30 * day);
    assert.equal((await view()).update, "suspended");
    assert.equal((await view()).nextUpdate, undefined);
    assert.deepEqual(asked().slice(before), []);
    await ask("resumeExchange", { exchangeUrl: url });
    await settle(env, jobs, hour);
    assert.equal((await view()).update, "ready");
    assert.equal((await ask("getTransaction", { id })).state, "done");
  });

  it("may be a preset that was never asked, and one that is unknown cannot be", async () => {
    const { ask, view, asked } = await inTown("off preset");
    await ask("suspendExchange", { exchangeUrl: url });
    assert.deepEqual([(await view()).entry, (await view()).update], ["preset", "suspended"]);
    await ask("resumeExchange", { exchangeUrl: url });
    assert.deepEqual([(await view()).entry, (await view()).update], ["preset", "initial"]);
    assert.deepEqual(asked(), []);
    await assert.rejects(ask("suspendExchange", { exchangeUrl: "http://other.test/" }), named("notFound"));
  });
});
