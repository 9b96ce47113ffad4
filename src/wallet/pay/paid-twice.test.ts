import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Transaction } from "../../api/views.ts";
import { purchases } from "../../store/entities/purchase.ts";
import { type Amount, add, sum } from "../../taler/amount.ts";
import { textOf } from "../../taler/crockford.ts";
import { formatTalerUri, parseTalerUri } from "../../taler/uri.ts";
import { backedUp, gathered, joined, looked, sheetOf, withdraw } from "../../testing/customers.ts";
import type { TestEnv } from "../../testing/env.ts";
import { killedEverywhere } from "../../testing/killed.ts";
import { settle } from "../../testing/settle.ts";
import { earn, moneyJobs, order } from "../../testing/shopping.ts";
import { newTown, type Town, trusting } from "../../testing/town.ts";
import { listBalances } from "../story/balances.ts";
import { getTransaction, listTransactions } from "../story/story.ts";
import { acceptPayment } from "./accept-payment.ts";
import { lookAtPayment } from "./look-payment.ts";

const minute = 60_000;
const days = 2 * 24 * 60 * minute;

/** What can be spent, and what comes. */
async function held(env: TestEnv): Promise<Amount> {
  const [only] = await listBalances(env);
  return add((only?.available ?? "KUDOS:0") as Amount, (only?.incoming ?? "KUDOS:0") as Amount);
}

/** A link that lets every device of whoever has it pay the same order. */
function sharedLink(town: Town, price: string): string {
  const uri = parseTalerUri(order(town, price).link);
  assert.equal(uri.action, "pay");
  return formatTalerUri({ ...uri, noncePriv: textOf(new Uint8Array(32).fill(9)) });
}

interface Buyers {
  readonly isRefusing?: () => boolean;
  readonly ofSecond?: string;
  readonly price?: string;
}

/** Two devices of one wallet, each with coins of its own, that have accepted the same order. */
async function twoBuyers({ isRefusing = () => false, ofSecond = "KUDOS:10", price = "KUDOS:3.30" }: Buyers = {}) {
  let aborts = 0;
  const town = await newTown("paid twice");
  const first = await trusting(await town.wallet());
  await earn(town, first, "KUDOS:10");
  await backedUp(first);
  const second = await joined(town, await sheetOf(first), {
    fetch: async (request) => {
      if (!request.url.endsWith("/abort") || !isRefusing()) return town.sandbox.fetch(request);
      aborts += 1;
      return Response.json({ code: 2254 }, { status: 412 });
    },
  });
  await withdraw(town, second, ofSecond);
  await gathered(first, second);
  const earned = await held(first);
  const link = sharedLink(town, price);
  const accept = async (env: TestEnv) => acceptPayment(env, (await lookAtPayment(env, { link })).id);
  const id = await accept(first);
  assert.equal(await accept(second), id);
  return { town, first, second, earned, id, aborts: () => aborts };
}

/** The exchange takes the coins that this device pays with, and nobody hears of it. */
async function unheard(town: Town, env: TestEnv): Promise<void> {
  const mend = town.sandbox.merchant.line.add({
    fault: { kind: "loseAnswer" },
    matches: ({ url }) => url.endsWith("batch-deposit"),
    times: 1000,
  });
  await settle(env, moneyJobs, 1000);
  mend();
}

/** All devices hear of each other, and do what is to be done then. */
async function together(...envs: readonly TestEnv[]): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await gathered(...envs);
    for (const env of envs) await settle(env, moneyJobs, minute);
  }
}

async function assertAddsUp(env: TestEnv, earned: Amount): Promise<void> {
  const { transactions } = await listTransactions(env);
  const isPaid = ({ kind, state }: Transaction) => kind === "payment" || (kind === "ghost" && state === "done");
  const paid = transactions.filter(isPaid).map(({ effective }) => effective as Amount);
  assert.equal(sum("KUDOS", [await held(env), ...paid]), earned);
}

const stepsOf = async (env: TestEnv, id: string) => (await getTransaction(env, id)).steps.map(({ kind }) => kind);

