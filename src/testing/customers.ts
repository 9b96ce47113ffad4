/** Customers of the town who back their wallets up: what many tests of backup and restore begin with. */
import assert from "node:assert/strict";
import { testAddresses } from "../../e2e/sandbox/sandbox.ts";
import { backupJob } from "../backup/job.ts";
import { addProvider, lookAtProvider } from "../backup/providers.ts";
import { restore } from "../backup/restore.ts";
import { recoverySecretPage } from "../backup/secret-page.ts";
import { devices, slotOf } from "../store/entities/device.ts";
import { withdrawJob } from "../wallet/jobs.ts";
import { selfOf } from "../wallet/roots.ts";
import { listBalances } from "../wallet/story/balances.ts";
import { acceptWithdrawal } from "../wallet/withdraw/accept.ts";
import type { TestEnv, TestOptions } from "./env.ts";
import { settle } from "./settle.ts";
import { spelledRows } from "./snapshot.ts";
import { type Town, trusting } from "./town.ts";

export const minute = 60_000;
export const jobs = [withdrawJob, backupJob];
const { exchange, sync } = testAddresses;

/** A wallet with coins of one withdrawal, and no backup. */
export async function rich(town: Town, amount = "KUDOS:8.5", options: Partial<TestOptions> = {}): Promise<TestEnv> {
  const env = await trusting(await town.wallet(options));
  await withdraw(town, env, amount);
  return env;
}

/** A whole withdrawal, until its coins are here. */
export async function withdraw(town: Town, env: TestEnv, amount: string): Promise<void> {
  const link = await town.withdrawal(amount);
  await acceptWithdrawal(env, { link, exchange });
  await settle(env, jobs, minute);
  await town.confirm(link);
  await settle(env, jobs, 5 * minute);
}

/** The first step of a manual withdrawal: one change. */
export const change = (env: TestEnv, amount = "KUDOS:2"): Promise<string> =>
  acceptWithdrawal(env, { exchange, amount });

/** Uses this service, and has its first upload behind it. */
export async function backedUp(env: TestEnv, url: string = sync): Promise<TestEnv> {
  const { tosVersion } = await lookAtProvider(env, url);
  await addProvider(env, url, tosVersion);
  await settle(env, [backupJob], minute);
  return env;
}

/** The sheet's first URI. */
export async function sheetOf(env: TestEnv): Promise<string> {
  const { uris } = await recoverySecretPage(env);
  return uris[0] ?? assert.fail("nothing to write down");
}

/** Another device of the same wallet, at rest. */
export async function joined(town: Town, sheet: string, options: Partial<TestOptions> = {}): Promise<TestEnv> {
  const env = await town.wallet({ seed: `joined ${sheet}`, ...options });
  await restore(env, { text: sheet, services: [], keepMoney: false });
  await settle(env, [backupJob], minute);
  return env;
}

/** Every device looks and tells, in turn, and once more: then each has heard of all. */
export async function gathered(...envs: readonly TestEnv[]): Promise<void> {
  for (let round = 0; round < 2; round++) for (const env of envs) await looked(env);
}

/** Lets a device look at its services now. */
export async function looked(env: TestEnv): Promise<void> {
  for (const one of await env.db.enrolments.toArray()) await env.db.enrolments.update(one.url, { lookAt: 0 });
  await settle(env, [backupJob], minute);
}

/** Devices of one wallet hold the very same rows, stamps included. */
export async function assertSame(a: TestEnv, b: TestEnv, ...without: readonly string[]): Promise<void> {
  assert.deepEqual(await spelledRows(b.db, ...without), await spelledRows(a.db, ...without));
}

export async function available(env: TestEnv): Promise<string | undefined> {
  return (await listBalances(env))[0]?.available;
}

/** The slot this device derives with. */
export async function slotIn(env: TestEnv): Promise<number | undefined> {
  return slotOf(await env.db.of(devices).get((await selfOf(env.db)).device));
}

/** How many requests for or with documents have gone to this service so far. */
export const backupRequests = (town: Town, url: string = sync, method = ""): number =>
  town.requests.filter((one) => one.startsWith(method) && one.includes(`${url}backups/`)).length;
