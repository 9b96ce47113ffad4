/** Checks of what devices and services hold: the same everywhere, nothing forgotten, nothing readable by strangers. */

import { openBlob } from "../../src/backup/blob.ts";
import { readDocument } from "../../src/backup/document.ts";
import { isReplaced } from "../../src/backup/emptied.ts";
import { untaken } from "../../src/backup/hearsay.ts";
import { accountAt } from "../../src/backup/service.ts";
import { batches } from "../../src/store/entities/batch.ts";
import { coins } from "../../src/store/entities/coin.ts";
import { denominations } from "../../src/store/entities/denomination.ts";
import { exchanges } from "../../src/store/entities/exchange.ts";
import { payments } from "../../src/store/entities/payment.ts";
import { purchases } from "../../src/store/entities/purchase.ts";
import { refreshes } from "../../src/store/entities/refresh.ts";
import { reserves } from "../../src/store/entities/reserve.ts";
import { withdrawals } from "../../src/store/entities/withdrawal.ts";
import type { Root } from "../../src/store/root-secret.ts";
import { calm, type Disk, spelledRows } from "./evidence.ts";
import { Failure } from "./failure.ts";
import { placeOf } from "./removals.ts";
import { rootOn, sheetInUse } from "./sheets.ts";
import type { Kept } from "./shelf.ts";
import type { Stage } from "./stage.ts";

/** Devices that share a service hold equal rows. */
export function checkAgreement(disks: readonly Disk[]): void {
  const [first, ...others] = disks.filter(({ isJoined }) => isJoined);
  if (!first) return;
  for (const other of others) {
    for (const set of new Set([...first.state.sets.keys(), ...other.state.sets.keys()])) {
      const [mine, theirs] = [spelledRows(first, set), spelledRows(other, set)];
      for (const key of new Set([...mine.keys(), ...theirs.keys()])) {
        if (mine.get(key) === theirs.get(key)) continue;
        const both = `${first.device} ${mine.get(key) ?? "nothing"}, ${other.device} ${theirs.get(key) ?? "nothing"}`;
        throw new Failure("devices agree", `${set} ${key}: ${both}`);
      }
    }
  }
}

/** Whatever an accepted backup has ever held is still there, unless somebody has removed it. */
export async function checkBackups(stage: Stage, disks: readonly Disk[]): Promise<void> {
  const joined = disks.filter(({ isJoined }) => isJoined);
  if (joined.length === 0) return;
  const rows = new Map(joined.flatMap(({ state }) => [...state.sets].map(([name, set]) => [name, set.rows])));
  const inUse = await sheetInUse(stage);
  const since: Since = new Map();
  for (const sheet of stage.sheets.toReversed())
    checkBackupsOf(stage, rootOn(sheet), { rows, since, isInUse: sheet === inUse });
}

/** When a row stood in a backup first, by its place; milliseconds. */
type Since = Map<string, number>;

interface Held {
  readonly rows: RowsBySet;
  readonly since: Since;
  readonly isInUse: boolean;
}

/** Cleared away by the wallet itself: nothing of it goes sooner, however long nobody opens a browser. */
function isGarbage({ slept, joined, now }: Stage, set: string, facts: object, since: number): boolean {
  const [first] = slept;
  if (!first || !garbage.has(set)) return false;
  const isOnlySeen = set === exchanges.name && !("usedAt" in facts);
  // What a device brings along that joins late may be as old as the history.
  const isBrought = joined.some((at) => at <= since && since < at + hour);
  return (isBrought ? Math.min(first.from, since) : since) + (isOnlySeen ? month : calm * 1000) <= now;
}

/** Milliseconds; so long wallets keep an exchange that somebody has looked at and not used. */
const month = 30 * 24 * 60 * 60_000;

const garbage: ReadonlySet<string> = new Set(
  [batches, coins, denominations, exchanges, payments, purchases, refreshes, reserves, withdrawals].map(
    ({ name }) => name,
  ),
);

type RowsBySet = ReadonlyMap<string, { has(key: string): boolean }>;

function checkBackupsOf(stage: Stage, root: Root, { rows, since, isInUse }: Held): void {
  for (const kept of stage.shelf.kept()) {
    const account = accountAt(root, stage.addressOf(kept.service));
    if (account.pub !== kept.account) continue;
    const { doc } = readDocument(openBlob(kept.body, account.blobKey), root.name);
    // Where a copy was taken away only word of that is left.
    if (isReplaced(doc)) continue;
    for (const [name, set] of Object.entries(doc.sets)) {
      if (!isInUse && untaken.has(name)) continue;
      const lost = set.rows.find(({ key, facts }) => {
        if (rows.get(name)?.has(key) || stage.removed.has(placeOf(name, key))) return false;
        const at = since.get(placeOf(name, key)) ?? kept.at;
        since.set(placeOf(name, key), at);
        return !isGarbage(stage, name, facts, at);
      });
      if (lost) throw new Failure("backups keep", `${name} ${lost.key} stood in revision ${doc.revision}`);
    }
  }
}

const smallest = 16 * 1024;
const headerSize = 8;
const nonceSize = 24;

/** Every blob is of a size that many share, looks like noise, and no nonce serves two of them. */
export function checkSecrecy(stage: Stage): void {
  const hashByNonce = new Map<string, string>();
  for (const kept of stage.shelf.kept()) {
    const { body, hash } = kept;
    if (body.length < smallest || !Number.isInteger(Math.log2(body.length))) {
      throw new Failure("nothing in plain text", `a blob of ${body.length} bytes`);
    }
    const nonce = Buffer.from(body.subarray(headerSize, headerSize + nonceSize)).toString("hex");
    if (hashByNonce.has(nonce)) throw new Failure("nothing in plain text", "a nonce serves two blobs");
    hashByNonce.set(nonce, hash);
    requireNoise(kept);
  }
}

/** Each byte about as often as any other: text, JSON and padding are far from it, compressed data is not near. */
function requireNoise({ body, service }: Kept): void {
  const counts = new Uint32Array(256);
  const noise = body.subarray(headerSize + nonceSize);
  for (const byte of noise) counts[byte] = (counts[byte] ?? 0) + 1;
  const expected = noise.length / 256;
  const surprise = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  // Of 255 degrees of freedom: noise stays below this in all but one of a thousand million blobs.
  if (surprise > 400) throw new Failure("nothing in plain text", `bytes at ${service} that are not noise`);
}

const hour = 60 * 60_000;
const mostRequests = 60;

/**
 * So long after months of sleep wallets renew what is about to expire, as fast as they can: nobody knows for how long they
 * are awake. Milliseconds.
 */
const hurry = 9 * hour;

const isRenewal = (url: string): boolean => url.endsWith("/melt") || url.endsWith("/reveal");

/** At most so many requests in an hour from one device to one server, beside those of people and of restoring. */
export function checkPoliteness({ journal, slept }: Stage): void {
  const momentsByWay = new Map<string, number[]>();
  for (const { at, device, url, isRestore, isWished } of journal.requests) {
    if (isRestore || isWished) continue;
    if (isRenewal(url) && slept.some(({ to }) => to <= at && at < to + hurry)) continue;
    const way = `${device} to ${new URL(url).host}`;
    const moments = momentsByWay.get(way) ?? [];
    momentsByWay.set(way, moments);
    moments.push(at);
    const before = moments[moments.length - 1 - mostRequests];
    if (before !== undefined && at - before < hour) {
      throw new Failure("politeness", `${mostRequests + 1} requests in an hour from ${way}`);
    }
  }
}
