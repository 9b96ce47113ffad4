import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../../e2e/sandbox/sandbox.ts";
import { type ProblemCode, WalletError } from "../../api/problems.ts";
import { exchangeJob } from "../../exchange/job.ts";
import { listExchanges } from "../../exchange/list.ts";
import { addExchange } from "../../exchange/manage.ts";
import { readyExchange } from "../../exchange/ready.ts";
import { coins } from "../../store/entities/coin.ts";
import { denominations } from "../../store/entities/denomination.ts";
import { exchanges } from "../../store/entities/exchange.ts";
import { purchases } from "../../store/entities/purchase.ts";
import { reserves } from "../../store/entities/reserve.ts";
import type { Amount } from "../../taler/amount.ts";
import { assertAddsUp } from "../../testing/books.ts";
import { available } from "../../testing/customers.ts";
import type { TestEnv } from "../../testing/env.ts";
import { Forger } from "../../testing/forger.ts";
import { killedEverywhere } from "../../testing/killed.ts";
import { settle } from "../../testing/settle.ts";
import { buy, earn, giveBack, moneyJobs, order } from "../../testing/shopping.ts";
import { newTown, trusting } from "../../testing/town.ts";
import { auditedBooks } from "../books/books.ts";
import { acceptPayment } from "../pay/accept-payment.ts";
import { lookAtPayment } from "../pay/look-payment.ts";
import { fetchRefund } from "../pay/receipt.ts";
import { getTransaction, listTransactions } from "../story/story.ts";
import { abortTransaction } from "../story/transaction-deeds.ts";
import { acceptWithdrawal } from "../withdraw/accept.ts";
import { deleteExchange } from "./delete-exchange.ts";
import { getExchangeResources } from "./resources.ts";
import { usedExchangeJob } from "./used-exchanges.ts";

const { exchange } = testAddresses;
const minute = 60_000;
const day = 24 * 60 * minute;
const jobs = [usedExchangeJob, exchangeJob, ...moneyJobs];

const named = (code: ProblemCode) => (error: unknown) => error instanceof WalletError && error.problem.code === code;
const free = (env: TestEnv) => deleteExchange(env, { exchangeUrl: exchange, purge: false });
const purge = (env: TestEnv, ...destroys: readonly string[]) =>
  deleteExchange(env, { exchangeUrl: exchange, purge: true, destroys });
const shown = async (env: TestEnv) => (await getExchangeResources(env, exchange)).destroyed;
const lines = async (env: TestEnv) => (await auditedBooks(env)).pages[0]?.lines ?? {};
const entry = async (env: TestEnv) => (await listExchanges(env)).find(({ url }) => url === exchange)?.entry;
const isKnown = async (env: TestEnv) => (await env.db.of(exchanges).get(exchange)) !== undefined;

async function rich(money = "KUDOS:20") {
  const town = await newTown("purge");
  const env = await trusting(await town.wallet());
  await earn(town, env, money);
  return { town, env };
}

describe("an exchange that nothing depends on", () => {
  it("is removed freely, as often as one asks; a preset is one again", async () => {
    const town = await newTown("purge");
    const env = await trusting(await town.wallet());
    assert.equal(await entry(env), "ephemeral");
    await free(env);
    await free(env);
    assert.deepEqual([await entry(env), await isKnown(env), await env.db.offers.count()], ["preset", false, 0]);
    const before = town.requests.length;
    await settle(env, jobs, 60 * day);
    assert.equal(town.requests.length, before, "a preset is not asked");
    await addExchange(env, exchange);
    assert.equal(await entry(env), "ephemeral");
  });

  it("stays away when the answer to an earlier question comes after that", async () => {
    const town = await newTown("purge");
    const forger = new Forger(town.sandbox.fetch);
    const env = await trusting(await town.wallet({ fetch: forger.fetch }));
    await env.clock.wind(2 * day);
    forger.add({
      to: /\/keys$/,
      answer: async ({ url }) => {
        await free(env);
        return town.sandbox.fetch(new Request(url));
      },
    });
    await assert.doesNotReject(readyExchange(env, exchange));
    assert.equal(forger.struck, 1);
    assert.deepEqual([await entry(env), await isKnown(env)], ["preset", false]);
  });

  it("may have been used, once all is spent", async () => {
    const { town, env } = await rich("KUDOS:2.01");
    await buy(town, env, "KUDOS:2");
    const { coins: left, isNeeded } = await getExchangeResources(env, exchange);
    if (left.count > 0) assert.ok(isNeeded);
    await purge(env, ...(await shown(env)));
    assert.equal(await isKnown(env), false);
  });
});

