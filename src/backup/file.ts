/** The wallet as an encrypted file: a copy beside those at services, useless without the recovery secret. */
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { adopt } from "../store/adopt.ts";
import { filePlace, forgetFiles, waitingFile } from "../store/kept-file.ts";
import { rememberBlob } from "../store/remember.ts";
import { fileKey, type Root } from "../store/root-secret.ts";
import { backupHash } from "../taler/sync-api.ts";
import { ownRoot } from "../wallet/roots.ts";
import { openBlob, sealBlob } from "./blob.ts";
import { dice, rowsIn } from "./cycle.ts";
import type { Doc } from "./doc.ts";
import { readDocument, writeDocument } from "./document.ts";
import { fileDoc, planFileMerge } from "./file.plan.ts";
import { knownTime } from "./known-time.ts";
import { type OnWritten, whileMerging } from "./restore-progress.ts";
import { inTurn } from "./turns.ts";

/** MiB, exclusive: nothing larger is opened. */
const fileLimit = 64;

/** A file, and what it is a copy of. */
export interface MadeFile {
  readonly body: Uint8Array;
  /** Public name of the root, and the change up to which all is in it. */
  readonly root: string;
  readonly change: number;
}

/**
 * All this device holds, sealed. A file tells, as an upload does: that it may be out there is written down before it is
 * handed to anybody, so that it never looks as if this disk had been put back. Throws `backupTooLarge`.
 */
export async function makeFile(env: Env): Promise<MadeFile> {
  const { doc, change } = await adopt(env.db, { now: env.now() }, ({ state, self }) => {
    const told = state.counts[self.device] ?? 0;
    const result = { doc: fileDoc(state, self, env.now()), change: self.change };
    return { ...(told > self.offered && { self: { offered: told } }), result };
  });
  const root = await ownRoot(env.db);
  if (root.name !== doc.wallet) throw new WalletError("fileNotWhole", "another wallet was restored meanwhile");
  return { body: await sealed(env, doc, root), root: root.name, change };
}

async function sealed(env: Env, doc: Doc, root: Root): Promise<Uint8Array> {
  try {
    return await sealBlob(writeDocument(doc), fileKey(root), env.random(24), fileLimit);
  } catch (error) {
    const isFull = error instanceof WalletError && error.problem.code === "serviceFull";
    throw isFull ? new WalletError("backupTooLarge", error.problem.detail) : error;
  }
}

/**
 * The document in a file of this root. Throws a {@link WalletError}: `notASavedFile`, `fileDoesNotOpen` (of another
 * secret, or damaged: nobody can tell), `backupDamaged`, `backupTooNew`, `backupOfOtherWallet` or `backupTooLarge`.
 */
export async function openFile(env: Env, body: Uint8Array, root: Root): Promise<Doc> {
  return readDocument(opened(body, root), root.name, await knownTime(env, root.name)).doc;
}

function opened(body: Uint8Array, root: Root): Uint8Array {
  try {
    return openBlob(body, fileKey(root));
  } catch (error) {
    if (!(error instanceof WalletError)) throw error;
    const { code, detail } = error.problem;
    if (code === "notABackup" || body.length === 0) throw new WalletError("notASavedFile");
    throw detail === "wrong key or damaged" ? new WalletError("fileDoesNotOpen") : error;
  }
}

/** Keeps a file until it is merged, in this life of the worker or in the next. It is in place of any other. */
export async function keepFile(env: Env, body: Uint8Array, root: Root): Promise<void> {
  await forgetFiles(env.db);
  await rememberBlob(env.db, { url: filePlace(root.name), hash: await backupHash(body), body });
}

/** Merges the file that waits for the root in use, if there is one; a file that cannot be merged waits no longer. */
export function mergeWaiting(env: Env): Promise<void> {
  return inTurn(env.db, "file", async () => {
    const root = await ownRoot(env.db);
    const file = await waitingFile(env.db, root.name);
    if (!file) return;
    try {
      await merge(env, await openFile(env, file.body, root));
    } catch (error) {
      if (error instanceof WalletError) await forgetFiles(env.db);
      throw error;
    }
    await forgetFiles(env.db);
    env.publish(["restore"]);
  });
}

async function merge(env: Env, doc: Doc): Promise<void> {
  const [high = 0, low = 0] = env.random(2);
  const plan = planFileMerge(doc, { ...(await dice(env)), isCover: false, luck: (high + low / 256) / 256 });
  await whileMerging(env, rowsIn(doc), (onWritten: OnWritten) => adopt(env.db, { now: env.now(), onWritten }, plan));
}

/** Merges a file of this very wallet (design, section 5). Until it is open nothing has changed. */
export async function mergeFile(env: Env, body: Uint8Array): Promise<void> {
  const root = await ownRoot(env.db);
  await openFile(env, body, root);
  await keepFile(env, body, root);
  await mergeWaiting(env);
}
