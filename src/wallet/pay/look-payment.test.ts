import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../../e2e/sandbox/sandbox.ts";
import { resumeExchange, suspendExchange } from "../../exchange/manage.ts";
import type { Amount } from "../../taler/amount.ts";
import { textOf } from "../../taler/crockford.ts";
import type { TestEnv } from "../../testing/env.ts";
import { settle } from "../../testing/settle.ts";
import { buy, earn, moneyJobs, order } from "../../testing/shopping.ts";
import { newTown, type Town, trusting } from "../../testing/town.ts";
import type { CoinShortage } from "../coins/coins.plan.ts";
import { listBalances } from "../story/balances.ts";
import { acceptPayment } from "./accept-payment.ts";
import { lookAtPayment } from "./look-payment.ts";
import { purchaseJob } from "./purchase-job.ts";
import { whyTooLittle } from "./shortage.ts";

const minute = 60_000;
const { exchange } = testAddresses;

async function inTown(value = "KUDOS:20") {
  const town = await newTown("offer");
  const env = await trusting(await town.wallet());
  await earn(town, env, value);
  return { town, env };
}

/** What an offer of this price says, with these members in its contract. */
const lookedAt = (town: Town, env: TestEnv, price: string, more: Parameters<typeof order>[2] = {}) =>
  lookAtPayment(env, { link: order(town, price, more).link });

const acceptedExchange = (town: Town) => ({
  url: exchange,
  master_pub: textOf(town.sandbox.exchange.keys.master.pub),
  priority: 0,
});

describe("an offer", () => {
  it("names the exchange whose coins would pay, and what it costs beside the price", async () => {
    const { town, env } = await inTown();
    const offer = await lookedAt(town, env, "KUDOS:3.30", { max_fee: "KUDOS:0" });
    assert.deepEqual([offer.state, offer.payFrom], ["payable", [exchange]]);
    assert.notEqual(offer.fees, "KUDOS:0");
    assert.deepEqual(offer.exchanges, [exchange]);
    await acceptPayment(env, offer.id);
    await settle(env, moneyJobs, minute);
    assert.equal((await listBalances(env))[0]?.available, offer.balanceAfter);
  });

  it("says how much to withdraw where, and that is enough", async () => {
    const { town, env } = await inTown("KUDOS:3");
    const { link } = order(town, "KUDOS:7.30");
    const { state, topUp } = await lookAtPayment(env, { link });
    assert.deepEqual([state, topUp?.exchange], ["tooLittle", exchange]);
    await earn(town, env, topUp?.amount);
    assert.equal((await lookAtPayment(env, { link })).state, "payable");
  });

  it("sends nobody to an exchange whose coins the shop knows by another main key", async () => {
    const { town, env } = await inTown("KUDOS:3");
    const stranger = { ...acceptedExchange(town), master_pub: textOf(new Uint8Array(32).fill(7)) };
    const { state, topUp } = await lookedAt(town, env, "KUDOS:7.30", { exchanges: [stranger] });
    assert.deepEqual([state, topUp], ["tooLittle", undefined]);
  });

  it("names a page of the shop, where one can order again", async () => {
    const { town, env } = await inTown();
    const page = "https://shop.test/apples";
    assert.equal((await lookedAt(town, env, "KUDOS:1", { fulfillment_url: page })).shopPage, page);
    const message = { fulfillment_url: "taler://fulfillment-success/Well+done" };
    assert.equal((await lookedAt(town, env, "KUDOS:1", message)).shopPage, undefined);
  });

  it("is over when its time is, and says so before and after it is claimed", async () => {
    const { town, env } = await inTown();
    const now = Math.floor(town.clock.now() / 1000);
    const { link } = order(town, "KUDOS:1", { pay_deadline: { t_s: now + 60 } });
    const offer = await lookAtPayment(env, { link });
    const late = order(town, "KUDOS:1", { pay_deadline: { t_s: now + 60 } });
    town.clock.windTo(town.clock.now() + 2 * minute);
    assert.equal((await lookAtPayment(env, { link })).state, "expired");
    await assert.rejects(acceptPayment(env, offer.id), { problem: { code: "contractExpired" } });
    await assert.rejects(lookAtPayment(env, { link: late.link }), { problem: { code: "contractExpired" } });
  });

  it("asks for the receipt when its shop shows it in another session", async () => {
    const { town, env } = await inTown();
    const { id, orderId } = await buy(town, env, "KUDOS:1");
    const link = `taler+http://pay/merchant.test/${orderId}/ANOTHER`;
    const offer = await lookAtPayment(env, { link });
    assert.deepEqual([offer.state, offer.transaction], ["paidBefore", id]);
  });
});

