/** Facts that this version does not understand, or not wholly, pass through it unchanged and stop nothing. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import fc from "fast-check";
import { adopt, readState } from "../store/adopt.ts";
import { lamportTime } from "../store/clock.ts";
import type { Database } from "../store/db.ts";
import { insert, learn } from "../store/deed.ts";
import { exchanges } from "../store/entities/exchange.ts";
import { entities } from "../store/entities.ts";
import type { Entity } from "../store/entity.ts";
import { openDatabase } from "../store/open.ts";
import type { Facts, Membership } from "../store/row.ts";
import { save } from "../store/save.ts";
import { countSetAside } from "../store/set-aside.ts";
import type { Json } from "../taler/codec.ts";
import { rowsOf } from "../testing/arbitrary.ts";
import { deviceA, docWith, sampleText, sampleWallet } from "../testing/documents.ts";
import { freshDisk } from "../testing/replica.ts";
import { planSync } from "./cycle.plan.ts";
import type { Doc } from "./doc.ts";
import { readDocument, writeDocument } from "./document.ts";
import { mergeDoc } from "./merge.ts";
import { newEnrolment } from "./providers.ts";
import { planUpload } from "./upload.plan.ts";

const url = "https://sync.example.com/";

async function deviceNamed(device: string, root: string): Promise<Database> {
  const db = await openDatabase("test", { indexedDB: new IDBFactory(), IDBKeyRange });
  await db.self.put({ ...freshDisk(device).self, root });
  await db.enrolments.put(newEnrolment(url, root));
  return db;
}

/** The document after it went through a service. */
const delivered = (doc: Doc): Doc => {
  const { doc: read, unread } = readDocument(writeDocument(doc), doc.wallet);
  assert.deepEqual(unread, []);
  return read;
};

describe("members inside facts that only a newer version knows", () => {
  const { format: _, ...known } = JSON.parse(readFileSync("src/backup/corpus/1.0-withdrawn.json", "utf8")).document;
  const [desk = "", phone = ""] = ["a desktop computer", "a telephone"].map((name) => sampleText(name, 16));

  /** A member more in every map inside the fact, but for stamps, and for the one map whose members are entries. */
  function renewed(fact: Json): Json {
    if (typeof fact !== "object" || fact === null) return fact;
    if (Array.isArray(fact)) return fact.map(renewed);
    const members = Object.entries(fact);
    if ("count" in fact || members.every(([name]) => /^\d+$/.test(name))) return fact;
    const inner = Object.fromEntries(members.map(([name, one]) => [name, renewed(one as Json)]));
    return { ...inner, novelty: { of: ["a newer version", 1, null] } };
  }
  const renewedFacts = (facts: Facts): Facts =>
    Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, renewed(fact)]));
  const renewedSet = (set: Doc["sets"][string]) => ({
    ...set,
    rows: set.rows.map((row) => ({ ...row, facts: renewedFacts(row.facts) })),
  });
  const doc: Doc = {
    ...known,
    version: { major: 1, minor: 1 },
    sets: Object.fromEntries(Object.entries((known as Doc).sets).map(([name, set]) => [name, renewedSet(set)])),
  };

  /** The rows of all sets that hold any. */
  const rowsBySet = ({ sets }: Doc) =>
    Object.fromEntries(Object.entries(sets).flatMap(([name, { rows }]) => (rows.length > 0 ? [[name, rows]] : [])));

  /** What a device has to tell after it has met the document, if anything. */
  async function met(db: Database, me: string, there: Doc): Promise<Doc | undefined> {
    await adopt(db, { now: 0 }, ({ state }) => ({ changes: mergeDoc(state, there).changes, result: undefined }));
    const { revision, wallet } = there;
    const question = {
      docHash: sampleText("blob", 64),
      state: await readState(db),
      enrolment: { revision },
      me,
      wallet,
      now: 0,
    };
    const plan = planUpload({ ...question, doc: there });
    return plan.isDue ? plan.doc : undefined;
  }

  it("are everywhere in the document of this test", () => {
    const count = JSON.stringify(doc).split('"novelty"').length - 1;
    assert.ok(count > 20, `${count} of them`);
    for (const name of ["exchanges", "withdrawals", "reserves", "batches", "devices", "providers"]) {
      assert.ok(JSON.stringify(doc.sets[name]).includes('"novelty"'), name);
    }
  });

  it("are read, kept beside what is understood, and no reason to upload anything", async () => {
    const db = await deviceNamed(desk, doc.wallet);
    assert.equal(await met(db, desk, delivered(doc)), undefined);
    assert.equal(await countSetAside(db), 0);
    for (const [name, { rows }] of Object.entries(doc.sets)) {
      const stored: Membership[] = await db.table(name).toArray();
      assert.deepEqual(
        stored.map(({ key, facts }) => [key, facts]),
        rows.map(({ key, facts }) => [key, facts]),
      );
    }
  });

  it("come back in the next upload, and the newer version has nothing to put right", async () => {
    const [older, newer] = [await deviceNamed(desk, doc.wallet), await deviceNamed(phone, doc.wallet)];
    const [exchange] = doc.sets.exchanges?.rows ?? [];
    assert.equal(await met(newer, phone, delivered(doc)), undefined);
    await met(older, desk, delivered(doc));
    await save(older, learn(exchanges, exchange?.key ?? "", { suspended: "yes" }));
    const told = delivered((await met(older, desk, doc)) ?? assert.fail("nothing to tell"));
    const at = { count: 41, device: desk };
    const suspended = { ...exchange?.facts, suspended: { value: "yes", at } };
    assert.deepEqual(rowsBySet(told), { ...rowsBySet(doc), exchanges: [{ ...exchange, facts: suspended }] });
    for (const [name, { laws }] of Object.entries(doc.sets)) {
      // The document may be older than what is remembered today, whose laws are told, too.
      const toldLaws = told.sets[name]?.laws;
      assert.deepEqual({ ...toldLaws, ...laws }, toldLaws, name);
    }
    assert.equal(await met(newer, phone, told), undefined);
    assert.equal(await met(older, desk, told), undefined);
  });
});

