import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { usualLifetimes } from "../../../e2e/sandbox/exchange/denominations.ts";
import type { Fault } from "../../../e2e/sandbox/faults.ts";
import { testAddresses } from "../../../e2e/sandbox/sandbox.ts";
import { exchangeJob } from "../../exchange/job.ts";
import { batches, batchStatus } from "../../store/entities/batch.ts";
import { withdrawals } from "../../store/entities/withdrawal.ts";
import { errorCodes } from "../../taler/error-body.ts";
import { assertBooks, coinsWorth } from "../../testing/books.ts";
import { Forger, refusal } from "../../testing/forger.ts";
import { settle } from "../../testing/settle.ts";
import { newTown, trusting } from "../../testing/town.ts";
import { withdrawJob } from "../jobs.ts";
import { getTransaction } from "../story/story.ts";
import { acceptWithdrawal } from "./accept.ts";

const exchange = testAddresses.exchange;
const minute = 60_000;
const hour = 60 * minute;
const jobs = [withdrawJob, exchangeJob];

/** A wire has arrived, and its coins are planned but not signed; nothing of it is in the air. */
async function planned(options: Parameters<typeof newTown>[1] = {}) {
  const town = await newTown("refused", options);
  const forger = new Forger(town.sandbox.fetch);
  const env = await trusting(await town.wallet({ fetch: forger.fetch }));
  const id = await acceptWithdrawal(env, { exchange, amount: "KUDOS:8.88" });
  await town.wire("KUDOS:8.88", id);
  while ((await env.db.of(batches).count()) === 0) await withdrawJob.step(env, id);
  const plans = () => env.db.of(batches).toArray();
  const denoms = async () => (await plans()).flatMap(({ facts }) => facts.coins.map(({ denom }) => denom));
  const trouble = async () => (await getTransaction(env, id)).trouble?.code;
  const state = async () => (await getTransaction(env, id)).state;
  const withdrawAnswers = (fault: Fault, times = 1) =>
    town.sandbox.faults.exchange.add({ fault, matches: ({ url }) => url.endsWith("/batch-withdraw"), times });
  return { town, env, forger, id, plans, denoms, trouble, state, withdrawAnswers };
}

const saying = (status: number, code: number): Fault => ({ kind: "rewrite", rewrite: () => refusal(status, code) });

describe("a plan whose denominations have expired before they were signed", () => {
  it("is refused, and others are planned with the newest keys", async () => {
    const { town, env, plans, denoms, state } = await planned();
    const old = await denoms();
    await env.clock.wind(usualLifetimes.withdraw * 1000);
    await settle(env, jobs, hour);
    assert.equal(await state(), "done");
    assert.deepEqual((await plans()).map(batchStatus).sort(), ["done", "refused"]);
    assert.ok((await denoms()).some((denom) => !old.includes(denom)));
    await assertBooks(town, env);
  });
});

describe("a plan with a denomination that was revoked", () => {
  it("is refused, and others are planned with the newest keys", async () => {
    const { town, env, plans, denoms, state } = await planned();
    const [first = ""] = await denoms();
    town.sandbox.exchange.keys.revoke(first);
    await settle(env, jobs, hour);
    assert.equal(await state(), "done");
    const done = (await plans()).filter((batch) => batchStatus(batch) === "done");
    assert.ok(done.length > 0 && done.every(({ facts }) => facts.coins.every(({ denom }) => denom !== first)));
    await assertBooks(town, env);
  });
});

describe("an exchange that refuses what it offers", () => {
  const { denominationRevoked: revoked, withdrawInsufficientFunds: insufficient } = errorCodes;
  for (const [code, isSignedFirst] of [
    [revoked, false],
    [revoked, true],
    [insufficient, false],
    [insufficient, true],
  ] as const) {
    const how = isSignedFirst ? "after it has signed it" : "without looking";
    it(`with code ${code} ${how} is not asked over and over, and is withdrawn from once it behaves`, async () => {
      const { town, env, forger, plans, trouble, state, withdrawAnswers } = await planned();
      const answer = () => refusal(code === revoked ? 410 : 409, code);
      const behave = isSignedFirst
        ? withdrawAnswers({ kind: "rewrite", rewrite: answer }, 1000)
        : forger.add({ to: /batch-withdraw$/, answer });
      await settle(env, jobs, 4 * hour);
      assert.equal(await trouble(), "reserveRefused");
      assert.equal(await state(), "working");
      assert.ok((await plans()).length <= 8, `${(await plans()).length} plans in four hours`);
      behave();
      await settle(env, jobs, 6 * hour);
      assert.equal(await state(), "done");
      await assertBooks(town, env);
    });
  }
});

