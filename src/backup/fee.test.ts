import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import type { ProblemCode } from "../api/problems.ts";
import { WalletError } from "../api/problems.ts";
import { purchases } from "../store/entities/purchase.ts";
import { rememberRetry } from "../store/remember.ts";
import { backedUp, backupRequests, change, joined, looked, minute, rich, sheetOf } from "../testing/customers.ts";
import {
  chosen,
  feeJobs,
  feeOrders,
  paidOrders,
  paidUntil,
  pay,
  settled,
  subscribed,
  viewed,
  year,
} from "../testing/fees.ts";
import { settle } from "../testing/settle.ts";
import { arrive } from "../testing/staged.ts";
import { knowing, newTown } from "../testing/town.ts";
import { getTransaction } from "../wallet/story/story.ts";
import { abortTransaction } from "../wallet/story/transaction-deeds.ts";
import { acceptServicePayment, lookAtServicePayment } from "./fee-order.ts";
import { removeProvider } from "./leave.ts";
import { listProviders } from "./providers.ts";
import { backupState } from "./sentence.ts";

const { sync, paidSync } = testAddresses;
const look = { url: paidSync };
const day = 24 * 60 * minute;

const named = (code: ProblemCode) => (error: unknown) => error instanceof WalletError && error.problem.code === code;

describe("a service with an annual fee", () => {
  it("is asked once what it wants, and is not bothered until that is paid", async () => {
    const town = await newTown("fee");
    const env = await chosen(await rich(town));
    assert.equal((await viewed(env)).payment, "due");
    for (let count = 0; count < 3; count += 1) {
      await change(env);
      await settle(env, feeJobs, 60 * minute);
    }
    assert.equal(backupRequests(town, paidSync, "POST"), 1);
    assert.equal((await backupState(env)).trouble?.code, "servicePaymentRequired");
    assert.equal(feeOrders(town).filter(({ claim }) => claim !== undefined).length, 0, "claimed before anybody looked");
  });

  it("is not said to be unpaid while its document waits for the user: that may say otherwise", async () => {
    const env = await chosen(await rich(await newTown("fee")));
    const failed = { failures: 1, at: env.now(), notBefore: env.now() + day };
    await rememberRetry(env.db, { id: `backup:${paidSync}`, ...failed, problem: { code: "massDeletion" } });
    const { payment, trouble } = await viewed(env);
    assert.deepEqual([payment, trouble?.code], [undefined, "massDeletion"]);
  });

  it("is paid once somebody has looked and accepted, and takes the backup at once", async () => {
    const town = await newTown("fee");
    const env = await chosen(await rich(town));
    const offer = await lookAtServicePayment(env, look);
    assert.deepEqual([offer.state, offer.amount], ["payable", "KUDOS:0.5"]);
    assert.equal(await acceptServicePayment(env, { ...look, id: offer.id }), offer.id);
    assert.equal(await acceptServicePayment(env, { ...look, id: offer.id }), offer.id);
    assert.deepEqual(
      [(await lookAtServicePayment(env, look)).state, (await viewed(env)).agreedFee],
      ["accepted", "KUDOS:0.5"],
    );
    assert.deepEqual([(await viewed(env)).payment, (await viewed(env)).paymentId], ["underWay", offer.id]);
    await settled(env);
    const view = await viewed(env);
    assert.deepEqual([view.payment, view.paymentId, view.lastFee], ["paid", undefined, "KUDOS:0.5"]);
    assert.equal(view.paidUntil, (view.lastPayment ?? 0) + year);
    assert.equal(view.nextPayment, (view.paidUntil ?? 0) - 30 * day);
    assert.ok((view.paidUntil ?? 0) <= (await paidUntil(town, env)));
    assert.equal((await backupState(env)).kind, "allBackedUp");
    assert.equal((await env.db.of(purchases).get(offer.id))?.facts.service, paidSync);
    await assert.rejects(lookAtServicePayment(env, look), named("feeNotDue"));
  });

  it("can be tried again when the payment was called off, with another order", async () => {
    const town = await newTown("fee");
    const env = await chosen(await rich(town));
    const id = await pay(env);
    await abortTransaction(env, id);
    await settled(env);
    const refused = await viewed(env);
    assert.deepEqual([refused.payment, refused.paymentId, refused.paidUntil], ["refused", id, undefined]);
    assert.notEqual(await pay(env), id);
    await settled(env);
    assert.deepEqual([(await viewed(env)).payment, (await viewed(env)).paymentId], ["paid", undefined]);
    assert.equal(paidOrders(town).length, 1);
    assert.ok(town.requests.some((one) => one.startsWith("POST") && one.endsWith("?fresh=y")));
  });

  it("gives another order when the first one is too old", async () => {
    const town = await newTown("fee");
    const env = await chosen(await rich(town));
    const old = await lookAtServicePayment(env, look);
    await env.clock.wind(2 * 60 * minute);
    assert.equal((await lookAtServicePayment(env, look)).state, "payable");
    await assert.rejects(acceptServicePayment(env, { ...look, id: old.id }), WalletError);
    await pay(env);
    await settled(env);
    assert.equal((await viewed(env)).payment, "paid");
  });

  it("says so when its shop takes no coins of the exchange that the first money lies at, and lets another be chosen", async () => {
    const strange = [{ url: "https://other.example/", masterPub: "A".repeat(52) }];
    const town = await newTown("fee", { merchant: { exchanges: strange } });
    const env = await knowing(await town.wallet());
    const id = await arrive(town, env, "KUDOS:8.5");
    await chosen(env);
    await settled(env);
    const { held } = await getTransaction(env, id);
    const { state, shortage, exchanges, topUp, available } = await lookAtServicePayment(env, look);
    assert.deepEqual([state, shortage, available], ["tooLittle", "elsewhere", "KUDOS:0"]);
    assert.deepEqual([exchanges, topUp, held?.why], [["https://other.example/"], undefined, "payment"]);
    await removeProvider(env, paidSync);
    await backedUp(env);
    await settled(env);
    assert.equal((await getTransaction(env, id)).state, "done");
    assert.equal((await backupState(env)).kind, "allBackedUp");
  });

  it("takes no contract of somebody else for its fee", async () => {
    const town = await newTown("fee");
    const env = await chosen(await rich(town));
    await lookAtServicePayment(env, look);
    await assert.rejects(acceptServicePayment(env, { ...look, id: "A".repeat(103) }), named("transactionUnknown"));
    await assert.rejects(lookAtServicePayment(env, { url: sync }), named("serviceUnknown"));
  });

  it("is known to be paid when it is left and chosen again", async () => {
    const town = await newTown("fee");
    const env = await subscribed(await rich(town));
    const { paidUntil: end } = await viewed(env);
    await removeProvider(env, paidSync);
    await settled(env);
    await chosen(env);
    const { payment, paidUntil: again, isActive } = await viewed(env);
    assert.deepEqual([payment, again, isActive], ["paid", end, true]);
    assert.equal(feeOrders(town).length, 1);
  });
});

