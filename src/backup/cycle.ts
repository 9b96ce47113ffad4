/** One sync with one service: fetch, merge, upload, record; a kill anywhere between two of these is harmless. */
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { adopt } from "../store/adopt.ts";
import { forgetBlobs, rememberBlob, updateEnrolment } from "../store/remember.ts";
import type { Blob, Enrolment, Offer } from "../store/self.ts";
import { textOf } from "../taler/crockford.ts";
import { backupHash, type ProvenBackup } from "../taler/sync-api.ts";
import { ownRoot, selfOf } from "../wallet/roots.ts";
import { openBlob } from "./blob.ts";
import { planSync } from "./cycle.plan.ts";
import type { Doc } from "./doc.ts";
import { readDocument } from "./document.ts";
import { isEmptied, isReplaced } from "./emptied.ts";
import { billAfter, noteCharge, notePromiseFailed, noteUnasked, refuseUnpaid } from "./fee-bill.ts";
import { pauseBefore } from "./jitter.ts";
import { knownTime } from "./known-time.ts";
import { nextUpload } from "./pace.plan.ts";
import { askForRoom, isFull, packed, sealed } from "./pack.ts";
import { followRow } from "./providers.ts";
import { planRecord } from "./record.plan.ts";
import { type OnWritten, whileMerging } from "./restore-progress.ts";
import type { Dice, Served, SyncResult, Upload } from "./served.ts";
import { type Account, accountAt, fetchBackup, storeBackup } from "./service.ts";
import { noteClosing, noteReplaced, noteRequest, noteTooLarge } from "./service-notes.ts";
import { inTurn } from "./turns.ts";

const minute = 60_000;

/** Rounds of "somebody was faster" in one sync. */
const mostRounds = 5;

/**
 * `look`: the service is asked what it holds. `tell`: the document last seen there is believed to stand (a conflict tells
 * otherwise), so that one change costs one request. `cover`: it is asked, and something is uploaded in any case.
 */
export type Visit = "look" | "tell" | "cover";

/** One sync. */
export function sync(env: Env, url: string, visit: Visit): Promise<void> {
  return inTurn(env.db, url, async () => {
    const enrolment = await followRow(env, url);
    if (!enrolment) return;
    const account = accountAt(await ownRoot(env.db), url);
    await goOn(env, account, await begin(env, account, enrolment, visit), visit === "cover");
  });
}

/** A document that has just been fetched and opened, with its bytes. */
export interface Found {
  readonly account: Account;
  readonly served: Served & { readonly doc: Doc; readonly hash: string };
  readonly backup: ProvenBackup;
}

/** One sync that begins with this document. */
export function syncFrom(env: Env, { account, served, backup }: Found): Promise<void> {
  return inTurn(env.db, account.url, async () => {
    await rememberBlob(env.db, { url: account.url, hash: backup.hash, body: backup.body });
    await goOn(env, account, served);
  });
}

/** Fetches and opens what the service holds for the account; undefined when that is nothing, or nothing any more. */
export async function find(env: Env, account: Account): Promise<Found | undefined> {
  const backup = await fetchBackup(env, account);
  if (backup === "nothing" || backup === "known") return undefined;
  const { doc, hash } = await opened(env, account, backup);
  return isEmptied(doc) ? undefined : { account, served: { doc, hash, previous: backup.previous }, backup };
}

/**
 * Merges what the service holds, and tells it nothing: the look of a device that is about to leave. Resolves to what it
 * holds. Waits for no other sync.
 */
export async function lookOnly(env: Env, enrolment: Enrolment): Promise<Found | undefined> {
  const root = await ownRoot(env.db);
  if (enrolment.root !== root.name) return undefined;
  await noteRequest(env, enrolment.url);
  const found = await find(env, accountAt(root, enrolment.url));
  if (found) await merge(env, found.account, found.served);
  return found;
}

async function goOn(env: Env, account: Account, first: Served | "settled", isCover = false): Promise<void> {
  let served = first;
  for (let round = 0; served !== "settled"; round++) {
    if (round === mostRounds) throw new WalletError("conflictsPersist");
    if (served.refused !== undefined) await env.pause(pauseBefore(round, env.random(1)));
    served = await syncWith(env, account, served, isCover);
  }
}

