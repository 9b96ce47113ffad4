/** Talking to a backup service about one account (GNU Taler sync API). */
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { type AnswerHeaders, type OtherReply, raw } from "../env/http.ts";
import { accountKey, blobKey, type Root } from "../store/root-secret.ts";
import { FormatError } from "../taler/codec.ts";
import { textOf } from "../taler/crockford.ts";
import { publicKeyOf } from "../taler/eddsa.ts";
import {
  type ProvenBackup,
  type Replacement,
  readBackupAnswer,
  syncEndpoints,
  uploadHeaders,
} from "../taler/sync-api.ts";
import { formatTalerUri, parseTalerUri } from "../taler/uri.ts";

/** One account at one service: everything about it follows from the root and the service's address. */
export interface Account {
  readonly url: string;
  /** Public name of the root. */
  readonly root: string;
  readonly pub: string;
  readonly key: Uint8Array;
  readonly blobKey: Uint8Array;
}

/** Each costs some curve arithmetic, and every look for news takes the same few; the oldest is forgotten first. */
const accounts = new Map<string, Account>();
const accountsKept = 16;

/**
 * The account of this root there; its parts are shared and not to be written to. Throws a FormatError unless the URL is
 * canonical.
 */
export function accountAt(root: Root, url: string): Account {
  const name = `${root.name} ${url}`;
  const account = accounts.get(name) ?? newAccountAt(root, url);
  accounts.delete(name);
  accounts.set(name, account);
  const [oldest] = accounts.keys();
  if (accounts.size > accountsKept && oldest !== undefined) accounts.delete(oldest);
  return account;
}

function newAccountAt(root: Root, url: string): Account {
  const key = accountKey(root, url);
  return { url, root: root.name, key, pub: textOf(publicKeyOf(key)), blobKey: blobKey(root, url) };
}

/** Large documents take their time. */
const transferTimeout = 25_000;
const largestAnswer = 64 * 1024 * 1024;

/** A proven document; `closing` when the service says that it takes nothing new any more. */
export interface Handed extends ProvenBackup {
  /** Until when it can be read, in milliseconds, if that was said. */
  readonly closing?: { readonly until?: number };
}

/** What a service holds: a document, the one we know already, or nothing (account known to it or not). */
export type Held = Handed | "known" | "nothing";

/** Asks for the document; with `knownHash` an unchanged one is not downloaded. */
export async function fetchBackup(env: Env, account: Account, knownHash?: string): Promise<Held> {
  const reply = await raw(env, account.url, syncEndpoints.fetchBackup, {
    params: { account: account.pub },
    timeoutMs: transferTimeout,
    maxBytes: largestAnswer,
    ...(knownHash !== undefined && { knownEtag: knownHash }),
  });
  if (reply.status === 304 && knownHash !== undefined) return "known";
  if (reply.status === 204 || reply.status === 404) return "nothing";
  if (reply.status === 200) return proven(account, reply.headers, reply.bytes);
  // A service that is closing down still hands out the last version.
  if (reply.status !== 410 || reply.bytes.length === 0 || reply.error) throw refusal(reply);
  return { ...(await proven(account, reply.headers, reply.bytes)), closing: endIn(reply.headers) };
}

/** The protocol has no word for when a service ends, but the web has: the `Sunset` header (RFC 8594). */
function endIn({ sunset }: AnswerHeaders): { readonly until?: number } {
  const until = Date.parse(sunset ?? "");
  return Number.isNaN(until) || until < 0 ? {} : { until };
}

/**
 * `stored`: it stands there now · a document: somebody was faster · `nothingThere`: there is nothing to be replaced ·
 * an order to be paid, or an error: these bytes will not be taken, so that nothing is in flight.
 */
export type Stored = ProvenBackup | Charge | "stored" | "nothingThere" | WalletError;

/** The service wants to be paid: the link of its order, if it named one. */
export interface Charge {
  readonly charge: string | undefined;
}

/** What is sent: which version takes which one's place, and what the address says of the fee. */
export interface Storing extends Replacement {
  readonly query?: Readonly<Record<string, string>> | undefined;
}

/** Replaces what stands there, if it is still what `previous` names. Repeating the very same is safe. */
export async function storeBackup(env: Env, account: Account, step: Storing, body: Uint8Array): Promise<Stored> {
  const reply = await raw(env, account.url, syncEndpoints.storeBackup, {
    params: { account: account.pub },
    query: step.query,
    headers: await uploadHeaders(account.key, step),
    body,
    timeoutMs: transferTimeout,
    maxBytes: largestAnswer,
  });
  if (reply.status === 204 || reply.status === 304) return "stored";
  if (reply.status === 409) {
    const other = await proven(account, reply.headers, reply.bytes);
    return other.hash === step.hash ? "stored" : other;
  }
  if (reply.status === 402) return { charge: orderIn(reply.headers) };
  if (reply.status === 404 && step.previous !== undefined) return "nothingThere";
  if (reply.status === 200) throw new WalletError("badAnswer", "an upload was answered by 200");
  return refusal(reply);
}

/** Anything but the link of an order is none. */
function orderIn({ taler = "" }: AnswerHeaders): string | undefined {
  try {
    const uri = parseTalerUri(taler);
    return uri.action === "pay" ? formatTalerUri(uri) : undefined;
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

/** Why there is nothing for us here. */
function refusal({ status, error }: Pick<OtherReply, "status" | "error">): WalletError {
  const detail = `status ${status}, code ${error?.code ?? 0}`;
  if (status === 402) return new WalletError("servicePaymentRequired");
  if (status === 410) return new WalletError("serviceClosing");
  if (status === 413) return new WalletError("serviceFull", detail);
  return new WalletError("serviceRefused", detail);
}

async function proven({ pub }: Account, headers: AnswerHeaders, body: Uint8Array): Promise<ProvenBackup> {
  try {
    return await readBackupAnswer(pub, headers, body);
  } catch (error) {
    throw error instanceof FormatError ? new WalletError("badBackupSignature", error.message) : error;
  }
}
