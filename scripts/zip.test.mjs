/** The archives open elsewhere, and the order in which files were found leaves no trace. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { unzip } from "./unzip.mjs";
import { zip } from "./zip.mjs";

const entries = [
  { name: "b/ä.txt", bytes: Buffer.from("long ".repeat(100)) },
  { name: "a.txt", bytes: Buffer.from("short") },
  { name: "empty", bytes: Buffer.alloc(0) },
];

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
