/** Reads zip archives, for tests: the way any reader does, from the directory at the end. */
import assert from "node:assert/strict";
import { inflateRawSync } from "node:zlib";

/** The files of an archive as `{ name, bytes }`, in its order. Throws when it is damaged. */
export function unzip(archive) {
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