describe("a free service", () => {
  it("is never paid, whatever else is", async () => {
    const town = await newTown("fee");
    const env = await backedUp(await rich(town));
    await env.clock.wind(2 * year);
    await settled(env);
    assert.deepEqual([feeOrders(town).length, (await viewed(env, sync)).payment], [0, undefined]);
    await assert.rejects(lookAtServicePayment(env, { url: sync }), named("feeNotDue"));
    assert.ok(!town.requests.some((one) => one.includes("pay=")));
  });
});

describe("two devices", () => {
  it("pay their service once: what one has paid the other hears of", async () => {
    const town = await newTown("fee");
    const one = await subscribed(await backedUp(await rich(town)));
    const two = await joined(town, await sheetOf(one), { seed: "two" });
    await looked(two);
    assert.deepEqual(await viewed(two).then(({ payment, paidUntil: end }) => [payment, end]), [
      "paid",
      (await viewed(one)).paidUntil,
    ]);
    await change(two);
    await settled(two);
    assert.equal((await backupState(two)).kind, "allBackedUp");
    assert.equal(feeOrders(town).length, 1);
  });

  it("may both look: whoever comes second is given another order, and only one is paid", async () => {
    const town = await newTown("fee");
    const one = await chosen(await backedUp(await rich(town)));
    const two = await joined(town, await sheetOf(one), { seed: "two" });
    await looked(two);
    const [first, second] = [await lookAtServicePayment(one, look), await lookAtServicePayment(two, look)];
    assert.notEqual(first.id, second.id);
    await acceptServicePayment(one, { ...look, id: first.id });
    await settled(one);
    await looked(two);
    // The account is open: nothing is asked for any more.
    await assert.rejects(acceptServicePayment(two, { ...look, id: second.id }), named("transactionUnknown"));
    assert.equal(paidOrders(town).length, 1);
  });

  it("leave for good a service that was never paid: whoever never read anything there brings it back no more", async () => {
    const town = await newTown("fee");
    const one = await chosen(await backedUp(await rich(town)));
    const two = await joined(town, await sheetOf(one), { seed: "two" });
    await settled(two);
    assert.equal((await viewed(two)).payment, "due");
    await removeProvider(one, paidSync);
    await settled(one);
    await looked(two);
    await two.clock.wind(2 * day);
    for (const env of [two, one]) await looked(env);
    for (const env of [one, two]) {
      const listed = (await listProviders(env)).filter(({ isActive }) => isActive).map(({ url }) => url);
      assert.deepEqual(listed, [sync]);
    }
  });

  it("leave for good a service that has forgotten their account", async () => {
    const town = await newTown("fee");
    const one = await subscribed(await backedUp(await rich(town)));
    const two = await joined(town, await sheetOf(one), { seed: "two" });
    await one.clock.wind(400 * day);
    town.sandbox.paidSync.vault.collectGarbage(one.now());
    for (const env of [one, two]) await looked(env);
    assert.deepEqual([(await viewed(one)).payment, (await viewed(two)).payment], ["due", "due"]);
    await removeProvider(one, paidSync);
    await settled(one);
    await looked(two);
    await two.clock.wind(2 * day);
    for (const env of [two, one]) await looked(env);
    for (const env of [one, two]) assert.equal(await env.db.enrolments.get(paidSync), undefined);
  });
});
