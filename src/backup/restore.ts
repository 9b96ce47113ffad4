/** From one sheet of paper to a working wallet: finding the documents, adopting the root, joining as a device. */
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { addressOf } from "../exchange/manage.ts";
import { providers } from "../store/entities/provider.ts";
import { adoptRoot } from "../store/root-change.ts";
import { type Root, rootOf } from "../store/root-secret.ts";
import { textOf } from "../taler/crockford.ts";
import { type Found, find, sync, syncFrom } from "./cycle.ts";
import { newEnrolment } from "./providers.ts";
import { readRecoveryText } from "./recovery-code.ts";
import { type ServiceState, servicesSeen, showRestore, showService } from "./restore-progress.ts";
import { accountAt } from "./service.ts";

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
  showRestore(env, { phase: "fetching", services: services.map((url) => ({ url, state: "waiting" as const })) });
  const found = await adoptFrom(env, secret.reveal(), services);
  // From here on the records tell how it goes, in this life of the worker and in the next.
  showRestore(env, { services: servicesSeen(env), joining: "running" });
  await joinAll(env, found).finally(() => showRestore(env, { services: servicesSeen(env), joining: "over" }));
}

/** Finds the documents and adopts their root; until the very last moment of it nothing has changed here. */
async function adoptFrom(env: Env, secret: Uint8Array, services: readonly string[]): Promise<readonly Found[]> {
  const root = rootOf(secret);
  try {
    const found = await findDocuments(env, root, services);
    await adoptRoot(env.db, {
      recoverySecret: textOf(secret),
      root: root.name,
      now: env.now(),
      enrolments: found.map(({ account }) => newEnrolment(account.url, root.name)),
      asked: servicesSeen(env).map(({ url, state }) => ({ url, state })),
    });
    return found;
  } catch (error) {
    const trouble = { code: error instanceof WalletError ? error.problem.code : ("bug" as const) };
    showRestore(env, { phase: "failed", services: servicesSeen(env), trouble });
    throw error;
  }
}

/**
 * Services that hold a document which the secret opens, all asked at once: one that fails or is slow does not block
 * another. Throws what went wrong first when there is none.
 */
async function findDocuments(env: Env, root: Root, services: readonly string[]): Promise<Found[]> {
  const problems: WalletError[] = [];
  const answers = services.map((url) => lookInto(env, root, url, problems));
  const found = (await Promise.all(answers)).filter((one) => one !== undefined);
  if (found.length > 0) return found;
  throw problems[0] ?? new WalletError("noBackupThere");
}

async function lookInto(env: Env, root: Root, url: string, problems: WalletError[]): Promise<Found | undefined> {
  try {
    const found = await find(env, accountAt(root, url));
    showService(env, { url, state: found ? "done" : "empty" }, found && "opening");
    return found;
  } catch (error) {
    showService(env, failed(url, error));
    problems.push(error as WalletError);
    return undefined;
  }
}

/** Passes on what is not a problem but a mistake of ours. */
function failed(url: string, error: unknown): ServiceState {
  if (!(error instanceof WalletError)) throw error;
  return { url, state: "failed", trouble: { code: error.problem.code } };
}

/**
 * Merges what was found, and what services named in there hold, which may be newer. Once one document is merged the
 * money is here; whatever does not work now is tried again by the backup job.
 */
async function joinAll(env: Env, found: readonly Found[]): Promise<void> {
  const problems: unknown[] = [];
  for (const one of found) await syncFrom(env, one).catch((error: unknown) => problems.push(error));
  const enrolments = await env.db.enrolments.bulkGet(found.map(({ account }) => account.url));
  if (!enrolments.some((enrolment) => enrolment?.hash !== undefined)) throw problems[0];
  const urls = new Set(found.map(({ account }) => account.url));
  const others = (await env.db.of(providers).toArray()).filter(({ key }) => !urls.has(key));
  await Promise.all(others.map(({ key }) => joinOther(env, key)));
}

async function joinOther(env: Env, url: string): Promise<void> {
  try {
    await sync(env, url, "look");
    showService(env, { url, state: "done" });
  } catch (error) {
    showService(env, failed(url, error));
  }
}

async function holdsMoney(env: Env): Promise<boolean> {
  const counts = await Promise.all(["coins", "reserves"].map((name) => env.db.table(name).count()));
  return counts.some((count) => count > 0);
}
