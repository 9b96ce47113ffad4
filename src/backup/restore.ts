/** From one sheet of paper to a working wallet: finding the documents, adopting the root, joining as a device. */
import { fileSource } from "../api/keeping-views.ts";
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { addressOf } from "../exchange/manage.ts";
import { isUsedBy, providers } from "../store/entities/provider.ts";
import { isFileWaiting } from "../store/kept-file.ts";
import { adoptRoot } from "../store/root-change.ts";
import { type Root, rootOf } from "../store/root-secret.ts";
import { textOf } from "../taler/crockford.ts";
import { selfOf } from "../wallet/roots.ts";
import { type Found, find, sync, syncFrom } from "./cycle.ts";
import { keepFile, mergeWaiting, openFile } from "./file.ts";
import { foundEnrolment } from "./providers.ts";
import { readRecoveryText } from "./recovery-code.ts";
import { toBeAsked } from "./restore-job.ts";
import { type ServiceState, servicesSeen, showRestore, showService } from "./restore-progress.ts";
import { accountAt } from "./service.ts";

/** What the user pasted, and the services to ask; those named in the text are asked too. */
export interface RestoreWish {
  readonly text: string;
  readonly services: readonly string[];
  /** A file that was saved, beside the services or instead of them. */
  readonly file?: Uint8Array;
  /** This wallet holds money of its own, and the user knows that it will be merged. */
  readonly keepMoney: boolean;
}

/**
 * Restores from the recovery secret (seed 002). Until a document of that secret has been opened nothing changes here;
 * then the root is adopted in one transaction, and what follows is what every sync does, so that a kill in between
 * costs nothing: the jobs go on. Money this wallet held before stays, under its former root. Services and file are
 * read at once, and the newest of all is what comes of merging them.
 */
export async function restore(env: Env, { text, services: typed, file, keepMoney }: RestoreWish): Promise<void> {
  const { secret, urls } = readRecoveryText(text);
  const services = [...new Set([...urls, ...typed].map(addressOf))];
  if (services.length === 0 && file === undefined) throw new WalletError("noServiceNamed");
  if (!keepMoney && (await holdsMoney(env))) throw new WalletError("notAllowed", "this wallet holds money");
  const sources = file === undefined ? services : [...services, fileSource];
  showRestore(env, { phase: "fetching", services: sources.map((url) => ({ url, state: "waiting" as const })) });
  const found = await adoptFrom(env, secret.reveal(), services, file);
  // From here on the records tell how it goes, in this life of the worker and in the next.
  showRestore(env, { services: servicesSeen(env), joining: "running" });
  await joinAll(env, found).finally(() => showRestore(env, { services: servicesSeen(env), joining: "over" }));
}

/** Finds the documents and adopts their root; until the very last moment of it nothing has changed here. */
async function adoptFrom(
  env: Env,
  secret: Uint8Array,
  services: readonly string[],
  file: Uint8Array | undefined,
): Promise<readonly Found[]> {
  const root = rootOf(secret);
  try {
    const found = await findDocuments(env, root, services, file);
    await adoptRoot(env.db, {
      recoverySecret: textOf(secret),
      root: root.name,
      now: env.now(),
      enrolments: found.map(({ account }) => foundEnrolment(account.url, root.name)),
      asked: toBeAsked(env),
    });
    return found;
  } catch (error) {
    const trouble = { code: error instanceof WalletError ? error.problem.code : ("bug" as const) };
    showRestore(env, { phase: "failed", services: servicesSeen(env), trouble });
    throw error;
  }
}

/**
 * Services that hold a document which the secret opens, all asked at once, and the file: one that fails or is slow does
 * not block another. Throws when there is none: rather what passes by itself than what does not.
 */
async function findDocuments(
  env: Env,
  root: Root,
  services: readonly string[],
  file: Uint8Array | undefined,
): Promise<Found[]> {
  const problems: WalletError[] = [];
  const answers = services.map((url) => lookInto(env, root, url, problems));
  const isFileSound = file !== undefined && (await lookIntoFile(env, root, file, problems));
  const found = (await Promise.all(answers)).filter((one) => one !== undefined);
  if (found.length > 0 || isFileSound) return found;
  throw (
    problems.find(({ problem }) => problem.retryAfter !== undefined) ?? problems[0] ?? new WalletError("noBackupThere")
  );
}

async function lookInto(env: Env, root: Root, url: string, problems: WalletError[]): Promise<Found | undefined> {
  try {
    const found = await find(env, accountAt(root, url));
    showService(env, { url, state: found ? "done" : "empty" }, found && "opening");
    return found;
  } catch (error) {
    showService(env, failed(env, url, error));
    problems.push(error as WalletError);
    return undefined;
  }
}

/** True when the secret opens the file. Then it is kept, to be merged once the root is adopted. */
async function lookIntoFile(env: Env, root: Root, file: Uint8Array, problems: WalletError[]): Promise<boolean> {
  try {
    await openFile(env, file, root);
    await keepFile(env, file, root);
    showService(env, { url: fileSource, state: "done" }, "opening");
    return true;
  } catch (error) {
    showService(env, failed(env, fileSource, error));
    problems.push(error as WalletError);
    return false;
  }
}

/** Passes on what is not a problem but a mistake of ours. */
function failed(env: Env, url: string, error: unknown): ServiceState {
  if (!(error instanceof WalletError)) throw error;
  const { code, retryAfter } = error.problem;
  const nextTry = retryAfter === undefined ? {} : { nextTry: env.now() + retryAfter };
  return { url, state: "failed", trouble: { code, ...nextTry } };
}

/**
 * Merges what was found, and what services named in there hold, which may be newer. Once one document is merged the
 * money is here; whatever does not work now is tried again by the jobs.
 */
async function joinAll(env: Env, found: readonly Found[]): Promise<void> {
  const problems: unknown[] = [];
  const note = (error: unknown) => void problems.push(error);
  const hasFile = await isFileWaiting(env.db, (await selfOf(env.db)).root);
  const merges = [hasFile && (await mergeWaiting(env).then(() => true, note))];
  for (const one of found) merges.push(await syncFrom(env, one).then(() => true, note));
  // One whose upload has failed is merged none the less.
  const enrolments = await env.db.enrolments.bulkGet(found.map(({ account }) => account.url));
  if (!merges.includes(true) && !enrolments.some((enrolment) => enrolment?.hash !== undefined)) throw problems[0];
  const urls = new Set(found.map(({ account }) => account.url));
  const { root } = await selfOf(env.db);
  const others = (await env.db.of(providers).toArray()).filter((row) => !urls.has(row.key) && isUsedBy(row, root));
  await Promise.all(others.map(({ key }) => joinOther(env, key)));
}

async function joinOther(env: Env, url: string): Promise<void> {
  try {
    await sync(env, url, "look");
    showService(env, { url, state: "done" });
  } catch (error) {
    showService(env, failed(env, url, error));
  }
}

async function holdsMoney(env: Env): Promise<boolean> {
  const counts = await Promise.all(["coins", "reserves"].map((name) => env.db.table(name).count()));
  return counts.some((count) => count > 0);
}
