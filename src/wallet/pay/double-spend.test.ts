import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { payments } from "../../store/entities/payment.ts";
import { type Amount, add, subtract, sum } from "../../taler/amount.ts";
import { textOf } from "../../taler/crockford.ts";
import { publicKeyOf } from "../../taler/eddsa.ts";
import { backedUp, gathered, joined, looked, sheetOf } from "../../testing/customers.ts";
import type { TestEnv } from "../../testing/env.ts";
import { killedEverywhere } from "../../testing/killed.ts";
import { settle } from "../../testing/settle.ts";
import { buy, earn, moneyJobs, order } from "../../testing/shopping.ts";
import { newTown, type Town, trusting } from "../../testing/town.ts";
import { coinSecrets } from "../coins/coin-secrets.ts";
import { listBalances } from "../story/balances.ts";
import { getTransaction, listTransactions } from "../story/story.ts";
import { acceptPayment } from "./accept-payment.ts";
import { lookAtPayment } from "./look-payment.ts";

const minute = 60_000;

/** Two devices of one wallet that know the same coins, and then do not hear of each other for a while. */
async function twoDevices(amount = "KUDOS:10") {
  const town = await newTown("double spend");
  const first = await trusting(await town.wallet());
  await earn(town, first, amount);
  await backedUp(first);
  const second = await joined(town, await sheetOf(first));
  await looked(first);
  return { town, first, second, earned: await held(first) };
}

/** What can be spent, and what comes. */
async function held(env: TestEnv): Promise<Amount> {
  const [only] = await listBalances(env);
  return add((only?.available ?? "KUDOS:0") as Amount, (only?.incoming ?? "KUDOS:0") as Amount);
}

const isPaid = (town: Town, id: string) => town.sandbox.merchant.desk.book.order(id)?.payment !== undefined;

async function spent(env: TestEnv): Promise<Amount> {
  const { transactions } = await listTransactions(env);
  const left = transactions.filter(({ kind, state }) => kind === "payment" || (kind === "ghost" && state === "done"));
  return sum(
    "KUDOS",
    left.map(({ effective }) => effective as Amount),
  );
}

const kinds = async (env: TestEnv) => (await listTransactions(env)).transactions.map(({ kind }) => kind);

describe("a coin that another device has spent", () => {
  it("is replaced, and the same order is paid", async () => {
    const { town, first, second, earned } = await twoDevices();
    await buy(town, first, "KUDOS:3.30");
    const { id, orderId } = await buy(town, second, "KUDOS:3.30");
    assert.ok(isPaid(town, orderId));
    assert.equal((await getTransaction(second, id)).state, "done");
    assert.deepEqual(await kinds(second), ["payment", "ghost", "withdrawal"]);
    assert.equal(add(await held(second), await spent(second)), earned);
  });

  it("is told of as a ghost until the other device tells itself", async () => {
    const { town, first, second, earned } = await twoDevices();
    const bought = await buy(town, first, "KUDOS:3.30");
    await buy(town, second, "KUDOS:3.30");
    const ghost = (await listTransactions(second)).transactions.find(({ kind }) => kind === "ghost");
    assert.equal(ghost?.effective, "KUDOS:3.3");
    assert.deepEqual(await getTransaction(second, ghost.id), ghost);
    for (let round = 0; round < 3; round++) {
      await gathered(first, second);
      for (const env of [first, second]) await settle(env, moneyJobs, minute);
    }
    for (const env of [first, second]) {
      assert.deepEqual(await kinds(env), ["payment", "payment", "withdrawal"]);
      assert.equal(add(await held(env), await spent(env)), earned);
    }
    assert.equal((await getTransaction(second, ghost.id)).id, bought.id);
    assert.equal(await held(first), await held(second));
    assert.equal(subtract(earned, await held(first)), await spent(first));
  });
});

describe("a payment that the coins are gone for", () => {
  it("ends by itself when nothing else is left to pay with, and what was taken comes back", async () => {
    const { town, first, second, earned } = await twoDevices();
    await buy(town, first, "KUDOS:8");
    const { id, orderId } = await buy(town, second, "KUDOS:8");
    assert.ok(!isPaid(town, orderId));
    const told = await getTransaction(second, id);
    assert.equal(told.state, "aborted");
    assert.equal(told.effective, told.fees);
    assert.deepEqual(
      told.steps.map(({ kind, isDone }) => [kind, isDone]),
      [
        ["accepted", true],
        ["spentElsewhere", true],
        ["moneyBack", true],
      ],
    );
    assert.equal(add(await held(second), await spent(second)), earned);
  });

  it("goes on when the shop only says so", async () => {
    const { town, first: env } = await twoDevices();
    const { link, id: orderId } = order(town, "KUDOS:3.30");
    const { id } = await lookAtPayment(env, { link });
    await acceptPayment(env, id);
    const [plan] = await env.db.of(payments).toArray();
    const { coinPriv } = await coinSecrets(env.db, plan?.facts.parts[0]?.coin ?? "");
    const lie = { code: 2150, exchange_reply: { code: 1012, coin_pub: textOf(publicKeyOf(coinPriv)) } };
    const stop = town.sandbox.faults.merchant.add({
      fault: { kind: "rewrite", rewrite: () => Response.json(lie, { status: 409 }) },
      matches: ({ url }) => url.endsWith("/pay"),
      times: 1000,
    });
    const before = town.requests.length;
    await settle(env, moneyJobs, 60 * minute);
    const said = town.requests.slice(before).filter((one) => one.endsWith("/pay"));
    assert.ok(said.length < 10, `asked ${said.length} times within an hour`);
    const told = await getTransaction(env, id);
    assert.deepEqual([told.state, told.trouble?.code], ["working", "coinContested"]);
    assert.deepEqual(await env.db.ghosts.toArray(), []);
    stop();
    await settle(env, moneyJobs, 24 * 60 * minute);
    assert.ok(isPaid(town, orderId));
  });
});

describe("change of a coin that another device has changed", () => {
  it("is planned anew from what is left, or not at all", async () => {
    const { town, first, second, earned } = await twoDevices();
    // Both buy the same with the same coins, and make change of the same rest before they hear of each other.
    await buy(town, first, "KUDOS:3.30");
    await buy(town, second, "KUDOS:3.30");
    await looked(first);
    await settle(first, moneyJobs, minute);
    await backedUp(second);
    await settle(second, moneyJobs, minute);
    assert.equal(add(await held(second), await spent(second)), earned);
  });
});

describe("a worker killed at any outside call", () => {
  it("while it replaces coins that are gone, pays the order once", async () => {
    let stage!: Awaited<ReturnType<typeof twoDevices>> & { readonly id: string; readonly orderId: string };
    const ends = new Set<string>();
    const points = await killedEverywhere({
      begin: async () => {
        const devices = await twoDevices();
        await buy(devices.town, devices.first, "KUDOS:3.30");
        const { link, id: orderId } = order(devices.town, "KUDOS:3.30");
        const { id } = await lookAtPayment(devices.second, { link });
        await acceptPayment(devices.second, id);
        stage = { ...devices, id, orderId };
        return devices.second;
      },
      live: (env) => settle(env, moneyJobs, minute),
      after: async (env) => {
        await settle(env, moneyJobs, 60 * minute);
        assert.ok(isPaid(stage.town, stage.orderId));
        assert.equal(add(await held(env), await spent(env)), stage.earned);
        ends.add(`${await held(env)} ${await kinds(env)}`);
        stage.first.close();
      },
    });
    console.log(`coins replaced: killed at ${points} points, always the same end`);
    assert.ok(points >= 20);
    assert.equal(ends.size, 1);
  });
});
