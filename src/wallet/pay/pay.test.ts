import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../../e2e/sandbox/sandbox.ts";
import { readyExchange } from "../../exchange/ready.ts";
import { coins } from "../../store/entities/coin.ts";
import { payments } from "../../store/entities/payment.ts";
import { purchases } from "../../store/entities/purchase.ts";
import { refreshes, refreshStatus } from "../../store/entities/refresh.ts";
import { subtract } from "../../taler/amount.ts";
import { assertBooks } from "../../testing/books.ts";
import type { TestEnv } from "../../testing/env.ts";
import { settle } from "../../testing/settle.ts";
import { buy, earn, giveBack, moneyJobs, order } from "../../testing/shopping.ts";
import { newTown, trusting } from "../../testing/town.ts";
import { listBalances } from "../story/balances.ts";
import { getTransaction } from "../story/story.ts";
import { abortTransaction } from "../story/transaction-deeds.ts";
import { acceptPayment } from "./accept-payment.ts";
import { lookAtPayment } from "./look-payment.ts";
import { fetchRefund, showReceipt } from "./receipt.ts";

const minute = 60_000;

async function available(env: TestEnv) {
  const [only] = await listBalances(env);
  assert.equal(only?.incoming, "KUDOS:0");
  return only.available as Parameters<typeof subtract>[0];
}

async function inTown() {
  const town = await newTown("pay");
  const env = await trusting(await town.wallet());
  await earn(town, env);
  return { town, env };
}

const isPaid = (town: Awaited<ReturnType<typeof newTown>>, id: string) =>
  town.sandbox.merchant.desk.book.order(id)?.payment !== undefined;

describe("paying", () => {
  it("costs what the offer said, and leaves change in new coins", async () => {
    const { town, env } = await inTown();
    const before = await available(env);
    const { id, orderId, offer } = await buy(town, env, "KUDOS:3.30");
    assert.equal(offer.state, "payable");
    const told = await getTransaction(env, id);
    assert.equal(told.state, "done");
    assert.equal(told.effective, offer.total);
    assert.equal(told.fees, offer.fees);
    assert.ok(isPaid(town, orderId));
    const all = await env.db.of(refreshes).toArray();
    assert.equal(all.length, 1);
    assert.ok(all.every((row) => refreshStatus(row) === "done"));
    assert.equal(subtract(before, await available(env)), offer.total);
    await assertBooks(town, env);
  });

  it("needs no new terms of the exchange to be accepted, and neither does the change", async () => {
    const { town, env } = await inTown();
    town.sandbox.exchange.publishTerms("sandbox-tos-2");
    await env.clock.wind(2 * 24 * 60 * minute);
    assert.equal((await readyExchange(env, testAddresses.exchange)).tos, "proposed");
    const { id, orderId } = await buy(town, env, "KUDOS:3.30");
    assert.equal((await getTransaction(env, id)).state, "done");
    assert.ok(isPaid(town, orderId));
    await assertBooks(town, env);
  });

  it("spends change as well, and change of change", async () => {
    const { town, env } = await inTown();
    for (const price of ["KUDOS:7.77", "KUDOS:5.55", "KUDOS:3.33"]) {
      const { orderId } = await buy(town, env, price);
      assert.ok(isPaid(town, orderId), price);
    }
    const fresh = await env.db.of(coins).where("ix.fresh").above("").count();
    assert.ok(fresh > 0);
    await assertBooks(town, env);
  });

  it("is one purchase however often it is looked at and accepted", async () => {
    const { town, env } = await inTown();
    const { link } = order(town, "KUDOS:1");
    const offer = await lookAtPayment(env, { link });
    assert.deepEqual(await lookAtPayment(env, { link }), offer);
    await Promise.all([acceptPayment(env, offer.id), acceptPayment(env, offer.id)]);
    assert.deepEqual([await env.db.of(purchases).count(), await env.db.of(payments).count()], [1, 1]);
    const again = await lookAtPayment(env, { link });
    assert.deepEqual([again.state, again.transaction], ["accepted", offer.id]);
  });

  it("never gives one coin to two payments", async () => {
    const { town, env } = await inTown();
    const links = [order(town, "KUDOS:6").link, order(town, "KUDOS:6").link];
    const offers = await Promise.all(links.map((link) => lookAtPayment(env, { link })));
    await Promise.all(offers.map(({ id }) => acceptPayment(env, id)));
    const taken = (await env.db.of(payments).toArray()).flatMap(({ facts }) => facts.parts.map(({ coin }) => coin));
    assert.equal(new Set(taken).size, taken.length);
    await settle(env, moneyJobs, minute);
    for (const { id } of offers) assert.equal((await getTransaction(env, id)).state, "done");
    await assertBooks(town, env);
  });

  it("says how much is missing, and takes nothing", async () => {
    const { town, env } = await inTown();
    const { link } = order(town, "KUDOS:25");
    const offer = await lookAtPayment(env, { link });
    assert.equal(offer.state, "tooLittle");
    assert.ok(offer.missing !== undefined);
    await assert.rejects(acceptPayment(env, offer.id), { problem: { code: "notEnoughMoney", detail: offer.missing } });
    assert.equal(await env.db.of(purchases).count(), 0);
  });

  it("does not take an order that another wallet has", async () => {
    const { town, env } = await inTown();
    const { link } = order(town, "KUDOS:1");
    await lookAtPayment(await trusting(await town.wallet({ seed: "another" })), { link });
    await assert.rejects(lookAtPayment(env, { link }), { problem: { code: "orderTaken" } });
  });
});