describe("whatever stands in the place of facts", () => {
  const whole = (_: string, value: unknown) => (typeof value === "number" ? Math.trunc(value % 2 ** 53) || 0 : value);
  const anyJson = fc.jsonValue({ maxDepth: 2 }).map((value): Json => JSON.parse(JSON.stringify(value), whole));
  const at = { count: 1, device: deviceA };
  const odd: fc.Arbitrary<Json> = fc.oneof(
    anyJson,
    fc.constantFrom<Json[]>(null, "", "x", -1, 2 ** 53 - 1, [], [null], {}, { value: null }, { value: "x", at }),
    fc.constantFrom<Json[]>({ value: 1, at: 7 }, { value: 1, at: { count: -1, device: "" } }, { length: 3 }),
    fc.constantFrom<Json[]>([{ slot: 1, at }, 7], [{ slot: "1", at }], [{ slot: 3, at: { count: "1", device: 1 } }]),
    fc.constantFrom<Json[]>(
      JSON.parse('{"__proto__":{"value":1},"constructor":"x"}'),
      JSON.parse(`${"[".repeat(150)}${"]".repeat(150)}`),
    ),
  );

  /** Random facts with stamps of that device alone. */
  const restamped = (facts: Facts): Facts =>
    JSON.parse(JSON.stringify(facts), (_, value) => (value?.count === undefined ? value : at));

  /** A row of the entity that another device has told, with something odd in the place of some of its facts. */
  function oddRows(entity: Entity): fc.Arbitrary<Membership> {
    const names = Object.keys(entity.fields).filter((name) => entity.fields[name]?.law);
    const facts = fc.dictionary(fc.constantFrom(...names), odd, { minKeys: 1, noNullPrototype: true });
    const keys = fc.constantFrom(
      (key: string) => key,
      (key: string) => `${key}?`,
      () => "ME",
      () => "",
    );
    return fc.tuple(rowsOf(entity), keys, facts).map(([row, keyOf, oddities]) => ({
      key: keyOf(row.key),
      ins: { count: 4, device: deviceA },
      worth: { [deviceA]: 4 },
      facts: { ...restamped(row.facts), ...oddities },
    }));
  }

  const dice = { now: 0, freshId: "FRESH", deviceName: "Firefox", lookAt: 0, isCover: false };
  /** One sync with a service that holds this; gives what is uploaded, as the service hands it out from then on. */
  async function synced(db: Database, doc: Doc): Promise<Doc | undefined> {
    const served = { doc, hash: sampleText(`${doc.revision}`, 64) };
    const { upload } = await adopt(db, { now: 0 }, planSync({ url, root: sampleWallet }, served, dice));
    if (!upload) return undefined;
    const { counts = {}, offered = 0 } = (await db.self.get("self")) ?? {};
    await db.self.update("self", { offered: Math.max(offered, counts.ME ?? 0) });
    await db.enrolments.update(url, { revision: upload.doc.revision });
    return readDocument(writeDocument(upload.doc), sampleWallet, lamportTime(counts)).doc;
  }

  /** A device that has seen all that random rows are stamped with, and holds this one. */
  async function deviceWith(set: string, own: Membership | undefined): Promise<Database> {
    const db = await deviceNamed("ME", sampleWallet);
    const counts = Object.fromEntries(["A", "B", "C", "a", "b", ""].map((device) => [device, 9]));
    const changes = { counts, sets: new Map(own ? [[set, { rows: [own] }]] : []) };
    await adopt(db, { now: 0 }, () => ({ changes, result: undefined }));
    return db;
  }

  for (const entity of entities) {
    it(`stops no sync and no later upload, takes nothing away, and is handed on: ${entity.name}`, async () => {
      const own = rowsOf(entity);
      const rows = oddRows(entity);
      await fc.assert(
        fc.asyncProperty(fc.option(own, { nil: undefined }), rows, fc.boolean(), async (mine, odd, isSame) => {
          const theirs = mine && isSame ? { ...odd, key: mine.key } : odd;
          const { doc } = readDocument(writeDocument(docWith({ [entity.name]: { rows: [theirs] } })), sampleWallet);
          assert.equal(doc.sets[entity.name]?.rows.length, 1, "not even joined");
          const db = await deviceWith(entity.name, mine);
          const first = (await synced(db, doc)) ?? assert.fail("a new device has to join");
          if (mine) assert.ok(await db.table(entity.name).get(mine.key), "the own row is gone");
          const kept = first.sets[entity.name]?.rows.find(({ key }) => key === theirs.key);
          if (mine?.key !== theirs.key && theirs.key !== "ME") {
            assert.deepEqual(kept, theirs);
          }
          assert.equal(await synced(db, first), undefined, "there is something to put right");
          await save(db, insert(exchanges, "https://new.example/", { addedAt: 1 }));
          const second = (await synced(db, first)) ?? assert.fail("a change is to be told");
          assert.equal(second.revision, first.revision + 1);
          assert.equal(await synced(db, second), undefined);
        }),
        { numRuns: 15 },
      );
    });
  }
});
