import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { allRecorded, type Recorded, recorded } from "../testing/recordings.ts";
import { FormatError } from "./codec.ts";
import { bytesOf, textOf } from "./crockford.ts";
import { publicKeyOf } from "./eddsa.ts";
import { sha512 } from "./hash.ts";
import free from "./recordings/sync-free.json";
import paid from "./recordings/sync-paid.json";
import {
  backupHash,
  isSignedBy,
  noBackup,
  quotedHash,
  readBackupAnswer,
  syncConfig,
  syncInterfaces,
  uploadHeaders,
} from "./sync-api.ts";
import vectors from "./vectors/sync.json";
import { compatibility } from "./version.ts";

const accountOf = ({ request }: Recorded) => request.path.replace(/^\/backups\/|\?.*$/g, "");

function bodyOf({ text = "", base64 }: { readonly text?: string; readonly base64?: string }): Uint8Array {
  return new Uint8Array(base64 === undefined ? Buffer.from(text) : Buffer.from(base64, "base64"));
}

const lowerCase = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** Every recorded answer that carries a backup. */
const backups = [...allRecorded(free), ...allRecorded(paid)].filter(
  ({ response }) => response.headers.ETag !== undefined,
);

describe("the configuration of a backup service", () => {
  it("is read as recorded, and is compatible", () => {
    const config = syncConfig.parse(recorded(free, "config").response.json);
    assert.equal(config.storage_limit_in_megabytes, 1);
    assert.equal(config.annual_fee, "KUDOS:0");
    assert.equal(compatibility(config.version, syncInterfaces), "compatible");
  });

  it("is refused when it is another service's, or stores nothing", () => {
    const config = { name: "sync", version: "2:0:0", annual_fee: "KUDOS:0", storage_limit_in_megabytes: 1 };
    assert.throws(() => syncConfig.parse({ ...config, name: "anastasis" }), FormatError);
    assert.throws(() => syncConfig.parse({ ...config, storage_limit_in_megabytes: 0 }), FormatError);
    assert.throws(() => syncConfig.parse({ ...config, annual_fee: "1 KUDOS" }), FormatError);
  });
});

describe("the headers of an upload", () => {
  const [account] = vectors.accounts;
  assert.ok(account !== undefined);

  for (const [index, upload] of vectors.uploads.entries()) {
    it(`are those of the reference wallet (${index === 0 ? "first upload" : "update"})`, async () => {
      const step = { previous: upload.old_hash ?? undefined, hash: upload.new_hash };
      const made = await uploadHeaders(bytesOf(account.privateKey), step);
      assert.deepEqual(made, { "Content-Type": "application/octet-stream", ...upload.headers });
      assert.equal(await isSignedBy(account.publicKey, step, upload.sync_signature), true);
    });
  }

  it("are what real services accepted", async () => {
    const uploads = [...allRecorded(free), ...allRecorded(paid)].filter(
      ({ request, response }) => request.method === "POST" && [204, 304, 409].includes(response.status),
    );
    assert.ok(uploads.length >= 10);
    for (const one of uploads) {
      const headers = one.request.headers;
      const previous = headers["If-Match"] === undefined ? undefined : quotedHash.parse(headers["If-Match"]);
      const step = { previous, hash: quotedHash.parse(headers["If-None-Match"]) };
      assert.equal(await backupHash(bodyOf(one.request)), step.hash, one.label);
      assert.equal(await isSignedBy(accountOf(one), step, headers["Sync-Signature"] ?? ""), true, one.label);
    }
  });

  it("name the hash of the bytes, however many", async () => {
    assert.equal(await backupHash(new Uint8Array(0)), vectors.empty_body_sha512);
    assert.equal(await backupHash(bodyOf({ base64: vectors.blob_base64 })), vectors.blob_sha512);
    const large = new Uint8Array(2 ** 20 + 1).fill(7);
    assert.equal(await backupHash(large), textOf(sha512(large)));
  });

  it("need quotes", () => {
    assert.throws(() => quotedHash.parse(noBackup), FormatError);
    assert.throws(() => quotedHash.parse(`"${noBackup}`), FormatError);
    assert.throws(() => quotedHash.parse('"ABC"'), FormatError);
    assert.equal(quotedHash.parse(quotedHash.format(noBackup)), noBackup);
  });
});

describe("a backup handed out", () => {
  it("is proven for every recorded answer", async () => {
    assert.ok(backups.length >= 8);
    for (const one of backups) {
      const body = bodyOf(one.response);
      const proven = await readBackupAnswer(accountOf(one), lowerCase(one.response.headers), body);
      assert.equal(proven.hash, await backupHash(body));
      assert.equal(proven.previous === undefined, one.response.headers["Sync-Previous"] === noBackup, one.label);
    }
  });

  it("may have passed a proxy that marked its tag as weak", async () => {
    const { request, response } = recorded(free, "get-after-first");
    const account = request.path.slice("/backups/".length);
    const headers = { ...lowerCase(response.headers), etag: `W/${response.headers.ETag}` };
    assert.ok(await readBackupAnswer(account, headers, bodyOf(response)));
  });

  it("is refused when one bit of the bytes, of a header or of the account is turned", async () => {
    const one = recorded(free, "get-after-second");
    const account = bytesOf(accountOf(one));
    const headers = lowerCase(one.response.headers);
    const hash = bytesOf(quotedHash.parse(headers.etag));
    const parts = {
      body: bodyOf(one.response),
      account,
      hash,
      previous: bytesOf(headers["sync-previous"] ?? ""),
      signature: bytesOf(headers["sync-signature"] ?? ""),
    };
    const read = (changed: typeof parts) =>
      readBackupAnswer(
        textOf(changed.account),
        {
          etag: `"${textOf(changed.hash)}"`,
          "sync-previous": textOf(changed.previous),
          "sync-signature": textOf(changed.signature),
        },
        changed.body,
      );
    assert.ok(await read(parts));
    const names = Object.keys(parts) as (keyof typeof parts)[];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.nat(), fc.integer({ min: 0, max: 7 }), async (name, at, bit) => {
        const bytes = parts[name];
        const turned = bytes.map((byte, index) => (index === at % bytes.length ? byte ^ (1 << bit) : byte));
        await assert.rejects(read({ ...parts, [name]: turned }), FormatError);
      }),
      { numRuns: 60 },
    );
  });

  it("is refused without a header, and with the version before it as its own", async () => {
    const one = recorded(free, "get-after-second");
    const headers = lowerCase(one.response.headers);
    for (const missing of ["etag", "sync-previous", "sync-signature"]) {
      const { [missing]: _, ...rest } = headers;
      await assert.rejects(readBackupAnswer(accountOf(one), rest, bodyOf(one.response)), FormatError, missing);
    }
    const older = recorded(free, "get-after-first");
    const spliced = { ...lowerCase(older.response.headers), "sync-previous": quotedHash.parse(headers.etag) };
    await assert.rejects(readBackupAnswer(accountOf(one), spliced, bodyOf(older.response)), {
      message: "Sync-Signature: not signed by the account",
    });
  });
});

it("the accounts of the vectors have the keys they say", () => {
  for (const { privateKey, publicKey } of vectors.accounts) {
    assert.equal(textOf(publicKeyOf(bytesOf(privateKey))), publicKey);
  }
});
