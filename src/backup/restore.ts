/** From one sheet of paper to a working wallet: finding the documents, adopting the root, joining as a device. */
import { WalletError } from "../api/problems.ts";
import type { RestoreProgress } from "../api/views.ts";
import type { Env } from "../env/env.ts";
import { addressOf } from "../exchange/manage.ts";
import { entities } from "../store/entities.ts";
import { adoptRoot } from "../store/root-change.ts";
import { rootOf } from "../store/root-secret.ts";
import { textOf } from "../taler/crockford.ts";
import { selfOf } from "../wallet/roots.ts";
import { listBalances, listTransactions } from "../wallet/story.ts";
import { openBlob } from "./blob.ts";
import { sync } from "./cycle.ts";
import { readDocument } from "./document.ts";
import { newEnrolment } from "./providers.ts";
import { readRecoveryText } from "./recovery-code.ts";
import { accountAt, fetchBackup } from "./service.ts";

type ServiceState = RestoreProgress["services"][number];

/** How far a restore has come; told to the page that shows it. What matters of it is on disk, not here. */
const progressByDb = new WeakMap<object, RestoreProgress>();

const idle: RestoreProgress = { phase: "idle", services: [] };

/** The last restore of this worker, with the balances once it is done. */
export async function restoreProgress(env: Env): Promise<RestoreProgress> {
  const progress = progressByDb.get(env.db) ?? idle;
  if (progress.phase !== "done") return progress;
  const setAside = await env.db.setAside.count();
  return { ...progress, balances: await listBalances(env, await listTransactions(env)), setAside };
}

function tell(env: Env, change: Partial<RestoreProgress>): void {
  progressByDb.set(env.db, { ...(progressByDb.get(env.db) ?? idle), ...change });
  env.publish(["restore"]);
}

/** What the user pasted, and the services to ask; those named in the text are asked too. */
export interface RestoreWish {
  readonly text: string;
  readonly services: readonly string[];
  /** This wallet holds money of its own, and the user knows that it will be merged. */
  readonly keepMoney: boolean;
}

/**
 * Restores from the recovery secret (seed 002). Until a document of that secret has been opened nothing changes here;
 * then the root is adopted in one transaction, and what follows is what every sync does, so that a kill in between
 * costs nothing: the backup job goes on. Money this wallet held before stays, under its former root.
 */
export async function restore(env: Env, wish: RestoreWish): Promise<void> {
  const { secret, urls } = readRecoveryText(wish.text);
  const services = [...new Set([...urls, ...wish.services].map(addressOf))];
  if (services.length === 0) throw new WalletError("noServiceNamed");
  if (!wish.keepMoney && (await holdsMoney(env))) throw new WalletError("notAllowed", "this wallet holds money");
  tell(env, { ...idle, phase: "fetching", services: services.map((url) => ({ url, state: "waiting" as const })) });
  try {
    await restoreFrom(env, secret.reveal(), services);
  } catch (error) {
    tell(env, { phase: "failed", ...(error instanceof WalletError && { trouble: { code: error.problem.code } }) });
    throw error;
  }
}

async function restoreFrom(env: Env, secret: Uint8Array, services: readonly string[]): Promise<void> {
  const found = await findDocuments(env, secret, services);
  tell(env, { phase: "merging" });
  const root = rootOf(secret).name;
  await adoptRoot(env.db, {
    recoverySecret: textOf(secret),
    root,
    now: env.now(),
    enrolments: found.map((url) => newEnrolment(url, root)),
  });
  tell(env, { phase: "joining" });
  for (const url of found) await sync(env, url, true);
  const counts = await Promise.all(entities.map(({ name }) => env.db.table(name).count()));
  tell(env, { phase: "done", rows: counts.reduce((sum, count) => sum + count, 0) });
}

/** Services that hold a document which the secret opens. One that fails does not block another. */
async function findDocuments(env: Env, secret: Uint8Array, services: readonly string[]): Promise<string[]> {
  const states = new Map<string, ServiceState>(services.map((url) => [url, { url, state: "waiting" }]));
  const problems: WalletError[] = [];
  for (const url of services) {
    const state = await lookInto(env, secret, url, problems);
    states.set(url, state);
    tell(env, { services: [...states.values()] });
  }
  const found = services.filter((url) => states.get(url)?.state === "done");
  if (found.length > 0) return found;
  throw problems[0] ?? new WalletError("noBackupThere");
}

async function lookInto(env: Env, secret: Uint8Array, url: string, problems: WalletError[]): Promise<ServiceState> {
  try {
    return { url, state: (await isOpened(env, secret, url)) ? "done" : "empty" };
  } catch (error) {
    if (!(error instanceof WalletError)) throw error;
    problems.push(error);
    return { url, state: "failed", trouble: { code: error.problem.code } };
  }
}

async function isOpened(env: Env, secret: Uint8Array, url: string): Promise<boolean> {
  const root = rootOf(secret);
  const account = accountAt(root, url);
  const held = await fetchBackup(env, account);
  if (held === "nothing" || held === "known") return false;
  tell(env, { phase: "opening" });
  readDocument(openBlob(held.body, account.blobKey), root.name);
  return true;
}

async function holdsMoney(env: Env): Promise<boolean> {
  const { root } = await selfOf(env.db);
  const counts = await Promise.all(["coins", "reserves"].map((name) => env.db.table(name).count()));
  return root !== "" && counts.some((count) => count > 0);
}
