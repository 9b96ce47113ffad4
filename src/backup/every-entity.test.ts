/** Whatever the wallet remembers, all devices agree on it in the end: lives over every entity of the table, through real bytes. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { entities } from "../store/entities.ts";
import { writerOf } from "../testing/random-deeds.ts";
import { playHistory, type Writer } from "../testing/random-history.ts";
import type { Doc } from "./doc.ts";
import { readDocument, writeDocument } from "./document.ts";

/** More of them for one's own assurance: `HISTORIES=10000 node scripts/test.mjs every-entity`. */
const runs = Number(process.env.HISTORIES ?? 16);

/** As a service hands it out. */
function deliver(doc: Doc): Doc {
  const bytes = writeDocument(doc);
  const { doc: read, unread } = readDocument(bytes, doc.wallet);
  assert.deepEqual(unread, []);
  assert.deepEqual(writeDocument(read), bytes, "read and written again it is the same, byte for byte");
  return read;
}

function play(writer: Writer, count: number): number {
  let uploads = 0;
  for (let seed = 1; seed <= count; seed++) {
    const played = playHistory(seed, { writer, rules: { deliver } });
    assert.deepEqual(played.broken, [], `seed ${seed}\n${played.steps.join("\n")}`);
    uploads += played.uploads;
  }
  return uploads;
}

describe("a life with everything that may go wrong keeps every invariant with", () => {
  for (const entity of entities) {
    it(`rows of ${entity.name} alone`, () => {
      assert.ok(play(writerOf([entity]), runs) > runs, "histories in which nothing is told prove nothing");
    });
  }

  it("rows of all kinds at once", () => {
    assert.ok(play(writerOf(entities), 4 * runs) > 4 * runs);
  });
});
