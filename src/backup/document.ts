/** A backup document as bytes: written in one spelling, and read with every part checked before anything believes it. */
import { WalletError } from "../api/problems.ts";
import { counts, highestCount, highestLead, lamportTime, mostDevices } from "../store/clock.ts";
import { canonicalJson } from "../taler/canonical.ts";
import {
  anyJson,
  dictionary,
  FormatError,
  integer,
  type Json,
  list,
  literal,
  object,
  parseJson,
  text,
} from "../taler/codec.ts";
import { hash512 } from "../taler/crockford.ts";
import { utf8 } from "../taler/hash.ts";
import { largestDocument } from "./blob.ts";
import { type Doc, type DocSet, formatVersion } from "./doc.ts";
import { type RawSet, readSet, type Unread } from "./document-set.ts";

/** What it calls itself, so that no other JSON is taken for one. */
const formatName = "satchel-backup";

/** Rows, tombstones and unread members: of one set, and of all sets together. */
const mostPerSet = 250_000;
const mostMembers = 500_000;
const mostSets = 200;
const mostLaws = 1000;
const mostPrevious = 64;

const unlimited = Number.MAX_SAFE_INTEGER;
const rawSet = object({
  laws: dictionary(anyJson, mostLaws),
  rows: list(anyJson, unlimited),
  tombstones: list(anyJson, unlimited),
  unread: list(anyJson, unlimited),
});
const opening = object({
  format: literal(formatName),
  version: object({ major: integer(1), minor: integer() }),
});
const body = object({
  wallet: text(64),
  revision: integer(1, highestCount),
  clocks: counts,
  counts,
  previous: list(hash512, mostPrevious),
  sets: dictionary(rawSet, mostSets),
});

/**
 * The bytes of a document: canonical JSON, so that equal documents are equal bytes. Throws `backupTooLarge` for what
 * {@link readDocument} would not take.
 */
export function writeDocument(doc: Doc): Uint8Array {
  requireRoom(doc);
  requireBounds(doc.sets);
  // A document is JSON by its definition; interfaces have no index signature that would let the compiler see it.
  const bytes = utf8(canonicalJson({ format: formatName, ...doc } as unknown as Json));
  requireSize(bytes);
  return bytes;
}

/** A document, and whatever in it could not be read (which also stands in its sets, to be handed on). */
export interface ReadDocument {
  readonly doc: Doc;
  readonly unread: readonly Unread[];
}

/**
 * Reads the document of `wallet` (the public name of its root). `time` is the Lamport time of this device: a document may
 * be ahead of it, but not so far that nobody could ever catch up.
 * Throws a {@link WalletError}: `notABackup` (some other JSON), `backupTooNew` (a newer major version, whatever is in it),
 * `backupOfOtherWallet`, `backupTooLarge` or `backupDamaged` (the detail names the place). A bad member stops nothing.
 */
export function readDocument(bytes: Uint8Array, wallet: string, time = 0): ReadDocument {
  const raw = understood(() => jsonIn(bytes));
  const version = openedVersion(raw);
  const read = understood(() => body.parse(raw));
  if (read.wallet !== wallet) throw new WalletError("backupOfOtherWallet");
  if (lamportTime(read.counts) > time + highestLead) throw damaged("counts: too far ahead");
  if (Object.values(read.clocks).some((clock) => clock > read.revision)) throw damaged("clocks: a revision to come");
  requireBounds(read.sets);
  const sets: Record<string, DocSet> = {};
  const unread: Unread[] = [];
  for (const [name, given] of Object.entries(read.sets)) {
    const sound = understood(() => readSet(name, given, read));
    sets[name] = sound.set;
    unread.push(...sound.unread);
  }
  return { doc: { ...read, version, sets }, unread };
}

function jsonIn(bytes: Uint8Array): unknown {
  requireSize(bytes);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new FormatError("not UTF-8");
  }
  return parseJson(text, largestDocument);
}

/** The version, looked at before anything whose meaning it decides. */
function openedVersion(raw: unknown): Doc["version"] {
  let version: Doc["version"];
  try {
    version = opening.parse(raw).version;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw new WalletError("notABackup", error.message);
  }
  if (version.major > formatVersion.major) throw new WalletError("backupTooNew", `format ${version.major}`);
  return version;
}

function requireSize(bytes: Uint8Array): void {
  if (bytes.length > largestDocument) throw new WalletError("backupTooLarge", `${bytes.length} bytes of document`);
}

/** What each service says is within bounds; all of it together may be beyond them. */
function requireRoom({ sets, counts }: Doc): void {
  const sizes = Object.values(sets).map(({ laws }) => Object.keys(laws).length);
  const [devices, laws] = [Object.keys(counts).length, Math.max(0, ...sizes)];
  if (sizes.length > mostSets || devices > mostDevices || laws > mostLaws) {
    throw new WalletError("backupTooLarge", `${sizes.length} sets, ${devices} devices, ${laws} laws`);
  }
}

function requireBounds(sets: Readonly<Record<string, DocSet | RawSet>>): void {
  const sizes = Object.values(sets).map(
    ({ rows, tombstones, unread }) => rows.length + tombstones.length + unread.length,
  );
  const all = sizes.reduce((sum, size) => sum + size, 0);
  if (all > mostMembers || sizes.some((size) => size > mostPerSet)) {
    throw new WalletError("backupTooLarge", `${all} members`);
  }
}

function understood<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof FormatError) throw damaged(error.message);
    throw error;
  }
}

const damaged = (where: string) => new WalletError("backupDamaged", where);