describe("an exchange that holds money", () => {
  it("is not removed without a purge, nor with another amount than is there", async () => {
    const { env } = await rich();
    const before = await lines(env);
    await assert.rejects(free(env), named("exchangeNeeded"));
    for (const wrong of [[], ["KUDOS:0"], ["KUDOS:1"], ["EUR:19.96"], [...(await shown(env)), "KUDOS:1"]]) {
      await assert.rejects(purge(env, ...wrong), named("purgeDiffers"), `${wrong}`);
    }
    await assert.rejects(purge(env, "a lot"), named("badInput"));
    assert.deepEqual([await lines(env), await isKnown(env)], [before, true]);
  });

  it("is not purged by an amount that has changed since it was shown", async () => {
    const { town, env } = await rich();
    const old = await shown(env);
    await buy(town, env, "KUDOS:3");
    await assert.rejects(purge(env, ...old), named("purgeDiffers"));
    assert.notEqual(await available(env), "KUDOS:0");
  });

  it("goes with exactly what was shown; the story stays, and the books balance with a line for it", async () => {
    const { town, env } = await rich();
    await buy(town, env, "KUDOS:3.33");
    const told = (await listTransactions(env)).transactions;
    const before = await lines(env);
    const [amount, ...others] = await shown(env);
    assert.equal(others.length, 0);
    await purge(env, amount ?? "");
    await assertAddsUp(env);
    const { here: _, underWay, dust, ...rest } = before;
    assert.equal(underWay, undefined);
    const after = await lines(env);
    assert.deepEqual(after, { ...rest, purged: amount });
    assert.equal(dust, undefined);
    assert.deepEqual([await available(env), await shown(env)], [undefined, []]);
    assert.equal((await getExchangeResources(env, exchange)).coins.count, 0);
    const still = (await listTransactions(env)).transactions;
    assert.deepEqual(
      still.map(({ id, state, effective }) => [id, state, effective]),
      told.map(({ id, state, effective }) => [id, state, effective]),
    );
    assert.deepEqual(
      [told, still].map((all) => all.map(({ isExchangeRemoved = false }) => isExchangeRemoved)),
      [told.map(() => false), told.map(() => true)],
      "what is over is marked",
    );
    for (const { id } of still) assert.equal((await getTransaction(env, id)).isExchangeRemoved, true);
    assert.ok((await env.db.of(reserves).count()) > 0, "a wire may still come");
    await settle(env, jobs, 40 * day);
    assert.deepEqual([await lines(env), await isKnown(env)], [after, false]);
  });

  it("can be added again, with another purse", async () => {
    const { town, env } = await rich();
    await purge(env, ...(await shown(env)));
    await trusting(env);
    assert.deepEqual([await entry(env), await available(env)], ["ephemeral", undefined]);
    await earn(town, env, "KUDOS:5");
    assert.equal(await entry(env), "used");
    await assertAddsUp(env);
    const [again] = await shown(env);
    assert.equal(again, await available(env));
    await purge(env, again ?? "");
    await assertAddsUp(env);
    assert.equal(await available(env), undefined);
  });

  it("does not come back with another master key", async () => {
    const { env } = await rich();
    await purge(env, ...(await shown(env)));
    const [kind] = await env.db.of(denominations).toArray();
    assert.ok(kind);
    // The signature under a denomination that this wallet has had is not one by the key that is offered now.
    const masterSig = kind.facts.masterSig.replace(/^./, (first) => (first === "0" ? "1" : "0"));
    for (const row of await env.db.of(denominations).toArray()) {
      await env.db.of(denominations).update(row.key, { facts: { ...row.facts, masterSig } });
    }
    await assert.rejects(addExchange(env, exchange), named("changedMasterKey"));
    assert.equal((await env.db.of(exchanges).get(exchange))?.facts.masterPub, undefined);
  });
});

