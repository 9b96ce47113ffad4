/** A blob gives back exactly what went in, or says by name why not; from outside it is noise in one of a few sizes. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { deflateSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import nacl from "tweetnacl";
import { type Problem, WalletError } from "../api/problems.ts";
import { concat, sha512, u32, utf8, zeros } from "../taler/hash.ts";
import { largestDocument, openBlob, sealBlob } from "./blob.ts";

const key = sha512(utf8("a key")).slice(0, 32);
const nonce = sha512(utf8("a nonce")).slice(0, 24);
const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;
const headerSize = 32;
/** Header, authentication, length, and what gzip adds to bytes it cannot shorten (per block of 16 or 32 KiB, too). */
const overhead = headerSize + 16 + 4;

/** Bytes that cannot be compressed. */
function noise(size: number): Uint8Array {
  return nacl.secretbox(zeros(size), nonce, key).slice(0, size);
}

/** A blob made by hand, so that its content may be anything. */
function boxed(packed: Uint8Array, { length = packed.length, padding = zeros(100) } = {}): Uint8Array {
  return concat(utf8("SATCHEL1"), nonce, nacl.secretbox(concat(u32(length), packed, padding), nonce, key));
}

function problemOf(blob: Uint8Array, withKey: Uint8Array = key): Problem {
  try {
    openBlob(blob, withKey);
  } catch (error) {
    assert.ok(error instanceof WalletError, String(error));
    return error.problem;
  }
  throw new assert.AssertionError({ message: "it was opened" });
}

const damaged = (detail: string) => ({ code: "backupDamaged", detail });

describe("a sealed blob", () => {
  it("opens to the very document", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 40_000, size: "max" }),
        fc.integer({ min: 1, max: 64 }),
        async (bytes, limit) => {
          assert.deepEqual(openBlob(await sealBlob(bytes, key, nonce, limit), key), bytes);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("opens to the very document when that is large", async () => {
    for (const document of [noise(3 * mebibyte), zeros(5 * mebibyte), concat(noise(mebibyte), zeros(1))]) {
      const opened = openBlob(await sealBlob(document, key, nonce, 16), key);
      assert.equal(Buffer.compare(opened, document), 0);
    }
  });

  it("is opened by the rules of FORMAT.md, whoever compressed it", () => {
    const document = utf8("a document");
    assert.deepEqual(openBlob(boxed(gzipSync(document)), key), document);
    assert.deepEqual(openBlob(boxed(gzipSync(document), { padding: zeros(0) }), key), document);
  });

  it("has one of a few sizes, whatever is in it", async () => {
    const sizeOf = async (size: number, limit: number) => (await sealBlob(noise(size), key, nonce, limit)).length;
    assert.equal(await sizeOf(0, 16), 16 * kibibyte);
    assert.equal(await sizeOf(16_000, 16), 16 * kibibyte);
    assert.equal(await sizeOf(16 * kibibyte, 16), 32 * kibibyte);
    assert.equal(await sizeOf(300 * kibibyte, 16), 512 * kibibyte);
    assert.equal(await sizeOf(mebibyte, 16), 2 * mebibyte);
    assert.equal((await sealBlob(zeros(100_000), key, nonce, 16)).length, 16 * kibibyte);
  });

  it("stays below the limit of the service, which is exclusive", async () => {
    assert.equal((await sealBlob(noise(600 * kibibyte), key, nonce, 1)).length, mebibyte - 1);
    assert.equal((await sealBlob(noise(1_500 * kibibyte), key, nonce, 3)).length, 2 * mebibyte);
    assert.equal((await sealBlob(noise(2_500 * kibibyte), key, nonce, 3)).length, 3 * mebibyte - 1);
    const largest = noise(mebibyte - 1 - overhead - 400);
    assert.deepEqual(openBlob(await sealBlob(largest, key, nonce, 1), key), largest);
    await assert.rejects(sealBlob(noise(mebibyte), key, nonce, 1), (error: WalletError) => {
      assert.equal(error.problem.code, "serviceFull");
      assert.match(error.problem.detail ?? "", /^10\d{5} bytes, of at most 1048575$/);
      return true;
    });
  });

  it("begins with its name and nonce, and the rest looks like noise", async () => {
    const document = utf8("coins ".repeat(1000));
    const blob = await sealBlob(document, key, nonce, 16);
    assert.deepEqual(blob.slice(0, headerSize), concat(utf8("SATCHEL1"), nonce));
    const rest = blob.slice(headerSize);
    assert.ok(gzipSync(rest).length > rest.length, "it could be compressed");
    const other = await sealBlob(document, key, nonce.with(0, (nonce[0] ?? 0) ^ 1), 16);
    const same = rest.filter((byte, index) => byte === other[headerSize + index]).length;
    assert.ok(same < rest.length / 100, `${same} bytes are the same under another nonce`);
  });

  it("is the same for the same document, key and nonce, so that an upload can be repeated", async () => {
    const document = noise(50_000);
    assert.deepEqual(await sealBlob(document, key, nonce, 16), await sealBlob(document, key, nonce, 16));
  });
});

