/** Two copies of one disk at work at once: whatever their owner begins with each of them, all of it comes to a good end. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Faults } from "../../e2e/sandbox/faults.ts";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { addExchange } from "../exchange/manage.ts";
import { acceptExchangeTos } from "../exchange/terms.ts";
import { deposits } from "../store/entities/deposit.ts";
import { purchases } from "../store/entities/purchase.ts";
import { withdrawalStatus, withdrawals } from "../store/entities/withdrawal.ts";
import { stateOf, together } from "../testing/at-once.ts";
import { assertAddsUp, assertBooks, assertNoKeyTwice } from "../testing/books.ts";
import { assertSame, backedUp, gathered, joined, looked, minute, rich, sheetOf } from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { sendHome } from "../testing/sending.ts";
import { settle } from "../testing/settle.ts";
import { buy, moneyJobs, order } from "../testing/shopping.ts";
import { copied } from "../testing/snapshot.ts";
import { newTown, type Town } from "../testing/town.ts";
import { acceptPayment } from "../wallet/pay/accept-payment.ts";
import { lookAtPayment } from "../wallet/pay/look-payment.ts";
import { acceptWithdrawal } from "../wallet/withdraw/accept.ts";
import { rescueJob } from "../wallet/withdraw/rescue.ts";
import { backupJob } from "./job.ts";

const { exchange, sync, paidSync } = testAddresses;
const rival = "http://rival.test/";
const all = [...moneyJobs, rescueJob, backupJob];

/** A wallet with money and a backup that knows two exchanges; and a copy of its disk in another browser. */
async function copies(seed: string) {
  const town = await newTown(seed, { addresses: { ...testAddresses, rival } });
  const one = await backedUp(await rich(town));
  await addExchange(one, rival);
  await acceptExchangeTos(one, rival, (await one.db.offers.get(rival))?.tosOffered ?? "");
  await settle(one, all, 5 * minute);
  const two = await town.wallet({ profile: await copied(one.profile), seed: `${seed}/copy` });
  return { town, one, two };
}

/** Accepts a withdrawal; returns how its owner sends the money. */
type Deed = (town: Town, env: TestEnv) => Promise<() => Promise<void>>;

const byBank =
  (at: string, value: string): Deed =>
  async (town, env) => {
    const link = await town.withdrawal(value);
    await acceptWithdrawal(env, { link, exchange: at });
    return () => town.confirm(link);
  };

const byWire =
  (value: string): Deed =>
  async (town, env) => {
    const subject = await acceptWithdrawal(env, { exchange, amount: value });
    await town.clock.wind(1);
    return () => town.wire(value, subject);
  };

/** What is begun with one copy and with the other, pair by pair with the same counter. */
const deeds: readonly (readonly [Deed, Deed])[] = [
  [byBank(exchange, "KUDOS:2"), byBank(rival, "KUDOS:2")],
  [byBank(rival, "KUDOS:2"), byBank(rival, "KUDOS:2")],
  [byBank(exchange, "KUDOS:3"), byBank(exchange, "KUDOS:2")],
  [byWire("KUDOS:2"), byBank(exchange, "KUDOS:2")],
  [byWire("KUDOS:2"), byWire("KUDOS:2")],
];

/** Each sum that has come to an exchange by now became coins of these wallets, and they know it. */
async function assertAllHere({ sandbox }: Town, ...envs: readonly TestEnv[]): Promise<void> {
  for (const { ledger } of [sandbox.exchange, sandbox.rival ?? assert.fail("no second exchange")]) {
    const { reserves } = ledger.books();
    assert.ok(reserves.every(({ balance, credits }) => balance === "KUDOS:0" && credits.length === 1));
  }
  for (const env of envs) {
    await assertAddsUp(env);
    await assertNoKeyTwice(env);
  }
}