describe("money under way when an exchange is purged", () => {
  it("keeps it while a payment may still take coins", async () => {
    const { town, env } = await rich();
    const { id } = await lookAtPayment(env, { link: order(town, "KUDOS:4").link });
    await acceptPayment(env, id);
    const mend = town.sandbox.merchant.line.add({ fault: { kind: "loseRequest" }, times: 1000 });
    await settle(env, moneyJobs, minute);
    const { busy, destroyed, purchases: told } = await getExchangeResources(env, exchange);
    assert.deepEqual([busy, told.open.count], [1, 1]);
    await assert.rejects(purge(env, ...destroyed), named("exchangeBusy"));
    mend();
    await abortTransaction(env, id);
    await settle(env, moneyJobs, 60 * minute);
    assert.equal((await getExchangeResources(env, exchange)).busy, 0);
    await purge(env, ...(await shown(env)));
    await settle(env, jobs, day);
    await assertAddsUp(env);
    assert.equal(await isKnown(env), false);
  });

  it("counts change that is not here yet, and asks for it no more", async () => {
    const { town, env } = await rich();
    const mend = town.sandbox.faults.exchange.add({
      fault: { kind: "loseRequest" },
      matches: ({ url }) => url.includes("/melt"),
      times: 1000,
    });
    await buy(town, env, "KUDOS:3.33");
    const { refreshes: change, destroyed } = await getExchangeResources(env, exchange);
    assert.ok(change.open.count > 0);
    await purge(env, ...destroyed);
    assert.deepEqual([(await lines(env)).purged], destroyed);
    mend();
    const before = town.requests.filter((one) => one.includes("/melt")).length;
    await settle(env, jobs, day);
    assert.equal(town.requests.filter((one) => one.includes("/melt")).length, before);
    await assertAddsUp(env);
  });

  it("is called off where the bank lets us, and withdrawn after all where it comes", async () => {
    const { town, env } = await rich("KUDOS:2");
    const [called, coming] = [await town.withdrawal("KUDOS:4"), await town.withdrawal("KUDOS:5")];
    for (const link of [called, coming]) await acceptWithdrawal(env, { link, exchange });
    await settle(env, moneyJobs, minute);
    const mend = town.sandbox.faults.bank.add({ fault: { kind: "loseRequest" }, times: 1000 });
    await town.confirm(coming).catch(() => {});
    assert.equal((await getExchangeResources(env, exchange)).withdrawals.open.count, 2);
    await purge(env, ...(await shown(env)));
    assert.equal(await isKnown(env), false);
    mend();
    await town.confirm(coming).catch(() => {});
    await settle(env, jobs, 2 * day);
    await assertAddsUp(env);
    assert.deepEqual([await entry(env), (await available(env)) !== undefined], ["used", true]);
  });

  it("stays at the exchange where it is in a reserve, and goes back from there", async () => {
    const { town, env } = await rich("KUDOS:2");
    const mend = town.sandbox.faults.exchange.add({
      fault: { kind: "loseRequest" },
      matches: ({ url }) => url.includes("batch-withdraw"),
      times: 1000,
    });
    await earn(town, env, "KUDOS:6");
    const { withdrawals: told, destroyed } = await getExchangeResources(env, exchange);
    assert.equal(told.open.count, 1);
    await purge(env, ...destroyed);
    mend();
    await settle(env, jobs, 2 * day);
    await assertAddsUp(env);
    assert.equal(await isKnown(env), false);
    const { atExchange, purged } = await lines(env);
    assert.deepEqual([purged], destroyed);
    assert.ok(atExchange?.startsWith("KUDOS:6"), atExchange);
  });

  it("is offered again when a shop gives something back afterwards", async () => {
    const { town, env } = await rich();
    const { orderId } = await buy(town, env, "KUDOS:5");
    await purge(env, ...(await shown(env)));
    await fetchRefund(env, giveBack(town, orderId, "KUDOS:2"));
    await settle(env, jobs, 2 * day);
    await assertAddsUp(env);
    assert.equal(await entry(env), "used");
    const back = await available(env);
    assert.ok(back !== undefined && back > "KUDOS:1" && back < "KUDOS:2", back);
    assert.equal((await env.db.of(purchases).toArray()).length, 1);
  });
});

describe("a worker that dies while an exchange is purged", () => {
  it("has purged all of it or nothing", async () => {
    let amounts: readonly string[] = [];
    const calls = await killedEverywhere({
      begin: async () => {
        const { env } = await rich("KUDOS:8");
        amounts = await shown(env);
        return env;
      },
      live: (env) => purge(env, ...amounts),
      after: async (env) => {
        await assertAddsUp(env);
        const { here, purged } = await lines(env);
        const isDone = purged !== undefined;
        assert.deepEqual([here, purged], isDone ? [undefined, ...amounts] : [amounts[0] as Amount, undefined]);
        assert.equal(await isKnown(env), !isDone);
        await purge(env, ...(isDone ? [] : amounts));
        assert.deepEqual([await isKnown(env), await available(env)], [false, undefined]);
        assert.ok((await env.db.of(coins).toArray()).every(({ facts }) => facts.purged));
      },
    });
    assert.ok(calls >= 3, `${calls} calls`);
  });
});