describe("an order that two devices pay", () => {
  it("is paid by the first, and the other has its money back", async () => {
    const { town, first, second, earned, id } = await twoBuyers();
    await settle(first, moneyJobs, minute);
    await settle(second, moneyJobs, minute);
    assert.deepEqual(await stepsOf(second, id), ["accepted", "paidElsewhere", "moneyBack"]);
    await together(first, second);
    for (const env of [first, second]) {
      assert.equal(await env.db.of(purchases).count(), 1);
      assert.deepEqual(await stepsOf(env, id), ["accepted", "paid", "paidTwice", "secondBack"]);
      const { state, shop } = await getTransaction(env, id);
      assert.deepEqual([state, shop?.twice, shop?.refunded], ["done", undefined, undefined]);
      await assertAddsUp(env, earned);
    }
    assert.equal(town.sandbox.merchant.books().sold, "KUDOS:3.3");
  });

  it("gives back what the shop has taken of the second", async () => {
    const { town, first, second, earned, id } = await twoBuyers();
    await unheard(town, second);
    await settle(first, moneyJobs, minute);
    await settle(second, moneyJobs, 60 * minute);
    await together(first, second);
    for (const env of [first, second]) {
      assert.deepEqual(await stepsOf(env, id), ["accepted", "paid", "paidTwice", "secondBack"]);
      await assertAddsUp(env, earned);
    }
  });

  it("is noticed by the device that is left when the other one is gone", async () => {
    const { town, first, second, earned, id } = await twoBuyers();
    await unheard(town, second);
    await looked(second);
    await settle(first, moneyJobs, minute);
    await looked(first);
    await settle(first, moneyJobs, days);
    await together(first);
    const told = await getTransaction(first, id);
    assert.deepEqual(
      told.steps.map(({ kind }) => kind),
      ["accepted", "paid", "paidTwice", "secondBack"],
    );
    assert.equal(told.shop?.twice, undefined);
    await assertAddsUp(first, earned);
  });

  it("is told when the shop keeps both, and asked for no more", async () => {
    const { town, first, second, earned, id, aborts } = await twoBuyers({ isRefusing: () => true });
    await unheard(town, second);
    await settle(first, moneyJobs, minute);
    await settle(second, moneyJobs, days);
    assert.ok(aborts() < 4, `asked ${aborts()} times`);
    await together(first, second);
    for (const env of [first, second]) {
      const { state, shop } = await getTransaction(env, id);
      assert.equal(state, "done");
      assert.ok(shop?.twice !== undefined && shop.twice >= "KUDOS:3.3", shop?.twice);
      assert.deepEqual(await stepsOf(env, id), ["accepted", "paid", "paidTwice", "keptTwice"]);
      await assertAddsUp(env, earned);
    }
  });
});

describe("an order that two devices pay with a coin of one of them", () => {
  /** What the second one has does not do: it takes coins of the first, which has paid with these. */
  async function oneAfterTheOther(price: string) {
    const { town, first, second, earned, id } = await twoBuyers({ ofSecond: "KUDOS:2", price });
    await settle(first, moneyJobs, minute);
    await settle(second, moneyJobs, days);
    await assertAddsUp(second, earned);
    const told = await getTransaction(second, id);
    assert.equal(told.shop?.twice, undefined);
    await together(first, second);
    for (const env of [first, second]) {
      const { state, instructed, shop, steps } = await getTransaction(env, id);
      assert.deepEqual([state, instructed, shop?.twice, shop?.refunded], ["done", price, undefined, undefined]);
      assert.deepEqual(
        steps.map(({ kind }) => kind),
        ["accepted", "paid", "paidTwice", "secondBack"],
      );
      await assertAddsUp(env, earned);
    }
    assert.equal(town.sandbox.merchant.books().sold, price);
    return told;
  }

  it("is told of no second payment before the other one has told with which coins it paid", async () => {
    const { state, shop, trouble, steps, instructed } = await oneAfterTheOther("KUDOS:4.3");
    assert.deepEqual(
      steps.map(({ kind, isDone }) => [kind, isDone]),
      [
        ["accepted", true],
        ["paidElsewhere", true],
        ["told", false],
      ],
    );
    // The coins that both had offered; the rest came from coins that this one had not.
    assert.deepEqual([state, shop?.isUntold, trouble, instructed], ["done", true, undefined, "KUDOS:4"]);
  });

  it("has the money back of a coin that gave the other one another amount", async () => {
    const { state, shop, steps } = await oneAfterTheOther("KUDOS:3.3");
    assert.deepEqual(
      steps.map(({ kind, isDone }) => [kind, isDone]),
      [
        ["accepted", true],
        ["paidElsewhere", true],
        ["moneyBack", true],
      ],
    );
    assert.deepEqual([state, shop?.isUntold], ["aborted", undefined]);
  });
});

describe("a shop that denies what the exchange proves", () => {
  it("does not make money that came back stay away", async () => {
    const { town, first, second, earned, id } = await twoBuyers();
    await unheard(town, second);
    await settle(first, moneyJobs, minute);
    town.sandbox.faults.merchant.add({
      fault: { kind: "rewrite", rewrite: () => Response.json({ code: 2254 }, { status: 412 }) },
      matches: ({ url }) => url.endsWith("/abort"),
      times: 1000,
    });
    await settle(second, moneyJobs, days);
    await together(first, second);
    for (const env of [first, second]) {
      assert.deepEqual(await stepsOf(env, id), ["accepted", "paid", "paidTwice", "secondBack"]);
      await assertAddsUp(env, earned);
    }
  });
});

describe("a worker killed at any outside call", () => {
  it("while it asks a second payment back, ends with the same money", async () => {
    let stage!: Awaited<ReturnType<typeof twoBuyers>>;
    const ends = new Set<string>();
    const points = await killedEverywhere({
      begin: async () => {
        stage = await twoBuyers();
        await unheard(stage.town, stage.second);
        await settle(stage.first, moneyJobs, minute);
        return stage.second;
      },
      live: (env) => settle(env, moneyJobs, 60 * minute),
      after: async (env) => {
        await settle(env, moneyJobs, 60 * minute);
        await assertAddsUp(env, stage.earned);
        ends.add(`${await held(env)} ${await stepsOf(env, stage.id)}`);
        stage.first.close();
      },
    });
    console.log(`a second payment asked back: killed at ${points} points, always the same end`);
    assert.ok(points >= 10);
    assert.equal(ends.size, 1);
  });
});
