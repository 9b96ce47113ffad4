/** The archives open elsewhere, and the order in which files were found leaves no trace. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inflateRawSync } from "node:zlib";
import { zip } from "./zip.mjs";

const entries = [
  { name: "b/ä.txt", bytes: Buffer.from("long ".repeat(100)) },
  { name: "a.txt", bytes: Buffer.from("short") },
  { name: "empty", bytes: Buffer.alloc(0) },
];

/** Reads an archive the way any reader does: from the directory at its end. */
function unzip(archive) {
  const end = archive.lastIndexOf("PK\x05\x06", undefined, "latin1");
  let at = archive.readUInt32LE(end + 16);
  return Array.from({ length: archive.readUInt16LE(end + 10) }, () => {
    assert.equal(archive.toString("latin1", at, at + 4), "PK\x01\x02");
    const [packedSize, size] = [archive.readUInt32LE(at + 20), archive.readUInt32LE(at + 24)];
    const nameSize = archive.readUInt16LE(at + 28);
    const name = archive.toString("utf8", at + 46, at + 46 + nameSize);
    const start = archive.readUInt32LE(at + 42);
    assert.equal(archive.toString("latin1", start, start + 4), "PK\x03\x04");
    const from = start + 30 + archive.readUInt16LE(start + 26);
    const bytes = inflateRawSync(archive.subarray(from, from + packedSize));
    assert.equal(bytes.length, size);
    at += 46 + nameSize;
    return { name, bytes };
  });
}

describe("zip", () => {
  it("gives back every file, sorted by name", () => {
    assert.deepEqual(unzip(zip(entries)), [entries[1], entries[0], entries[2]]);
  });

  it("is the same whatever order the files come in", () => {
    assert.deepEqual(zip(entries.toReversed()), zip(entries));
  });

  it("differs when a byte of a file differs", () => {
    const changed = entries.map((entry) => ({ ...entry, bytes: Buffer.from(entry.bytes.toString().toUpperCase()) }));
    assert.notDeepEqual(zip(changed), zip(entries));
  });
});
