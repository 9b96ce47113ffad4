/** Overwriting the copy that a service keeps by an empty one: the nearest to a deletion that the protocol knows. */
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { updateEnrolment } from "../store/remember.ts";
import { backupHash } from "../taler/sync-api.ts";
import { selfOf } from "../wallet/roots.ts";
import { sealBlob } from "./blob.ts";
import { type Found, lookOnly } from "./cycle.ts";
import type { Doc } from "./doc.ts";
import { writeDocument } from "./document.ts";
import { emptied } from "./emptied.ts";
import { storeBackup } from "./service.ts";
import { noteRequest } from "./service-notes.ts";
import { inTurn } from "./turns.ts";

/** An empty document is of the smallest size there is: it fits anywhere. */
const roomNeeded = 1;

/**
 * Takes along what lies there and nowhere else, then overwrites it. Throws `othersUseIt` when another device stands in
 * the document, and `conflictsPersist` when one was faster just now; then nothing was overwritten. Repeating is safe.
 */
export function emptyCopy(env: Env, url: string): Promise<void> {
  return inTurn(env.db, url, async () => {
    const enrolment = await env.db.enrolments.get(url);
    // What lies there for a former wallet is left alone.
    if (enrolment?.root !== (await selfOf(env.db)).root) return;
    const found = await lookOnly(env, enrolment);
    if (found) await overwrite(env, found);
    await updateEnrolment(env.db, url, (before) => before && { ...before, emptiedAt: env.now() });
  });
}

async function overwrite(env: Env, found: Found): Promise<void> {
  const { doc, hash } = found.served;
  const { device } = await selfOf(env.db);
  if (Object.keys(doc.clocks).some((one) => one !== device)) throw new WalletError("othersUseIt");
  await putInPlace(env, found, emptied(doc, hash));
}

/** Puts an empty document in the place of the one that was found, and of no other: throws `conflictsPersist`. */
export async function putInPlace(env: Env, { account, served: { hash } }: Found, doc: Doc): Promise<void> {
  const body = await sealBlob(writeDocument(doc), account.blobKey, env.random(24), roomNeeded);
  await noteRequest(env, account.url);
  const answer = await storeBackup(env, account, { previous: hash, hash: await backupHash(body) }, body);
  if (answer === "stored" || answer === "nothingThere") return;
  throw answer instanceof WalletError ? answer : new WalletError("conflictsPersist");
}
