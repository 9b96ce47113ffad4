import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { testAddresses } from "../../../e2e/sandbox/sandbox.ts";
import { exchangeJob } from "../../exchange/job.ts";
import { listExchanges } from "../../exchange/list.ts";
import { addExchange, suspendExchange } from "../../exchange/manage.ts";
import { type Deed, insert, learn, remove } from "../../store/deed.ts";
import { coinKey, coins } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { exchanges } from "../../store/entities/exchange.ts";
import { refreshes } from "../../store/entities/refresh.ts";
import { withdrawals } from "../../store/entities/withdrawal.ts";
import { save } from "../../store/save.ts";
import { textOf } from "../../taler/crockford.ts";
import type { TestEnv } from "../../testing/env.ts";
import { kudos } from "../../testing/offers.ts";
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

  it("is used by whatever rows arrive from another device, and stays so when they have come to their end", async () => {
    const town = await newTown("rows");
    const parts = fc.subarray(["coin", "change", ...incoming] as const, { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(parts, async (drawn) => {
        const env = await town.wallet();
        const works = drawn.map((part, index) => workOf(part, 10 + index));
        await save(env.db, kind, ...works.map(({ begun }) => begun));
        assert.deepEqual([...(await exchangesInUse(env))], [exchange]);
        for (const { id } of await usedExchangeJob.pending(env)) await usedExchangeJob.step(env, id);
        assert.deepEqual([await entry(env), await usedExchangeJob.pending(env)], ["used", []]);
        await save(env.db, ...works.map(({ over }) => over));
        assert.deepEqual([...(await exchangesInUse(env))], []);
        await settle(env, [usedExchangeJob, forgetExchangeJob], 40 * day);
        assert.equal(await entry(env), "used");
        env.close();
      }),
      { numRuns: 10 },
    );
  });
});

const named = (number: number, bytes: number) => textOf(new Uint8Array(bytes).fill(number));

const denom = named(3, 64);
const free = kudos("0");
const kind = insert(denominations, denom, {
  ...{ exchange, pub: named(3, 64), value: kudos("5"), masterSig: named(3, 64) },
  ...{ feeWithdraw: free, feeDeposit: free, feeRefresh: free, feeRefund: free },
  ...{ start: 0, expireWithdraw: "never", expireDeposit: "never", expireLegal: "never" },
});

const incoming = ["selectedAt", "confirmedAt", "arrivedAt"] as const;

/** Something that depends on the exchange, and its end. */
function workOf(part: "coin" | "change" | (typeof incoming)[number], number: number): Record<"begun" | "over", Deed> {
  const coin = coinKey({ source: "w", of: named(number, 32), index: 0, denom });
  if (part === "coin") {
    const begun = insert(coins, coin, { sig: named(number, 256) });
    return { begun, over: learn(coins, coin, { purged: [kudos("5")] }) };
  }
  if (part === "change") {
    const change = { coin, amount: kudos("5"), denoms: [denom], root: named(9, 32), attempt: 0, plannedAt: 1 };
    const key = named(number, 64);
    return { begun: insert(refreshes, key, change), over: learn(refreshes, key, { doneAt: 2 }) };
  }
  const key = named(number, 32);
  const agreed = { exchange, kind: "bank" as const, amount: kudos("5"), acceptedAt: 1, [part]: 2 };
  return { begun: insert(withdrawals, key, agreed), over: learn(withdrawals, key, { finishedAt: 3 }) };
}
