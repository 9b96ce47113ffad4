import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { amount } from "../taler/amount.ts";
import { backedUp, joined, looked, rich, sheetOf } from "../testing/customers.ts";
import {
  day,
  feeOrders,
  later,
  paidOrders,
  paidUntil,
  pay,
  settled,
  subscribed,
  viewed,
  year,
} from "../testing/fees.ts";
import { newTown, type Town } from "../testing/town.ts";
import { lookAtServicePayment } from "./fee-order.ts";
import { askedToBackUp } from "./pace.ts";
import { backupState } from "./sentence.ts";

const { paidSync } = testAddresses;
const look = { url: paidSync };

/** From now on the paid service asks for so much. */
const set = ({ sandbox }: Town, price: string) => sandbox.paidSync.setFee(amount.parse(price));

describe("the fee of the next year", () => {
  it("is announced, and paid by itself within what was agreed to", async () => {
    const town = await newTown("fee");
    const env = await subscribed(await rich(town));
    const { paidUntil: end = 0, nextPayment = 0 } = await viewed(env);
    await later(env, 304);
    assert.deepEqual([(await viewed(env)).payment, feeOrders(town).length], ["paid", 1]);
    await later(env, 2);
    assert.deepEqual([(await viewed(env)).payment, (await viewed(env)).nextPayment], ["renewal", nextPayment]);
    await later(env, 28);
    assert.equal(feeOrders(town).length, 1);
    await later(env, 2);
    const view = await viewed(env);
    assert.deepEqual([view.payment, view.paidUntil, paidOrders(town).length], ["paid", end + year, 2]);
    assert.ok((view.lastPayment ?? 0) >= nextPayment);
    const real = await paidUntil(town, env);
    assert.ok(end + year <= real && real < end + year + day);
    assert.equal((await backupState(env)).kind, "allBackedUp");
    await later(env, 300);
    assert.equal(feeOrders(town).length, 2);
  });

  it("is paid in one year after the other", async () => {
    const town = await newTown("fee");
    const env = await subscribed(await rich(town));
    const { paidUntil: end = 0 } = await viewed(env);
    for (let count = 1; count <= 2; count += 1) await later(env, 365, 12);
    assert.deepEqual([paidOrders(town).length, (await viewed(env)).paidUntil], [3, end + 2 * year]);
  });

  it("that became dearer is not paid before the user has agreed to the new one", async () => {
    const town = await newTown("fee");
    const env = await subscribed(await rich(town));
    const { paidUntil: end = 0 } = await viewed(env);
    set(town, "KUDOS:0.6");
    await later(env, 310);
    const asked = await viewed(env);
    assert.deepEqual([asked.payment, asked.annualFee, asked.agreedFee], ["priceChanged", "KUDOS:0.6", "KUDOS:0.5"]);
    await later(env, 40);
    assert.deepEqual([(await viewed(env)).payment, paidOrders(town).length], ["priceChanged", 1]);
    assert.equal((await lookAtServicePayment(env, look)).amount, "KUDOS:0.6");
    await pay(env);
    await settled(env);
    const view = await viewed(env);
    assert.deepEqual([view.payment, view.agreedFee, view.paidUntil], ["paid", "KUDOS:0.6", end + year]);
    assert.equal(paidOrders(town).length, 2);
  });

  it("that became cheaper is paid without a question, and what became free is not paid at all", async () => {
    const town = await newTown("fee");
    const env = await subscribed(await rich(town));
    set(town, "KUDOS:0.3");
    await later(env, 340);
    assert.deepEqual([(await viewed(env)).lastFee, paidOrders(town).length], ["KUDOS:0.3", 2]);
    set(town, "KUDOS:0");
    await later(env, 340);
    assert.equal(paidOrders(town).length, 2);
  });

  it("is asked for again when the account has expired for want of money", async () => {
    const town = await newTown("fee");
    const env = await subscribed(await rich(town, "KUDOS:1"));
    await later(env, 340);
    const poor = await viewed(env);
    assert.deepEqual([poor.payment, poor.trouble?.code], ["renewal", "notEnoughMoney"]);
    await later(env, 400, 8);
    assert.equal((await viewed(env)).payment, "due");
    town.sandbox.paidSync.vault.collectGarbage(env.now());
    await looked(env);
    assert.deepEqual([(await viewed(env)).payment, (await backupState(env)).kind], ["due", "failing"]);
  });

  it("opens an account that is gone once more, and the document is stored as the first one", async () => {
    const town = await newTown("fee");
    const env = await subscribed(await rich(town));
    await env.clock.wind(400 * day);
    town.sandbox.paidSync.vault.collectGarbage(env.now());
    await settled(env);
    assert.deepEqual([(await viewed(env)).payment, paidOrders(town).length], ["due", 1]);
    await pay(env);
    await settled(env);
    const { payment, paidUntil: end = 0, lastPayment = 0 } = await viewed(env);
    assert.deepEqual([payment, end], ["paid", lastPayment + year]);
    assert.ok(end <= (await paidUntil(town, env)));
    assert.equal((await backupState(env)).kind, "allBackedUp");
    assert.equal(paidOrders(town).length, 2);
  });

  it("is paid once by two devices", async () => {
    const town = await newTown("fee");
    const one = await subscribed(await backedUp(await rich(town)));
    const two = await joined(town, await sheetOf(one), { seed: "two" });
    const { paidUntil: end = 0 } = await viewed(one);
    await looked(two);
    await one.clock.wind(336 * day);
    // Both wake up on the same day, and neither has heard of the other.
    await Promise.all([settled(one), settled(two)]);
    for (let days = 0; days < 10; days += 1) {
      await one.clock.wind(day);
      await settled(one);
      await settled(two);
      // Whoever came second was refused the order, and has no trouble with a fee that is paid.
      for (const { payment, trouble } of [await viewed(one), await viewed(two)]) {
        assert.ok(payment !== "paid" || trouble === undefined, trouble?.code);
      }
    }
    assert.equal(paidOrders(town).length, 2);
    assert.deepEqual([(await viewed(one)).paidUntil, (await viewed(two)).paidUntil], [end + year, end + year]);
    // A year later both have slept past the day on which it was due, and the order that was left over is dead.
    for (let months = 0; months < 10; months += 1) {
      await one.clock.wind(30 * day);
      await settled(one);
      await settled(two);
    }
    await one.clock.wind(65 * day);
    await Promise.all([settled(one), settled(two)]);
    assert.equal(paidOrders(town).length, 3);
  });

  it("is left to the device that began also when the user of another one wants a backup now", async () => {
    const town = await newTown("fee");
    const one = await subscribed(await backedUp(await rich(town)));
    const two = await joined(town, await sheetOf(one), { seed: "two" });
    await looked(two);
    await one.clock.wind(340 * day);
    await lookAtServicePayment(one, look);
    await settled(two);
    await askedToBackUp(two);
    await later(two, 3, 3);
    assert.equal(feeOrders(town).length, 2);
    await settled(one);
    await later(two, 10, 10);
    assert.deepEqual([paidOrders(town).length, (await viewed(two)).payment], [2, "paid"]);
  });

  it("is paid by another device when the one that began is lost", async () => {
    const town = await newTown("fee");
    const one = await subscribed(await backedUp(await rich(town)));
    const two = await joined(town, await sheetOf(one), { seed: "two" });
    await looked(two);
    await one.clock.wind(340 * day);
    await lookAtServicePayment(one, look);
    one.close();
    await settled(two);
    assert.equal(paidOrders(town).length, 1);
    await later(two, 10, 10);
    assert.deepEqual([paidOrders(town).length, (await viewed(two)).payment], [2, "paid"]);
  });
});