describe("two copies of one disk that withdraw", () => {
  it("get all of it", async () => {
    const { town, one, two } = await copies("two copies that withdraw");
    const sends = [];
    for (const [mine, yours] of deeds) sends.push(await mine(town, one), await yours(town, two));
    const link = await town.withdrawal("KUDOS:2");
    const ids = [];
    for (const env of [one, two]) ids.push(await acceptWithdrawal(env, { link, exchange }));
    assert.equal(ids[0], ids[1], "one operation of the bank is one withdrawal");
    sends.push(() => town.confirm(link));
    for (const env of [two, one]) await settle(env, all, minute);
    for (const send of sends) await send();
    for (const env of [two, one]) await settle(env, all, 10 * minute);
    await gathered(one, two);
    const states = (await one.db.of(withdrawals).toArray()).map(withdrawalStatus);
    assert.deepEqual([states.length, new Set(states)], [1 + sends.length, new Set(["done"])]);
    await assertAllHere(town, one, two);
    await assertSame(one, two);
  });
});

describe("two copies of one disk that spend the same coins", () => {
  it("at a shop and for a transfer home, pay what is theirs once, and lose nothing", async () => {
    const town = await newTown("two copies that spend");
    const one = await backedUp(await rich(town, "KUDOS:20"));
    const two = await town.wallet({ profile: await copied(one.profile), seed: "copy" });
    const envs = [one, two];
    const both = order(town, "KUDOS:1.1");
    for (const env of envs) {
      const { id } = await lookAtPayment(env, { link: both.link });
      await acceptPayment(env, id);
    }
    for (const env of envs) {
      const { link } = order(town, "KUDOS:2.3");
      await acceptPayment(env, (await lookAtPayment(env, { link })).id);
      await sendHome(env, "1.5");
      await town.clock.wind(1);
    }
    await together(...envs);
    for (const env of envs) await settle(env, all, 30 * 60 * minute);
    await gathered(one, two);
    for (const env of envs) await settle(env, all, 60 * minute);
    await gathered(one, two);
    assert.deepEqual([await one.db.of(purchases).count(), await one.db.of(deposits).count()], [3, 2]);
    assert.deepEqual(new Set(await stateOf(one)), new Set(["done"]));
    for (const env of envs) await assertBooks(town, env);
    await assertSame(one, two);
  });
});

describe("two copies of one disk that tell different services, and one is gone before they meet,", () => {
  it("forget no plan to pay: it holds coins, whether it was sent or not", async () => {
    const town = await newTown("two copies, two services", { paidSync: { annualFee: "KUDOS:0" as never } });
    const one = await rich(town);
    for (const service of [sync, paidSync]) await backedUp(one, service);
    await settle(one, [backupJob], 10 * minute);
    const third = await joined(town, await sheetOf(one), { seed: "third" });
    await gathered(one, third);
    const two = await town.wallet({ profile: await copied(one.profile), seed: "copy" });
    const inDark = async (dark: "sync" | "paidSync", deed: () => Promise<unknown>) => {
      const faults: Faults = town.sandbox.faults[dark];
      faults.add({ fault: { kind: "loseRequest" }, times: Number.POSITIVE_INFINITY });
      await deed();
      faults.clear();
    };
    town.sandbox.faults.merchant.add({
      fault: { kind: "loseRequest" },
      matches: ({ url }) => url.endsWith("/pay"),
      times: 1000,
    });
    await inDark("sync", async () => {
      for (const price of ["KUDOS:2", "KUDOS:0.5"]) await buy(town, two, price);
      await settle(two, all, minute);
    });
    two.close();
    await inDark("paidSync", async () => {
      await buy(town, one, "KUDOS:1");
      await settle(one, all, minute);
    });
    await inDark("sync", () => looked(third));
    town.sandbox.faults.merchant.clear();
    await gathered(third, one);
    for (const env of [third, one, third, one]) await settle(env, all, 30 * 60 * minute);
    await gathered(third, one);
    assert.deepEqual([await one.db.of(purchases).count(), new Set(await stateOf(one))], [3, new Set(["done"])]);
    for (const env of [one, third]) await assertAddsUp(env);
    await assertSame(one, third);
  });
});
