/** A sandbox backup service, as GNU Taler sync 0.9.3 behaves: free or for an annual fee, with terms or without. */
import { type Amount, currencyOf, zero } from "../../../src/taler/amount.ts";
import type { Codec } from "../../../src/taler/codec.ts";
import { FormatError } from "../../../src/taler/codec.ts";
import { hash512, publicKey, signature } from "../../../src/taler/crockford.ts";
import { backupHash, isSignedBy, noBackup, quotedHash, syncEndpoints } from "../../../src/taler/sync-api.ts";
import { empty, json, plainNotFound, raw, refuse, type Server, text } from "../answers.ts";
import { readPart } from "../body.ts";
import type { ErrorCode } from "../error-codes.ts";
import { type Terms, termsAnswer } from "../exchange/terms.ts";
import { type Answering, on, type Route, serveRoutes } from "../routes.ts";
import { type FeeSettings, SyncFee } from "./fee.ts";
import { type StoredBackup, SyncVault } from "./vault.ts";

export interface SyncOptions extends Omit<FeeSettings, "longestWait"> {
  readonly baseUrl: string;
  /** In MiB; a body of exactly this size is refused already. */
  readonly storageLimit?: number;
  /** Older services have none. */
  readonly terms?: { readonly service: () => Terms; readonly privacy: () => Terms } | undefined;
  readonly longestWait?: number;
  /** `0.9.3` never says that a backup is unchanged (304 to GET), as recorded; `documented` does. */
  readonly manner?: "0.9.3" | "documented";
}

export interface SyncService {
  readonly server: Server;
  /** From now on it asks for this; orders that stand are as they were. */
  readonly setFee: (annualFee: Amount) => void;
  readonly vault: SyncVault;
}

interface Desk {
  readonly options: SyncOptions;
  readonly vault: SyncVault;
  readonly fee: SyncFee;
}

const mebibyte = 1024 * 1024;
const defaultLimit = 16;
const halfAnHour = 30 * 60 * 1000;

/** A header through a codec; undefined when it is not there, refused with this code when it is malformed. */
function readHeader<T>(request: Request, name: string, codec: Codec<T>, code: ErrorCode): T | undefined {
  const value = request.headers.get(name);
  if (value === null) return undefined;
  try {
    return codec.parse(value);
  } catch (error) {
    throw error instanceof FormatError ? refuse(400, code) : error;
  }
}

function requireHeader<T>(request: Request, name: string, codec: Codec<T>, code: ErrorCode): T {
  const value = readHeader(request, name, codec, code);
  if (value === undefined) throw refuse(400, code);
  return value;
}

function checkLength(request: Request, limit: number): void {
  const length = request.headers.get("Content-Length");
  if (length === null || !/^\d{1,15}$/.test(length)) throw refuse(400, 6105);
  if (Math.floor(Number(length) / mebibyte) >= limit) throw refuse(413, 6106);
}

const handOut = (status: 200 | 409, { body, hash, previous, signature: by }: StoredBackup): Response =>
  raw(status, body, {
    "Sync-Signature": by,
    "Sync-Previous": previous ?? noBackup,
    ETag: quotedHash.format(hash) as string,
  });

/** Whether the asker has this version; 0.9.3 looks for the wrong closing character and so recognizes only `"HASH=`. */
function hasVersion(request: Request, hash: string, manner: SyncOptions["manner"]): boolean {
  const tag = request.headers.get("If-None-Match");
  if (tag === null) return false;
  if (manner === "documented") return requireHeader(request, "If-None-Match", quotedHash, 6101) === hash;
  const inner = /^"(.*)=$/.exec(tag)?.[1];
  if (inner === undefined) return false;
  try {
    return hash512.parse(inner) === hash;
  } catch {
    throw refuse(400, 6101);
  }
}

const fetchBackup =
  ({ vault, options }: Desk): Answering =>
  ({ request, parameters }) => {
    const account = readPart(parameters.account ?? "", publicKey, 26);
    if (!vault.has(account)) throw refuse(404, 6100);
    const newest = vault.newest(account);
    if (newest === undefined) return empty(204);
    return hasVersion(request, newest.hash, options.manner) ? empty(304) : handOut(200, newest);
  };

/** What an upload meets in the vault: nothing in its way, itself, another version, or nothing to replace. */
function meet(vault: SyncVault, account: string, previous: string | undefined, hash: string): Response | undefined {
  const newest = vault.newest(account);
  if (newest?.hash === hash) return empty(304);
  if (newest === undefined && previous !== undefined) throw refuse(404, 6111);
  return newest !== undefined && newest.hash !== previous ? handOut(409, newest) : undefined;
}

const storeBackup =
  ({ vault, fee, options }: Desk): Answering =>
  async ({ request, url, parameters }) => {
    // The order of these checks is the recorded one; it decides which of several mistakes is named.
    const account = readPart(parameters.account ?? "", publicKey, 26);
    checkLength(request, options.storageLimit ?? defaultLimit);
    const previous = readHeader(request, "If-Match", quotedHash, 6102);
    const by = requireHeader(request, "Sync-Signature", signature, 6103);
    const hash = requireHeader(request, "If-None-Match", quotedHash, 6101);
    if (!(await isSignedBy(account, { previous, hash }, by))) throw refuse(403, 6104);
    await fee.admit(account, request);
    const met = meet(vault, account, previous, hash);
    if (met !== undefined) return met;
    if (url.searchParams.has("pay")) await fee.charge(account, request);
    const body = new Uint8Array(await request.arrayBuffer());
    if ((await backupHash(body)) !== hash) throw refuse(400, 6108);
    // Another upload may have come first while this one was read: then it meets that one.
    if (vault.replace(account, { previous, hash, signature: by, body })) return empty(204);
    return meet(vault, account, previous, hash) ?? empty(304);
  };

function config({ annualFee, storageLimit = defaultLimit }: SyncOptions): Response {
  return json(200, {
    name: "sync",
    storage_limit_in_megabytes: storageLimit,
    liability_limit: zero(currencyOf(annualFee)),
    annual_fee: annualFee,
    version: "2:0:0",
  });
}

export function newSyncService(given: SyncOptions): SyncService {
  const vault = new SyncVault();
  let { annualFee } = given;
  const options = {
    longestWait: halfAnHour,
    ...given,
    get annualFee() {
      return annualFee;
    },
  };
  const desk = { options, vault, fee: new SyncFee(options, vault) };
  const greeting = "This is a backup service of the Satchel sandbox. Wallets talk to it, people need not.\n";
  const { terms, world } = options;
  const routes: readonly Route[] = [
    { method: "GET", path: "", answer: () => text(200, greeting, "text/plain") },
    on(syncEndpoints.config, () => config(options)),
    on(syncEndpoints.fetchBackup, fetchBackup(desk)),
    on(syncEndpoints.storeBackup, storeBackup(desk)),
    ...(terms === undefined
      ? []
      : [
          on(syncEndpoints.terms, termsAnswer(world, terms.service)),
          on(syncEndpoints.privacy, termsAnswer(world, terms.privacy)),
        ]),
  ];
  // The real service knows neither HEAD nor 405: whatever it does not offer is not found.
  const otherwise = { unknown: plainNotFound, wrongMethod: plainNotFound, hasHead: false };
  const setFee = (fee: Amount) => {
    annualFee = fee;
  };
  return { vault, server: serveRoutes(options.baseUrl, routes, otherwise), setFee };
}
