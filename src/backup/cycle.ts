/** One sync with one service: fetch, merge, upload, record; a kill anywhere between two of these is harmless. */
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { adopt } from "../store/adopt.ts";
import { lamportTime } from "../store/clock.ts";
import { insert } from "../store/deed.ts";
import { leaveService } from "../store/enrol.ts";
import { providers } from "../store/entities/provider.ts";
import { forgetBlobs, forgetRetry, rememberBlob, updateEnrolment } from "../store/remember.ts";
import { save } from "../store/save.ts";
import type { Enrolment, Offer } from "../store/self.ts";
import { textOf } from "../taler/crockford.ts";
import { backupHash, type ProvenBackup } from "../taler/sync-api.ts";
import { ownRoot, selfOf } from "../wallet/roots.ts";
import { openBlob, sealBlob } from "./blob.ts";
import { type Dice, planSync, type Served, type SyncResult, type Upload } from "./cycle.plan.ts";
import { readDocument, writeDocument } from "./document.ts";
import { enrol } from "./providers.ts";
import { planRecord } from "./record.plan.ts";
import { type Account, accountAt, fetchBackup, storeBackup } from "./service.ts";

const minute = 60_000;

/** Rounds of "somebody was faster" in one sync. */
const mostRounds = 5;

/** MiB that a service is believed to take until it has said so. */
const usualLimit = 16;

/**
 * One sync. With `looks` the service is asked what it holds; without, the document last seen there is believed to
 * stand (a conflict tells otherwise), so that one change costs one request.
 */
export async function sync(env: Env, url: string, looks: boolean): Promise<void> {
  const enrolment = await env.db.enrolments.get(url);
  if (!enrolment || enrolment.isOff) return;
  const account = accountAt(await ownRoot(env.db), url);
  let served = await begin(env, account, enrolment, looks);
  for (let round = 0; served !== "settled"; round++) {
    if (round === mostRounds) throw new WalletError("conflictsPersist");
    served = await syncWith(env, account, served);
  }
}

/** What there is to begin with: the outcome of an upload in flight, what the service holds, or what it held last. */
async function begin(env: Env, account: Account, enrolment: Enrolment, looks: boolean): Promise<Served | "settled"> {
  const { url } = account;
  const inFlight = enrolment.offer && (await env.db.blobs.get([url, enrolment.offer.hash]));
  if (enrolment.offer && inFlight) return send(env, account, enrolment.offer, inFlight.body);
  const known = enrolment.hash === undefined ? undefined : await env.db.blobs.get([url, enrolment.hash]);
  if (!looks && known) return opened(env, account, known);
  await noteRequest(env, url);
  const held = await fetchBackup(env, account, known?.hash);
  if (held === "nothing") return {};
  if (held === "known") return known ? opened(env, account, known) : {};
  return remembered(env, account, held);
}

/** The bytes are kept first: once the merge names their hash, they are there. */
async function remembered(env: Env, account: Account, { hash, previous, body }: ProvenBackup): Promise<Served> {
  const served = { ...(await opened(env, account, { hash, body })), previous };
  await rememberBlob(env.db, { url: account.url, hash, body });
  return served;
}

/** Opens a document of this wallet; one that cannot be opened changes nothing, and nothing is uploaded over it. */
export async function opened(
  env: Env,
  account: Account,
  { hash, body }: { readonly hash: string; readonly body: Uint8Array },
): Promise<Served> {
  const { root, counts } = await selfOf(env.db);
  const { doc } = readDocument(openBlob(body, account.blobKey), root, lamportTime(counts));
  return { doc, hash };
}

async function syncWith(env: Env, account: Account, served: Served): Promise<Served | "settled"> {
  const { url } = account;
  const { upload, left } = await adopt(env.db, { now: env.now() }, planSync(url, served, await dice(env)));
  await followServices(env, url, left);
  if (!upload) return "settled";
  const { offer, body } = await offered(env, account, upload);
  return send(env, account, offer, body);
}