describe("what was paid", () => {
  it("comes back in part when the shop says so, and becomes coins", async () => {
    const { town, env } = await inTown();
    const { id, orderId } = await buy(town, env, "KUDOS:3.30");
    const before = await available(env);
    assert.equal(await fetchRefund(env, giveBack(town, orderId, "KUDOS:2")), id);
    await settle(env, moneyJobs, minute);
    const told = await getTransaction(env, id);
    assert.equal(told.shop?.refunded, "KUDOS:2");
    assert.ok((await available(env)) > before);
    assert.ok(town.sandbox.merchant.books().refunded === "KUDOS:2");
    await assertBooks(town, env);
  });

  it("need not be paid again in another session", async () => {
    const { town, env } = await inTown();
    const page = { fulfillment_url: "https://shop.example/article" };
    const { id } = await buy(town, env, "KUDOS:1", page);
    const { link } = order(town, "KUDOS:1", page);
    const offer = await lookAtPayment(env, { link });
    assert.deepEqual([offer.state, offer.transaction], ["paidBefore", id]);
    await showReceipt(env, id, link);
    assert.equal(await env.db.orders.count(), 0);
  });
});

describe("a payment that is called off", () => {
  it("is free again when nothing was sent", async () => {
    const { town, env } = await inTown();
    const before = await available(env);
    const { link } = order(town, "KUDOS:4");
    const { id } = await lookAtPayment(env, { link });
    await acceptPayment(env, id);
    await abortTransaction(env, id);
    await settle(env, moneyJobs, minute);
    assert.equal((await getTransaction(env, id)).state, "aborted");
    assert.equal(await available(env), before);
    await assertBooks(town, env);
  });

  it("comes back, less the fees, when it had been sent", async () => {
    const { town, env } = await inTown();
    const before = await available(env);
    const { link } = order(town, "KUDOS:4");
    const { id } = await lookAtPayment(env, { link });
    await acceptPayment(env, id);
    // The exchange takes the coins, and the shop never hears of it.
    const mend = town.sandbox.merchant.line.add({
      fault: { kind: "loseAnswer" },
      matches: ({ url }) => url.endsWith("batch-deposit"),
      times: 1000,
    });
    await settle(env, moneyJobs, minute);
    mend();
    await abortTransaction(env, id);
    await settle(env, moneyJobs, 60 * minute);
    const told = await getTransaction(env, id);
    assert.equal(told.state, "aborted");
    assert.equal(subtract(before, await available(env)), told.fees);
    await assertBooks(town, env);
  });
});