describe("what is no sound blob", () => {
  it("is refused as not a backup when it begins otherwise", () => {
    const empty = { code: "notABackup", detail: "it begins otherwise" };
    assert.deepEqual(problemOf(utf8("TLRWBK01".padEnd(20_000, "x"))), empty);
    assert.deepEqual(problemOf(utf8("<html>")), empty);
    assert.deepEqual(problemOf(noise(16 * kibibyte)), empty);
  });

  it("is refused as damaged when any byte was changed", async () => {
    const blob = await sealBlob(utf8("a document"), key, nonce, 16);
    fc.assert(
      fc.property(fc.nat(blob.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const { code, detail } = problemOf(blob.with(at, (blob[at] ?? 0) ^ flip));
        assert.equal(code, at < 8 ? "notABackup" : "backupDamaged");
        assert.equal(detail, at < 8 ? "it begins otherwise" : "wrong key or damaged");
      }),
    );
  });

  it("is refused as truncated wherever it was cut off, or when something was added", async () => {
    const blob = await sealBlob(noise(20_000), key, nonce, 16);
    fc.assert(
      fc.property(fc.nat(blob.length - 1), (size) => {
        const expected = size === 16 * kibibyte ? "wrong key or damaged" : "truncated";
        assert.deepEqual(problemOf(blob.slice(0, size)), damaged(expected));
      }),
    );
    assert.deepEqual(problemOf(concat(blob, zeros(1))), damaged("truncated"));
  });

  it("is refused without the right key", async () => {
    const blob = await sealBlob(utf8("a document"), key, nonce, 16);
    assert.deepEqual(problemOf(blob, zeros(32)), damaged("wrong key or damaged"));
  });

  it("is refused when it is too large to be looked at", () => {
    const blob = new Uint8Array(64 * mebibyte + 1);
    assert.deepEqual(problemOf(blob), { code: "backupTooLarge", detail: `${blob.length} bytes` });
  });

  it("is refused when a small box would fill the memory, before it does", () => {
    const bomb = boxed(gzipSync(new Uint8Array(largestDocument + 1), { level: 1 }));
    assert.ok(bomb.length < mebibyte);
    assert.deepEqual(problemOf(bomb), { code: "backupTooLarge", detail: `inflates beyond ${largestDocument} bytes` });
  });

  it("is refused when the writer had made a mistake inside the box", () => {
    const packed = gzipSync(utf8("a document ".repeat(100)));
    assert.deepEqual(problemOf(boxed(packed, { length: packed.length + 101 })), damaged("length"));
    assert.deepEqual(problemOf(boxed(packed, { length: 2 ** 32 - 1 })), damaged("length"));
    assert.deepEqual(problemOf(boxed(packed, { padding: zeros(100).with(99, 1) })), damaged("padding"));
    assert.deepEqual(problemOf(boxed(packed.subarray(0, -1), { padding: zeros(0) })), damaged("compression"));
    assert.deepEqual(problemOf(boxed(packed.subarray(0, 10), { padding: zeros(0) })), damaged("compression"));
    assert.deepEqual(problemOf(boxed(zeros(0))), damaged("compression"));
    assert.deepEqual(problemOf(boxed(deflateSync(utf8("zlib, not gzip")))), damaged("compression"));
    const unsound = new Uint8Array(packed);
    unsound[packed.length - 6] = (unsound[packed.length - 6] ?? 0) ^ 1;
    assert.deepEqual(problemOf(boxed(unsound)), damaged("compression"));
  });
});