/** What there is to begin with: the outcome of an upload in flight, what the service holds, or what it held last. */
async function begin(env: Env, account: Account, enrolment: Enrolment, visit: Visit): Promise<Served | "settled"> {
  const { url } = account;
  const { offer, hash } = enrolment;
  const inFlight = offer && (await env.db.blobs.get([url, offer.hash]));
  if (offer && inFlight) return send(env, account, offer, inFlight.body);
  const known = hash === undefined ? undefined : await env.db.blobs.get([url, hash]);
  // One that takes nothing more is not told anything before it says otherwise.
  const isBelieved = visit === "tell" && enrolment.closing === undefined;
  if (isBelieved && known) return { ...(await opened(env, account, known)), isRemembered: true };
  await noteRequest(env, url);
  const held = await fetchBackup(env, account, known?.hash);
  await noteClosing(env, url, typeof held === "string" ? undefined : held.closing);
  if (held === "nothing") return {};
  if (held !== "known") return remembered(env, account, held);
  if (!known) return {};
  return visit === "look" && (await isIdle(env, enrolment)) ? rested(env, known) : opened(env, account, known);
}

/** Nothing to plan at all: neither side has changed. Once a day it is planned all the same, for what only time brings. */
async function isIdle(env: Env, { told, syncedAt = 0 }: Enrolment): Promise<boolean> {
  const age = env.now() - syncedAt;
  return (await selfOf(env.db)).change === told && age >= 0 && age < 24 * 60 * minute;
}

async function rested(env: Env, { url, hash }: Blob): Promise<"settled"> {
  const { lookAt } = await dice(env);
  await updateEnrolment(env.db, url, (before) => before && { ...before, lookAt });
  await forgetBlobs(env.db, url, hash);
  return "settled";
}

/** The bytes are kept first: once the merge names their hash, they are there. */
async function remembered(env: Env, account: Account, { hash, previous, body }: ProvenBackup): Promise<Served> {
  const served = { ...(await opened(env, account, { hash, body })), previous };
  await rememberBlob(env.db, { url: account.url, hash, body });
  return served;
}

/**
 * Opens a document of this wallet; one that cannot be opened changes nothing, and nothing is uploaded over it. Throws
 * `secretRenewed` where another device has left word that the wallet goes on under another secret.
 */
async function opened(
  env: Env,
  account: Account,
  { hash, body }: { readonly hash: string; readonly body: Uint8Array },
): Promise<Found["served"]> {
  const { doc } = await unsealed(env, account, body);
  if (!isReplaced(doc)) return { doc, hash, size: body.length };
  await noteReplaced(env, account);
  throw new WalletError("secretRenewed");
}

/** What the service holds for the account, whatever it says; undefined when that is nothing. Changes nothing here. */
export async function readHeld(env: Env, account: Account): Promise<Doc | undefined> {
  const backup = await fetchBackup(env, account);
  if (backup === "nothing" || backup === "known") return undefined;
  return (await unsealed(env, account, backup.body)).doc;
}

const unsealed = async (env: Env, account: Account, body: Uint8Array) =>
  readDocument(openBlob(body, account.blobKey), account.root, await knownTime(env, account.root));

async function syncWith(env: Env, account: Account, served: Served, isCover: boolean): Promise<Served | "settled"> {
  const upload = await merge(env, account, served, isCover);
  if (upload && (await env.db.enrolments.get(account.url))?.closing) throw new WalletError("serviceClosing");
  if (upload) return offerAndSend(env, account, upload);
  // Of what was seen here only the last is needed again.
  if (served.hash !== undefined) await forgetBlobs(env.db, account.url, served.hash);
  return "settled";
}

/** An upload whose document is being compressed. */
type Packed = Upload & { readonly packing: Promise<Uint8Array> };

/** The upload that is due afterwards, if any. */
async function merge(env: Env, account: Account, served: Served, isCover = false): Promise<Packed | undefined> {
  const plan = planSync(account, served, { ...(await dice(env)), isCover });
  let packing: Packed["packing"] | undefined;
  // What is uploaded afterwards can be packed while the disk is busy, and is forgotten if that comes to nothing.
  const meanwhile = ({ upload }: SyncResult) => {
    packing = upload && packed(upload.doc);
  };
  const adopting = (onWritten: OnWritten) => adopt(env.db, { now: env.now(), onWritten, meanwhile }, plan);
  const { upload, asks } = await whileMerging(env, rowsIn(served.doc), adopting);
  if (asks) throw new WalletError("massDeletion");
  return upload && { ...upload, packing: packing ?? packed(upload.doc) };
}

/** How many rows the document has. */
export const rowsIn = (doc: Doc | undefined): number =>
  Object.values(doc?.sets ?? {}).reduce((sum, { rows }) => sum + rows.length, 0);

/** What chance and clock give to one plan. */
export async function dice(env: Env): Promise<Omit<Dice, "isCover">> {
  const [chance = 0] = env.random(1);
  return {
    now: env.now(),
    freshId: textOf(env.random(16)),
    deviceName: await env.deviceName(),
    // Between one and two hours: regular, but not to be recognised by its rhythm.
    lookAt: env.now() + Math.round(60 * minute * (1 + chance / 256)),
  };
}

