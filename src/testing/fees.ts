/** Customers of the town who pay their backup service: what tests of annual fees begin with. */
import assert from "node:assert/strict";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import type { Provider } from "../api/keeping-views.ts";
import { feeJob } from "../backup/fee-job.ts";
import { acceptServicePayment, lookAtServicePayment } from "../backup/fee-order.ts";
import { backupJob } from "../backup/job.ts";
import { addProvider, listProviders, lookAtProvider } from "../backup/providers.ts";
import { accountAt } from "../backup/service.ts";
import { ownRoot } from "../wallet/roots.ts";
import type { TestEnv } from "./env.ts";
import { settle } from "./settle.ts";
import { moneyJobs } from "./shopping.ts";
import type { Town } from "./town.ts";

const { paidSync } = testAddresses;
export const feeJobs = [...moneyJobs, feeJob, backupJob];

const minute = 60_000;
export const day = 24 * 60 * minute;
export const year = 365 * day;

export const settled = (env: TestEnv): Promise<void> => settle(env, feeJobs, minute);

/** A service as a page sees it, the paid one when no other is named. */
export async function viewed(env: TestEnv, service: string = paidSync): Promise<Provider> {
  return (await listProviders(env)).find(({ url }) => url === service) ?? assert.fail("no such service");
}

/** Chooses the paid service, and hears from it that it wants its fee. */
export async function chosen(env: TestEnv): Promise<TestEnv> {
  const { tosVersion } = await lookAtProvider(env, paidSync);
  await addProvider(env, paidSync, tosVersion);
  await settled(env);
  return env;
}

/** Looks at the fee and accepts it, as often as it takes. */
export async function pay(env: TestEnv): Promise<string> {
  const { id, transaction } = await lookAtServicePayment(env, { url: paidSync });
  return transaction ?? acceptServicePayment(env, { url: paidSync, id });
}

/** Has paid, and its first upload behind it. */
export async function subscribed(env: TestEnv): Promise<TestEnv> {
  await pay(await chosen(env));
  await settled(env);
  return env;
}

/** Until when the service itself says the account is paid, in milliseconds. */
export async function paidUntil({ sandbox }: Town, env: TestEnv): Promise<number> {
  return Number(sandbox.paidSync.vault.paidUntil(accountAt(await ownRoot(env.db), paidSync).pub) ?? 0);
}

/** All orders of annual fees so far, and those that are paid. */
export const feeOrders = ({ sandbox }: Town) => sandbox.merchant.desk.book.orders();
export const paidOrders = (town: Town) => feeOrders(town).filter(({ payment }) => payment !== undefined);

/** A long time passes; the browser is used now and then. */
export async function later(env: TestEnv, days: number, steps = 4): Promise<void> {
  for (let step = 0; step < steps; step += 1) {
    await env.clock.wind((days / steps) * day);
    await settled(env);
  }
}