async function dice(env: Env): Promise<Dice> {
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
async function offered(env: Env, account: Account, upload: Upload): Promise<{ offer: Offer; body: Uint8Array }> {
  const { doc, previous, change, tombstones } = upload;
  const { url } = account;
  const row = await env.db.of(providers).get(url);
  const limit = row?.facts.terms?.value.storageLimit ?? usualLimit;
  const body = await sealBlob(writeDocument(doc), account.blobKey, env.random(24), limit);
  const hash = backupHash(body);
  await rememberBlob(env.db, { url, hash, body });
  const { revision, counts } = doc;
  const offer: Offer = { revision, hash, ...(previous !== undefined && { previous }), change, counts, tombstones };
  await adopt(env.db, { now: env.now(), scope: "tombstones" }, ({ self, enrolments }) => {
    const known = enrolments.find((one) => one.url === url);
    const told = Math.max(self.offered, counts[self.device] ?? 0);
    return { self: { offered: told }, enrolments: known ? [{ ...known, offer }] : [], result: undefined };
  });
  return { offer, body };
}

/** Sends, or repeats byte for byte; the answer settles the offer, or is the document of somebody who was faster. */
async function send(env: Env, account: Account, offer: Offer, body: Uint8Array): Promise<Served | "settled"> {
  await noteRequest(env, account.url);
  const answer = await storeBackup(env, account, { previous: offer.previous, hash: offer.hash }, body);
  if (answer === "stored") {
    await record(env, account.url, offer);
    return "settled";
  }
  if (answer === "nothingThere") return {};
  if (answer instanceof WalletError) {
    await updateEnrolment(env.db, account.url, (before) => before && withoutOffer(before));
    throw answer;
  }
  return remembered(env, account, answer);
}

const withoutOffer = ({ offer: _, ...rest }: Enrolment): Enrolment => rest;

/** The offer was accepted: everything up to its change is safe there. */
async function record(env: Env, url: string, offer: Offer): Promise<void> {
  const now = env.now();
  await adopt(env.db, { now, scope: "tombstones" }, ({ state, enrolments }) => {
    const known = enrolments.find((one) => one.url === url);
    if (!known) return { result: undefined };
    const { offer: _, waitingSince: _since, suspicion: _odd, ...rest } = known;
    const { hash, revision, counts, change } = offer;
    const accepted = { hash, revision, counts, told: change, isMember: true, acceptedAt: now, syncedAt: now };
    return {
      changes: planRecord(state, url, offer.tombstones),
      enrolments: [{ ...rest, ...accepted }],
      result: undefined,
    };
  });
  await forgetBlobs(env.db, url, offer.hash);
}

/** Requests to one server in the last hour are counted, for politeness. */
async function noteRequest(env: Env, url: string): Promise<void> {
  const now = env.now();
  await updateEnrolment(env.db, url, (before) => {
    if (!before) return before;
    return { ...before, asked: [...(before.asked ?? []).filter((at) => at > now - 60 * minute), now] };
  });
}

/** The services of the wallet are the services of each device: joins those it has learned of, leaves those it left. */
async function followServices(env: Env, url: string, left: SyncResult["left"]): Promise<void> {
  for (const gone of left) await leaveService(env.db, gone);
  const rows = await env.db.of(providers).toArray();
  for (const { key } of rows) await enrol(env, key);
  const isMissing = !left.includes(url) && !rows.some(({ key }) => key === url);
  // A document that does not name the service it lies at was moved there, or made by hand.
  if (isMissing && (await env.db.enrolments.get(url))) await save(env.db, insert(providers, url, {}));
}

/** The user wants it now: every service is due, whatever failed before. */
export async function askedToBackUp(env: Env): Promise<void> {
  const services = await env.db.enrolments.toArray();
  for (const { url } of services) await updateEnrolment(env.db, url, (before) => before && { ...before, lookAt: 0 });
  await forgetRetry(env.db, ...services.map(({ url }) => `backup:${url}`));
}