/** Seals the document and writes down what is about to be sent, before it is sent. */
async function offerAndSend(env: Env, account: Account, upload: Packed): Promise<Served | "settled"> {
  const { doc, previous, device, change, tombstones, query, pays, packing } = upload;
  const { url, root } = account;
  await refuseUnpaid(env, url, pays);
  const body = await sealed(env, account, doc, await packing);
  const hash = await backupHash(body);
  await rememberBlob(env.db, { url, hash, body });
  const { revision, counts } = doc;
  const fee = { ...(query && { query }), ...(pays !== undefined && { pays }) };
  const before = previous === undefined ? {} : { previous };
  const offer: Offer = { revision, hash, ...before, change, counts, tombstones, ...fee };
  const isOffered = await adopt(env.db, { now: env.now(), scope: "tombstones" }, ({ self, enrolments }) => {
    const known = enrolments.find((one) => one.url === url);
    // Meanwhile the service was left or switched off, another root adopted, or this device renamed: nobody wants this sent.
    if (!known || known.isOff || known.root !== root || self.root !== root || self.device !== device)
      return { result: false };
    const told = Math.max(self.offered, counts[device] ?? 0);
    return { self: { offered: told }, enrolments: [{ ...known, offer }], result: true };
  });
  return isOffered ? send(env, account, offer, body) : "settled";
}

/** Sends, or repeats byte for byte; the answer settles the offer, or is the document of somebody who was faster. */
async function send(env: Env, account: Account, offer: Offer, body: Uint8Array): Promise<Served | "settled"> {
  const { url } = account;
  await noteRequest(env, url);
  const { previous, hash, query } = offer;
  const answer = await storeBackup(env, account, { previous, hash, query }, body).catch(async (error: unknown) => {
    await notePromiseFailed(env, url, offer);
    throw error;
  });
  if (answer === "stored") {
    await noteUnasked(env, url, offer);
    await record(env, url, offer, body.length);
    return "settled";
  }
  if (answer === "nothingThere") return {};
  if ("charge" in answer) return charged(env, account, offer, answer.charge);
  if (!(answer instanceof WalletError)) return { ...(await remembered(env, account, answer)), refused: offer.hash };
  await updateEnrolment(env.db, url, (before) => (before?.offer?.hash === offer.hash ? withoutOffer(before) : before));
  await forgetBlobs(env.db, url, (await env.db.enrolments.get(url))?.hash ?? "");
  if (answer.problem.code === "serviceClosing") await noteClosing(env, url, {});
  if (isFull(answer)) {
    await noteTooLarge(env, url, (await opened(env, account, { hash: offer.hash, body })).doc);
    await askForRoom(env, url);
  }
  throw answer;
}

/** What is backed up already stays so; whether one more year is paid does not keep the next change waiting. */
async function charged(env: Env, account: Account, offer: Offer, link: string | undefined): Promise<Served> {
  const kind = await noteCharge(env, account.url, offer, link);
  const { hash = "" } = (await env.db.enrolments.get(account.url)) ?? {};
  await forgetBlobs(env.db, account.url, hash);
  const held = await env.db.blobs.get([account.url, hash]);
  if (kind === "account" || !held) throw new WalletError("servicePaymentRequired");
  return { ...(await opened(env, account, held)), isRemembered: true };
}

const withoutOffer = ({ offer: _, ...rest }: Enrolment): Enrolment => rest;

/** The offer was accepted: everything up to its change is safe there. */
async function record(env: Env, url: string, offer: Offer, size: number): Promise<void> {
  const now = env.now();
  const { hash, revision, counts, change } = offer;
  const isRecorded = await adopt(env.db, { now, scope: "tombstones" }, ({ state, self, enrolments }) => {
    const known = enrolments.find((one) => one.url === url);
    // The service may have been left while the bytes were on their way, and be used as another wallet by now.
    if (known?.offer?.hash !== hash) return { result: false };
    const { offer: _, waitingSince: _since, bill: _bill, tooLarge: _large, ...rest } = known;
    const bill = billAfter(known, offer);
    const accepted = { hash, revision, counts, told: change, isMember: true, acceptedAt: now, syncedAt: now, size };
    return {
      changes: planRecord(state, url, offer.tombstones),
      self: { accepted: Math.max(self.accepted ?? 0, counts[self.device] ?? 0) },
      enrolments: [{ ...rest, ...accepted, ...(bill && { bill }), ...nextUpload(self, known, now) }],
      result: true,
    };
  });
  if (isRecorded) await forgetBlobs(env.db, url, hash);
}
