/** Sets, fields and members that only newer versions know travel through an older device, from one service to another and back. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { adopt, readState } from "../store/adopt.ts";
import type { Database } from "../store/db.ts";
import { exchanges } from "../store/entities/exchange.ts";
import { joinFact, type Law } from "../store/law.ts";
import { openDatabase } from "../store/open.ts";
import type { Facts, Membership } from "../store/row.ts";
import type { Json } from "../taler/codec.ts";
import { deviceA, deviceB, emptyDoc, emptySet, sampleExchange, sampleWallet } from "../testing/documents.ts";
import { freshDisk } from "../testing/replica.ts";
import type { Doc } from "./doc.ts";
import { readDocument, writeDocument } from "./document.ts";
import { mergeDoc } from "./merge.ts";
import { newEnrolment } from "./providers.ts";
import { planUpload } from "./upload.plan.ts";

const [p, q] = ["https://p.example/", "https://q.example/"] as const;

/** A field of each law, and what it is in the west and in the east. */
const novelties: Readonly<Record<string, readonly [law: Law, west: Json, east: Json]>> = {
  shape: ["fixed", "round", "round"],
  bornAt: ["earliest", 7, 5],
  seen: ["highest", 7, 5],
  title: [
    "latest",
    { value: "west", at: { count: 3, device: deviceA } },
    { value: "east", at: { count: 9, device: deviceB } },
  ],
  colours: ["union", ["red"], ["blue"]],
  shades: [{ mapOf: "union" }, { red: ["dark"] }, { red: ["pale"], blue: ["dark"] }],
  births: [{ mapOf: { mapOf: "earliest" } }, { a: { at: 5 } }, { a: { at: 3, by: 9 } }],
};
const laws = Object.fromEntries(Object.entries(novelties).map(([name, [law]]) => [name, law]));
const facts = (side: 1 | 2): Facts =>
  Object.fromEntries(Object.entries(novelties).map(([name, novelty]) => [name, novelty[side] as Json]));
const joinedFacts = Object.fromEntries(
  Object.entries(novelties).map(([name, [law, west, east]]) => [name, joinFact(law, west, east) as Json]),
);

/** What a newer version has told its service: a set of its own, and more about an exchange and inside what is known of it. */
function newer(side: 1 | 2): Doc {
  const row: Membership = { key: "a novelty", ins: { count: 2, device: deviceA }, facts: facts(side) };
  const currency = { value: "KUDOS", at: { count: 2, device: deviceB }, novelty: { of: [1, null] } };
  const told = { ...sampleExchange, facts: { ...sampleExchange.facts, currency, ...facts(side) } };
  return {
    ...emptyDoc,
    version: { major: 1, minor: 9 },
    sets: { exchanges: { ...emptySet, laws, rows: [told] }, novelties: { ...emptySet, laws, rows: [row] } },
  };
}

/** The document after it went through a service. */
function delivered(doc: Doc): Doc {
  const { doc: read, unread } = readDocument(writeDocument(doc), doc.wallet);
  assert.deepEqual(unread, []);
  return read;
}

/** One sync of the older device: what it writes down, and what it uploads, if anything. */
async function met(db: Database, there: Doc): Promise<Doc | undefined> {
  await adopt(db, { now: 0 }, ({ state }) => ({ changes: mergeDoc(state, there).changes, result: undefined }));
  const enrolment = { revision: there.revision };
  const plan = planUpload({
    doc: there,
    state: await readState(db),
    enrolment,
    me: "ME",
    wallet: sampleWallet,
    now: 0,
  });
  return plan.isDue ? delivered(plan.doc) : undefined;
}

describe("what only newer versions know", () => {
  it("is joined by its laws on an older device at two services, and handed on to both", async () => {
    const db = await openDatabase("test", { indexedDB: new IDBFactory(), IDBKeyRange });
    await db.self.put({ ...freshDisk("ME").self, root: sampleWallet });
    for (const url of [p, q]) await db.enrolments.put(newEnrolment(url, sampleWallet));
    const west = (await met(db, delivered(newer(1)))) ?? assert.fail("it joins");
    const east = (await met(db, delivered(newer(2)))) ?? assert.fail("it joins");
    const back = (await met(db, west)) ?? assert.fail("there is news from the east");

    const rowsOf = ({ sets }: Doc) => [sets.novelties?.rows, sets.exchanges?.rows];
    assert.deepEqual(rowsOf(east), rowsOf(back), "the same rows at both services");
    const [told] = back.sets.exchanges?.rows ?? [];
    const currency = newer(1).sets.exchanges?.rows[0]?.facts.currency;
    assert.deepEqual(told?.facts, { ...sampleExchange.facts, currency, ...joinedFacts });
    assert.deepEqual(back.sets.novelties?.rows[0]?.facts, joinedFacts);
    for (const doc of [east, back]) {
      assert.deepEqual(doc.version, { major: 1, minor: 9 });
      assert.deepEqual(doc.sets.novelties?.laws, laws);
      const lawsOfExchanges = doc.sets.exchanges?.laws ?? {};
      assert.deepEqual({ ...lawsOfExchanges, ...laws }, lawsOfExchanges);
    }
    // Nobody has anything to put right, however often they look.
    for (const doc of [east, back, east]) assert.equal(await met(db, doc), undefined);
    // The older device has understood what it can of it.
    assert.equal((await db.of(exchanges).get(sampleExchange.key))?.facts.currency?.value, "KUDOS");
  });

  it("is deleted like anything else, without coming back from the other service", async () => {
    const db = await openDatabase("test", { indexedDB: new IDBFactory(), IDBKeyRange });
    await db.self.put({ ...freshDisk("ME").self, root: sampleWallet });
    for (const url of [p, q]) await db.enrolments.put(newEnrolment(url, sampleWallet));
    await met(db, delivered(newer(1)));
    const del = { count: 10, device: deviceA };
    const buried = { ...emptySet, laws, tombstones: [{ key: "a novelty", del, since: 8 }] };
    const later: Doc = { ...newer(1), revision: 8, sets: { ...newer(1).sets, novelties: buried } };
    await met(db, delivered(later));
    const east = (await met(db, delivered(newer(2)))) ?? assert.fail("there is news from the west");
    assert.deepEqual(east.sets.novelties?.rows, []);
    assert.deepEqual(
      east.sets.novelties?.tombstones.map(({ key, del: at }) => [key, at]),
      [["a novelty", del]],
    );
  });
});