describe("too little money", () => {
  it("says how much is missing, and which exchanges the shop takes coins from", async () => {
    const town = await newTown("offer");
    const offer = await lookedAt(town, await trusting(await town.wallet()), "KUDOS:3");
    assert.deepEqual(
      [offer.state, offer.shortage, offer.missing, offer.available, offer.exchanges],
      ["tooLittle", "little", "KUDOS:3", "KUDOS:0", [exchange]],
    );
  });

  it("may be so for the fees alone", async () => {
    const { town, env } = await inTown();
    const [all] = await listBalances(env);
    const offer = await lookedAt(town, env, all?.available ?? "", { max_fee: "KUDOS:0" });
    assert.deepEqual([offer.state, offer.shortage, offer.available], ["tooLittle", "fees", all?.available]);
    assert.notEqual(offer.missing, "KUDOS:0");
  });

  it("may be so for a moment, while change is made", async () => {
    const { town, env } = await inTown("KUDOS:5.1");
    const { id } = await lookedAt(town, env, "KUDOS:0.6");
    await acceptPayment(env, id);
    await settle(env, [purchaseJob], minute);
    const { link } = order(town, "KUDOS:3");
    const offer = await lookAtPayment(env, { link });
    assert.deepEqual([offer.state, offer.shortage], ["tooLittle", "coming"]);
    const [balance] = await listBalances(env);
    assert.equal(offer.coming, balance?.incoming);
    await settle(env, moneyJobs, minute);
    assert.equal((await lookAtPayment(env, { link })).state, "payable");
  });

  it("may be so although there is enough elsewhere", async () => {
    const { town, env } = await inTown();
    const other = { ...acceptedExchange(town), url: "https://other.example/" };
    const offer = await lookedAt(town, env, "KUDOS:3", { exchanges: [other] });
    assert.deepEqual([offer.shortage, offer.available, offer.exchanges], ["elsewhere", "KUDOS:0", [other.url]]);
  });

  it("may be so since the exchange with the money is switched off, until it is switched on", async () => {
    const { town, env } = await inTown();
    await suspendExchange(env, testAddresses.exchange);
    const { link } = order(town, "KUDOS:3");
    const offer = await lookAtPayment(env, { link });
    assert.deepEqual([offer.state, offer.shortage, offer.available], ["tooLittle", "suspended", "KUDOS:0"]);
    await assert.rejects(acceptPayment(env, offer.id), /notEnoughMoney/);
    await resumeExchange(env, testAddresses.exchange);
    assert.equal((await lookAtPayment(env, { link })).state, "payable");
  });

  it("is all there is at an exchange of that name with another key", async () => {
    const { town, env } = await inTown();
    const stranger = { ...acceptedExchange(town), master_pub: textOf(new Uint8Array(32).fill(3)) };
    const offer = await lookedAt(town, env, "KUDOS:3", { exchanges: [stranger] });
    assert.deepEqual([offer.state, offer.available], ["tooLittle", "KUDOS:0"]);
  });

  it("may be so since the shop takes no more from any exchange", async () => {
    const { town, env } = await inTown();
    const limited = { ...acceptedExchange(town), max_contribution: "KUDOS:1" };
    assert.equal((await lookedAt(town, env, "KUDOS:3", { exchanges: [limited] })).shortage, "limit");
    assert.equal((await lookedAt(town, env, "KUDOS:1", { exchanges: [limited] })).state, "payable");
  });

  it("has the reason that helps most", () => {
    const kudos = (digits: string) => `KUDOS:${digits}` as Amount;
    const means = { available: kudos("2"), coming: kudos("0"), suspended: kudos("0"), elsewhere: kudos("0") };
    const why = (shortage: CoinShortage["why"], missing: string, more: Partial<typeof means> = {}) =>
      whyTooLittle(kudos("3"), { why: shortage, missing: kudos(missing) }, { ...means, ...more });
    assert.equal(why("tooLittle", "1"), "little");
    assert.equal(why("tooLittle", "1", { elsewhere: kudos("1") }), "elsewhere");
    assert.equal(why("tooLittle", "1", { elsewhere: kudos("1"), suspended: kudos("1") }), "suspended");
    assert.equal(why("tooLittle", "1", { elsewhere: kudos("1"), coming: kudos("1") }), "coming");
    assert.equal(why("tooLittle", "0.1", { available: kudos("3") }), "fees");
    assert.equal(why("tooManyCoins", "1"), "manyCoins");
    assert.equal(why("exchangeLimit", "3", { coming: kudos("9") }), "limit");
  });
});
