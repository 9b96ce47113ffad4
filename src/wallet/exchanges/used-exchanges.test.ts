import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../../e2e/sandbox/sandbox.ts";
import { exchangeJob } from "../../exchange/job.ts";
import { listExchanges } from "../../exchange/list.ts";
import { addExchange, suspendExchange } from "../../exchange/manage.ts";
import { remove } from "../../store/deed.ts";
import { exchanges } from "../../store/entities/exchange.ts";
import { save } from "../../store/save.ts";
import type { TestEnv } from "../../testing/env.ts";
import { settle } from "../../testing/settle.ts";
import { buy, earn, moneyJobs } from "../../testing/shopping.ts";
import { newTown, trusting } from "../../testing/town.ts";
import { acceptWithdrawal } from "../withdraw/accept.ts";
import { lookAtWithdrawal } from "../withdraw/look.ts";
import { forgetExchangeJob } from "./forget-exchanges.ts";
import { exchangesInUse, usedExchangeJob } from "./used-exchanges.ts";

const { exchange } = testAddresses;
const minute = 60_000;
const day = 24 * 60 * minute;

const entry = async (env: TestEnv) => (await listExchanges(env)).find(({ url }) => url === exchange)?.entry;
const isThere = async (env: TestEnv) => (await env.db.of(exchanges).get(exchange)) !== undefined;

describe("an exchange that was only looked at", () => {
  async function inTown(presets = { exchanges: [] as string[], services: [] }) {
    const town = await newTown("looked");
    const env = await town.wallet({ presets });
    await addExchange(env, exchange);
    return { town, env };
  }

  it("is forgotten after thirty days, and not before", async () => {
    const { env } = await inTown();
    assert.equal(await entry(env), "ephemeral");
    const [task] = await forgetExchangeJob.pending(env);
    assert.equal(task?.due, env.now() + 30 * day);
    await forgetExchangeJob.step(env, exchange);
    assert.equal(await isThere(env), true, "a step that is early forgets nothing");
    await env.clock.wind(30 * day - minute);
    await settle(env, [forgetExchangeJob], 0);
    assert.equal(await isThere(env), true);
    await settle(env, [forgetExchangeJob], 2 * minute);
    assert.deepEqual([await isThere(env), await env.db.offers.count()], [false, 0]);
  });

  it("stays for as long as somebody looks, and tells so once a day at most", async () => {
    const { env } = await inTown();
    const change = async () => (await env.db.self.get("self"))?.change;
    for (const days of [20, 20, 20]) {
      await env.clock.wind(days * day);
      await addExchange(env, exchange);
      const told = await change();
      await addExchange(env, exchange);
      assert.equal(await change(), told);
    }
    await env.clock.wind(29 * day);
    await settle(env, [forgetExchangeJob], 0);
    assert.equal(await isThere(env), true);
    await settle(env, [forgetExchangeJob], 2 * day);
    assert.equal(await isThere(env), false);
  });

  it("is offered nowhere else until its terms are accepted", async () => {
    const { env } = await inTown();
    await assert.rejects(lookAtWithdrawal(env, {}));
    assert.deepEqual((await lookAtWithdrawal(env, { exchange })).exchanges, [exchange]);
    await trusting(env);
    assert.deepEqual((await lookAtWithdrawal(env, {})).exchanges, [exchange]);
  });

  it("is kept while it is switched off, and for good once it is used", async () => {
    const { env } = await inTown();
    await suspendExchange(env, exchange);
    assert.deepEqual(await forgetExchangeJob.pending(env), []);
    const { town, env: user } = await inTown();
    await trusting(user);
    await acceptWithdrawal(user, { exchange, amount: "KUDOS:3" });
    assert.deepEqual([await entry(user), await forgetExchangeJob.pending(user)], ["used", []]);
    await town.clock.wind(60 * day);
    await forgetExchangeJob.step(user, exchange);
    assert.equal(await entry(user), "used");
  });
});

describe("an exchange that something depends on", () => {
  it("is used, at every point of a life of money, whoever takes its entry away", async () => {
    const town = await newTown("used");
    const env = await trusting(await town.wallet());
    const jobs = [usedExchangeJob, exchangeJob, ...moneyJobs];
    const acts: readonly (() => Promise<unknown>)[] = [
      () => acceptWithdrawal(env, { exchange, amount: "KUDOS:2" }),
      () => earn(town, env, "KUDOS:8"),
      () => buy(town, env, "KUDOS:3"),
    ];
    for (const act of acts) {
      await act();
      assert.deepEqual([...(await exchangesInUse(env))], [exchange]);
      assert.equal(await entry(env), "used");
      await save(env.db, remove(exchanges, exchange));
      assert.notEqual(await entry(env), "used");
      await settle(env, jobs, 10 * minute);
      assert.deepEqual([await entry(env), await usedExchangeJob.pending(env)], ["used", []]);
      await trusting(env);
    }
  });
});
