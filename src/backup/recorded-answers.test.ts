/** What the client makes of everything that real backup services were recorded to answer. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type ProblemCode, problems, type RetryRule, WalletError } from "../api/problems.ts";
import free from "../taler/recordings/sync-free.json";
import large from "../taler/recordings/sync-large.json";
import paid from "../taler/recordings/sync-paid.json";
import { backupHash, quotedHash } from "../taler/sync-api.ts";
import { Clock } from "../testing/clock.ts";
import { type TestEnv, testEnv } from "../testing/env.ts";
import { allRecorded, type Recorded } from "../testing/recordings.ts";
import { townStart } from "../testing/town.ts";
import { lookAtProvider } from "./providers.ts";
import { fetchBackup, storeBackup } from "./service.ts";

const url = "https://sync.test/";
const everything = [free, large, paid].flatMap(allRecorded);

/** What is made of an answer; a problem stands with its rule. */
type Made = "document" | "known" | "nothing" | "stored" | "nothingThere" | "charge" | `${ProblemCode}, ${RetryRule}`;

/** Requests that this client never sends: other methods, other paths, a greeting for people. */
const neverSent = [
  "root",
  "agpl",
  "options",
  "options-config",
  "delete-unsupported",
  "put-unsupported",
  "head",
  "unknown-path",
];

const madeByLabel: Readonly<Record<string, Made>> = {
  "get-unknown-account": "nothing",
  "get-still-unknown": "nothing",
  "get-unpaid-account": "nothing",
  "get-account-without-backup": "nothing",
  "get-malformed-account": "serviceRefused, later",
  "get-after-first": "document",
  "get-if-none-match-other": "document",
  "get-after-second": "document",
  "get-after-payment": "document",
  "get-if-none-match-same": "known",
  "get-if-none-match-unquoted": "known",
  "get-if-none-match-trailing-equals": "known",
  "post-no-headers": "serviceRefused, later",
  "post-no-signature": "serviceRefused, later",
  "post-no-if-none-match": "serviceRefused, later",
  "post-unquoted-if-none-match": "serviceRefused, later",
  "post-bad-if-match": "serviceRefused, later",
  "post-unquoted-if-match": "serviceRefused, later",
  "post-bad-signature": "serviceRefused, later",
  "post-signature-of-other-account": "serviceRefused, later",
  "post-hash-mismatch": "serviceRefused, later",
  "post-of-unknown-length": "serviceRefused, later",
  "post-too-large-by-header": "serviceFull, later",
  "post-exactly-one-mebibyte": "serviceFull, later",
  "post-first-with-if-match-404": "nothingThere",
  "post-first": "stored",
  "post-second": "stored",
  "post-third": "stored",
  "post-back-to-first-content": "stored",
  "post-empty-body": "stored",
  "post-same-again-304": "stored",
  "post-same-again-with-if-match-304": "stored",
  "post-replay-second-304": "stored",
  "post-conflict-stale-if-match": "document",
  "post-conflict-no-if-match": "document",
  "post-first-402": "charge",
  "post-again-unpaid-402": "charge",
  "post-fresh-402": "charge",
  "post-paying-unpaid": "serverBusy, soon",
  "post-after-payment": "stored",
  "post-explicit-pay": "stored",
  "post-update-after": "stored",
};

const bytesOf = ({ json, text = "", base64 }: Recorded["response"]): Uint8Array => {
  if (json !== undefined) return new TextEncoder().encode(JSON.stringify(json));
  return new Uint8Array(base64 === undefined ? Buffer.from(text) : Buffer.from(base64, "base64"));
};

function answerOf({ response }: Recorded): Response {
  const { status, headers } = response;
  return new Response([204, 304].includes(status) ? null : bytesOf(response).slice(), { status, headers });
}

/** A device to which everything it asks is answered by these recordings, one after another; the last one stays. */
const hearing = (...recordings: readonly Recorded[]): Promise<TestEnv> => {
  let next = 0;
  const fetch = async () =>
    answerOf(recordings[Math.min(next++, recordings.length - 1)] ?? assert.fail("asked too much"));
  return testEnv({ fetch, clock: new Clock(townStart), seed: "recorded" });
};

/** The account that was asked for; nobody here has its key, and no answer depends on it. */
const accountOf = ({ request }: Recorded) => ({
  url,
  root: "ROOT",
  pub: request.path.replace(/^\/backups\/|\?.*$/g, ""),
  key: new Uint8Array(32).fill(1),
  blobKey: new Uint8Array(32),
});

const hashIn = (header: string | undefined): string | undefined =>
  /^"?([^"=]*)=?"?$/.exec(header ?? "")?.[1] || undefined;

async function made(one: Recorded): Promise<Made> {
  try {
    const result = await (one.request.method === "GET" ? asked(one) : told(one));
    if (result instanceof WalletError) throw result;
    if (typeof result === "string") return result;
    if ("charge" in result) return result.charge === undefined ? "serverFault, soon" : "charge";
    assert.equal(await backupHash(result.body), quotedHash.parse(one.response.headers.ETag), one.label);
    return "document";
  } catch (error) {
    if (!(error instanceof WalletError)) throw error;
    const { code } = error.problem;
    return `${code}, ${problems[code].retry}`;
  }
}

const asked = async (one: Recorded) =>
  fetchBackup(await hearing(one), accountOf(one), hashIn(one.request.headers["If-None-Match"]));

async function told(one: Recorded) {
  const { headers, text = "" } = one.request;
  const body = new TextEncoder().encode(text);
  const hash = await backupHash(body);
  const wanted = hashIn(headers["If-Match"]);
  const previous = wanted?.length === hash.length ? wanted : undefined;
  return storeBackup(await hearing(one), accountOf(one), { previous, hash }, body);
}

describe("what real services were recorded to answer", () => {
  for (const one of everything) {
    if (neverSent.includes(one.label) || one.request.path === "/config" || one.request.path === "/terms") continue;
    const expected = madeByLabel[one.label];
    it(`to ${one.label}, is ${expected}`, async () => assert.equal(await made(one), expected));
  }

  it("to a first look tells what the service is", async () => {
    const first = (label: string) => everything.find((one) => one.label === label) ?? assert.fail(label);
    const view = await lookAtProvider(await hearing(first("config"), first("terms")), url);
    assert.deepEqual([view.annualFee, view.storageLimit, view.tos], ["KUDOS:0", 1, "missing-tos"]);
  });

  it("is here with every status, and with every meaning", () => {
    const labels = everything.map(({ label }) => label);
    for (const label of [...Object.keys(madeByLabel), ...neverSent]) assert.ok(labels.includes(label), label);
    const driven = everything.filter(({ label }) => madeByLabel[label] !== undefined || label === "config");
    const statuses = (some: readonly Recorded[]) => [...new Set(some.map(({ response }) => response.status))].sort();
    assert.deepEqual(statuses(driven), statuses(everything));
    assert.deepEqual(statuses(driven), [200, 204, 304, 400, 402, 403, 404, 408, 409, 413]);
  });
});
