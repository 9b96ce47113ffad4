/** A document on its way into a service: compressed, then sealed in the size that the service takes. */
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { providers } from "../store/entities/provider.ts";
import { compressed, sealPacked } from "./blob.ts";
import type { Doc } from "./doc.ts";
import { writeDocument } from "./document.ts";
import { askTermsAgain } from "./providers.ts";
import type { Account } from "./service.ts";
import { noteRequest, noteTooLarge } from "./service-notes.ts";

/** MiB that a service is believed to take until it has said so. */
const usualLimit = 16;

/**
 * The document as bytes, compressed. Rejects with `backupTooLarge`; nobody has to listen, since what is packed may not be
 * wanted after all.
 */
export function packed(doc: Doc): Promise<Uint8Array> {
  const packing = (async () => compressed(writeDocument(doc)))();
  packing.catch(() => {});
  return packing;
}

/**
 * What was packed of `doc`, as the service shall keep it. One that seems too large is not given up before the service is
 * asked again; then throws `serviceFull`.
 */
export async function sealed(env: Env, account: Account, doc: Doc, packed: Uint8Array): Promise<Uint8Array> {
  const { url, blobKey } = account;
  const limit = async () => (await env.db.of(providers).get(url))?.facts.terms?.value.storageLimit ?? usualLimit;
  const before = await limit();
  try {
    return sealPacked(packed, blobKey, env.random(24), before);
  } catch (error) {
    if (!isFull(error)) throw error;
    await noteTooLarge(env, url, doc);
    await askForRoom(env, url);
    if ((await limit()) <= before) throw error;
    return sealPacked(packed, blobKey, env.random(24), await limit());
  }
}

export const isFull = (error: unknown): boolean => error instanceof WalletError && error.problem.code === "serviceFull";

/** Asks what the service takes by now. Failing here says nothing new: the service is full as far as we know. */
export async function askForRoom(env: Env, url: string): Promise<void> {
  await noteRequest(env, url);
  try {
    await askTermsAgain(env, url);
  } catch (error) {
    if (!(error instanceof WalletError)) throw error;
  }
}