describe("a refusal for want of money", () => {
  it("of coins that were signed and lost on the way is disproved by the history", async () => {
    const { town, env, plans, state, withdrawAnswers } = await planned();
    withdrawAnswers({ kind: "loseAnswer" });
    withdrawAnswers(saying(409, errorCodes.withdrawInsufficientFunds));
    await settle(env, jobs, hour);
    assert.equal(await state(), "done");
    assert.ok((await plans()).some(({ facts }) => facts.refusals?.length));
    await assertBooks(town, env);
  });

  it("of a single coin, too, and twice", async () => {
    const town = await newTown("single");
    const env = await trusting(await town.wallet());
    const id = await acceptWithdrawal(env, { exchange, amount: "KUDOS:1.01" });
    await town.wire("KUDOS:1.01", id);
    const matches = ({ url }: Request) => url.endsWith("/batch-withdraw");
    town.sandbox.faults.exchange.add({ fault: { kind: "loseAnswer" }, matches });
    town.sandbox.faults.exchange.add({ fault: saying(409, errorCodes.withdrawInsufficientFunds), matches, times: 2 });
    await settle(env, jobs, 6 * hour);
    assert.equal((await getTransaction(env, id)).state, "done");
    assert.equal(await coinsWorth(env), "KUDOS:1");
    await assertBooks(town, env);
  });
});

describe("a refusal that is not final", () => {
  const table = [
    ["the exchange wants to know the customer", 451, errorCodes.kycRequired, "kycRequired"],
    ["the reserve is not known", 404, errorCodes.reserveUnknown, "reserveRefused"],
    ["a signature is wrong", 403, errorCodes.withdrawSignatureInvalid, "reserveRefused"],
    ["something on the way has its own opinion", 409, 0, "reserveRefused"],
    ["it is too much at once", 413, 0, "reserveRefused"],
  ] as const;
  for (const [name, status, code, problem] of table) {
    it(`because ${name} leaves the plan as it is`, async () => {
      const { town, env, plans, trouble, state, withdrawAnswers } = await planned();
      const before = await plans();
      withdrawAnswers(saying(status, code));
      await settle(env, jobs, 10_000);
      assert.equal(await trouble(), problem);
      assert.deepEqual(await plans(), before);
      await settle(env, jobs, hour);
      assert.equal(await state(), "done");
      assert.equal((await plans()).length, 1);
      await assertBooks(town, env);
    });
  }
});

describe("a refusal that must be signed", () => {
  const expired = (change: (body: Record<string, unknown>) => Record<string, unknown>): Fault => ({
    kind: "rewrite",
    rewrite: async (answer) => Response.json(change((await answer.json()) as Record<string, unknown>), { status: 410 }),
  });
  const table: readonly [string, Fault][] = [
    ["and is not", saying(410, errorCodes.denominationExpired)],
    ["and is not, about an unknown one", saying(404, errorCodes.denominationUnknown)],
    ["and is signed about another moment", expired((body) => ({ ...body, timestamp: { t_s: 1_767_600_001 } }))],
    ["and is signed about another denomination", expired((body) => ({ ...body, h_denom_pub: "0".repeat(103) }))],
    ["and is signed by nobody", expired((body) => ({ ...body, exchange_pub: "0".repeat(52) }))],
  ];
  for (const [name, fault] of table) {
    it(`${name} is not believed, and the plan stays`, async () => {
      const { town, env, id, plans, trouble, withdrawAnswers } = await planned();
      const before = await plans();
      // The sandbox must have something to sign: it is asked a week later than the wallet thinks.
      const { now } = town.sandbox.exchange.keys;
      town.sandbox.exchange.keys.now = () => now.call(town.sandbox.exchange.keys) + usualLifetimes.withdraw;
      withdrawAnswers(fault);
      await settle(env, [withdrawJob], 10_000);
      town.sandbox.exchange.keys.now = now;
      assert.equal(await trouble(), "badExchangeSignature");
      assert.deepEqual(await plans(), before);
      await settle(env, jobs, hour);
      assert.ok((await env.db.of(withdrawals).get(id))?.facts.finishedAt);
      await assertBooks(town, env);
    });
  }
});
