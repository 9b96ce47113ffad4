/** What a backup service offers: one encrypted document per account, replaced only by who knows what stood there (GNU Taler sync API). */
import { amount } from "./amount.ts";
import { type Codec, FormatError, integer, literal, object, optional } from "./codec.ts";
import { bytesOf, hash512, signature, textOf } from "./crockford.ts";
import { sign, verify } from "./eddsa.ts";
import { endpoint } from "./endpoint.ts";
import { sha512OfMany, zeros } from "./hash.ts";
import { type Interfaces, versionText } from "./version.ts";
import { backupUpload } from "./wallet-signatures.ts";

/** The interfaces of the service we speak: 1 brought `fresh`, 2 is current. */
export const syncInterfaces: Interfaces = { oldest: 1, newest: 2 };

export const syncConfig = object({
  name: literal("sync"),
  version: versionText,
  annual_fee: amount,
  /** In MiB, exclusive: a body of exactly this size is refused already. */
  storage_limit_in_megabytes: integer(1, 4096),
  /** What the operator is liable for; nobody but a user interested in it needs it. */
  liability_limit: optional(amount),
});

/** Backups are bytes and headers, so their rows carry no codec. */
export const syncEndpoints = {
  config: endpoint("GET", "config", undefined, syncConfig),
  terms: endpoint("GET", "terms", undefined, undefined),
  privacy: endpoint("GET", "privacy", undefined, undefined),
  fetchBackup: endpoint("GET", "backups/:account", undefined, undefined),
  storeBackup: endpoint("POST", "backups/:account", undefined, undefined),
} as const;

/** SHA-512 of a backup's bytes as text: its name, its ETag, and what the account signs. */
export const backupHash = async (body: Uint8Array): Promise<string> => textOf(await sha512OfMany(body));

/** The hash that stands for "nothing was there before": 64 zero bytes. */
export const noBackup = textOf(zeros(64));

/** One version after another: the hash that goes (none for the first upload) and the hash that comes. */
export interface Replacement {
  readonly previous: string | undefined;
  readonly hash: string;
}

/** What an account signs to replace one backup by another (136 bytes). */
const replacementBlock = ({ previous, hash }: Replacement): Uint8Array =>
  backupUpload({ oldHash: previous === undefined ? undefined : bytesOf(previous), newHash: bytesOf(hash) });

const quoted = (hash: string) => `"${hash}"`;

/** A hash in double quotes, which the real service insists on. */
export const quotedHash: Codec<string> = {
  parse(value) {
    const inner = typeof value === "string" ? /^"([^"]*)"$/.exec(value)?.[1] : undefined;
    if (inner === undefined) throw new FormatError("not in quotes");
    return hash512.parse(inner);
  },
  format: quoted,
};

/**
 * The headers of an upload, signed with the account's private key (32 bytes).
 * Ed25519 is deterministic: repeating a lost upload repeats its headers byte for byte.
 */
export async function uploadHeaders(accountKey: Uint8Array, step: Replacement): Promise<Record<string, string>> {
  return {
    "Content-Type": "application/octet-stream",
    "If-None-Match": quoted(step.hash),
    ...(step.previous !== undefined && { "If-Match": quoted(step.previous) }),
    "Sync-Signature": textOf(await sign(accountKey, replacementBlock(step))),
  };
}

/** Whether the account (its public key as text) signed this replacement. */
export function isSignedBy(account: string, step: Replacement, signatureText: string): Promise<boolean> {
  return verify(bytesOf(account), replacementBlock(step), bytesOf(signatureText));
}

/** A backup as the service handed it out, proven to be what the account holder once uploaded. */
export interface ProvenBackup extends Replacement {
  readonly body: Uint8Array;
  readonly signature: string;
}

/** As {@link quotedHash}; a proxy that compressed the answer on its way may have marked the tag as weak. */
const etagHash: Codec<string> = {
  parse: (value) => quotedHash.parse(typeof value === "string" ? value.replace(/^W\//, "") : value),
  format: quoted,
};

/** The headers of an answer by their names in lower case. */
export type AnswerHeaders = Readonly<Record<string, string>>;

function header<T>(headers: AnswerHeaders, name: string, codec: Codec<T>): T {
  try {
    return codec.parse(headers[name.toLowerCase()]);
  } catch (error) {
    throw error instanceof FormatError ? new FormatError(error.reason, name) : error;
  }
}

/**
 * Reads a backup that came with status 200 or 409. Throws a {@link FormatError} when a header is missing or malformed,
 * when the bytes are not those that the ETag names, or when the account never signed them. That the version is the
 * newest there ever was is not proven by this: only who remembers an earlier answer can notice an older one.
 */
export async function readBackupAnswer(
  account: string,
  headers: AnswerHeaders,
  body: Uint8Array,
): Promise<ProvenBackup> {
  const hash = header(headers, "ETag", etagHash);
  const before = header(headers, "Sync-Previous", hash512);
  const signatureText = header(headers, "Sync-Signature", signature);
  if ((await backupHash(body)) !== hash) throw new FormatError("the bytes are not those promised", "ETag");
  const previous = before === noBackup ? undefined : before;
  const isProven = await isSignedBy(account, { previous, hash }, signatureText);
  if (!isProven) throw new FormatError("not signed by the account", "Sync-Signature");
  return { previous, hash, signature: signatureText, body };
}
