/** Renewing the recovery secret as its user does: what several tests of it begin with. */
import assert from "node:assert/strict";
import { openBlob } from "../backup/blob.ts";
import type { Doc } from "../backup/doc.ts";
import { readDocument } from "../backup/document.ts";
import { backupJob } from "../backup/job.ts";
import { rotateSecret } from "../backup/rotation.ts";
import { rotationCopiesJob } from "../backup/rotation-copies.ts";
import { rotationJob } from "../backup/rotation-job.ts";
import { markSecretKept } from "../backup/secret-kept.ts";
import { coinPath, coins } from "../store/entities/coin.ts";
import { refreshes } from "../store/entities/refresh.ts";
import { recoverMeltsJob } from "../wallet/refresh/recover-melts.ts";
import { selfOf } from "../wallet/roots.ts";
import { minute } from "./customers.ts";
import type { TestEnv } from "./env.ts";
import { accountOf } from "./planted.ts";
import { settle } from "./settle.ts";
import { moneyJobs } from "./shopping.ts";
import type { Town } from "./town.ts";

/** Everything that goes on by itself while a secret is renewed. */
export const rotationJobs = [...moneyJobs, recoverMeltsJob, rotationJob, rotationCopiesJob, backupJob];

export const rootOf = async (env: TestEnv): Promise<string> => (await selfOf(env.db)).root;

/** The user renews the secret, and has not put the new one away yet. */
export async function rotate(env: TestEnv): Promise<void> {
  await rotateSecret(env, await rootOf(env));
  await settle(env, rotationJobs, 10 * minute);
}

/** The user says that the new sheet is put away. */
export async function keep(env: TestEnv, horizon = 10 * minute): Promise<void> {
  await markSecretKept(env, true);
  await settle(env, rotationJobs, horizon);
}

/** Names of the roots that coins which pay follow from; `withdrawn` for those that nobody has renewed. */
export async function rootsOfCoins(env: TestEnv): Promise<ReadonlySet<string>> {
  const fresh = await env.db.of(coins).where("ix.fresh").above("").primaryKeys();
  const rows = await env.db.of(refreshes).bulkGet(fresh.map((name) => coinPath(name).of));
  return new Set(rows.map((row) => row?.facts.root ?? "withdrawn"));
}

/** What lies at the service for the account of a sheet. */
export function documentAt(town: Town, sheet: string): Doc {
  const account = accountOf(sheet);
  const body = town.sandbox.sync.vault.newest(account.pub)?.body ?? assert.fail("nothing there");
  return readDocument(openBlob(body, account.blobKey), account.root).doc;
}
