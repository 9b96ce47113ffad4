import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import type { Provider } from "../api/keeping-views.ts";
import { backupRequests, change, minute, rich } from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { settle } from "../testing/settle.ts";
import { moneyJobs } from "../testing/shopping.ts";
import { newTown, type Town } from "../testing/town.ts";
import { ownRoot } from "../wallet/roots.ts";
import { feeJob } from "./fee-job.ts";
import { acceptServicePayment, lookAtServicePayment } from "./fee-order.ts";
import { backupJob } from "./job.ts";
import { addProvider, listProviders, lookAtProvider } from "./providers.ts";
import { backupState } from "./sentence.ts";
import { accountAt } from "./service.ts";

const { paidSync } = testAddresses;
const jobs = [...moneyJobs, feeJob, backupJob];
const day = 24 * 60 * minute;
const year = 365 * day;

const settled = (env: TestEnv) => settle(env, jobs, minute);

async function viewed(env: TestEnv): Promise<Provider> {
  return (await listProviders(env)).find(({ url }) => url === paidSync) ?? assert.fail("no such service");
}

async function chosen(town: Town): Promise<TestEnv> {
  const env = await rich(town);
  const { tosVersion } = await lookAtProvider(env, paidSync);
  await addProvider(env, paidSync, tosVersion);
  await settled(env);
  return env;
}

async function paid(env: TestEnv): Promise<string> {
  const { id } = await lookAtServicePayment(env, { url: paidSync });
  await acceptServicePayment(env, { url: paidSync, id });
  await settled(env);
  return id;
}

async function paidUntil(town: Town, env: TestEnv): Promise<number | "never" | undefined> {
  return town.sandbox.paidSync.vault.paidUntil(accountAt(await ownRoot(env.db), paidSync).pub);
}

/** Time goes on day by day, as it does while a browser is used now and then. */
async function live(env: TestEnv, days: number): Promise<void> {
  for (let step = 0; step < days; step += 5) {
    await env.clock.wind(5 * day);
    await settled(env);
  }
}

const orders = (town: Town) => town.sandbox.merchant.desk.book.orders();

describe("a service with an annual fee", () => {
  it("is asked once what it wants, and is not bothered until that is paid", async () => {
    const town = await newTown("fee");
    const env = await chosen(town);
    assert.equal((await viewed(env)).payment, "due");
    for (let count = 0; count < 5; count += 1) {
      await change(env);
      await settle(env, jobs, 60 * minute);
    }
    assert.equal(backupRequests(town, paidSync, "POST"), 1);
    assert.equal((await backupState(env)).trouble?.code, "servicePaymentRequired");
    assert.equal(
      orders(town).some(({ claim }) => claim !== undefined),
      false,
      "claimed before anybody looked",
    );
  });

  it("is paid once somebody has looked and accepted, and takes the backup at once", async () => {
    const town = await newTown("fee");
    const env = await chosen(town);
    const start = env.now();
    const offer = await lookAtServicePayment(env, { url: paidSync });
    assert.deepEqual([offer.state, offer.amount], ["payable", "KUDOS:0.5"]);
    assert.equal(await acceptServicePayment(env, { url: paidSync, id: offer.id }), offer.id);
    const { payment, paymentId, agreedFee } = await viewed(env);
    assert.deepEqual([payment, paymentId, agreedFee], ["underWay", offer.id, "KUDOS:0.5"]);
    await settled(env);
    assert.equal((await backupState(env)).kind, "allBackedUp");
    const view = await viewed(env);
    assert.deepEqual([view.payment, view.paymentId, view.lastFee], ["paid", undefined, "KUDOS:0.5"]);
    assert.ok((view.lastPayment ?? 0) >= start - 1000);
    assert.equal(view.paidUntil, (view.lastPayment ?? 0) + year);
    assert.equal(view.nextPayment, (view.paidUntil ?? 0) - 30 * day);
    assert.ok((view.paidUntil ?? 0) <= Number(await paidUntil(town, env)));
  });

  it("is paid for another year within what was agreed to, announced before", async () => {
    const town = await newTown("fee");
    const env = await chosen(town);
    await paid(env);
    const first = await viewed(env);
    await live(env, 300);
    assert.deepEqual([(await viewed(env)).payment, orders(town).length], ["paid", 1]);
    await live(env, 15);
    assert.deepEqual([(await viewed(env)).payment, orders(town).length], ["renewal", 1]);
    await live(env, 25);
    const view = await viewed(env);
    assert.deepEqual([view.payment, orders(town).length], ["paid", 2]);
    assert.equal(view.paidUntil, (first.paidUntil ?? 0) + year);
    assert.ok((view.lastPayment ?? 0) >= (first.nextPayment ?? 0));
    assert.ok((view.paidUntil ?? 0) <= Number(await paidUntil(town, env)));
    assert.ok(Number(await paidUntil(town, env)) > (first.paidUntil ?? 0) + year - day);
  });
});
