import assert from "node:assert/strict";
import { describe, it } from "node:test";
import Dexie from "dexie";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { freshDisk } from "../testing/replica.ts";
import { adopt, readState } from "./adopt.ts";
import type { Counts } from "./clock.ts";
import type { Database } from "./db.ts";
import { insert, learn, remove } from "./deed.ts";
import { exchanges } from "./entities/exchange.ts";
import { formerRoots } from "./entities/former-root.ts";
import { withdrawals } from "./entities/withdrawal.ts";
import { openDatabase } from "./open.ts";
import type { Membership } from "./row.ts";
import { save } from "./save.ts";
import type { Enrolment } from "./self.ts";
import { type Changes, type SetChanges, withChanges } from "./state.ts";

const now = 1000;
const p = "https://p.example/";
const shop = "https://shop.example/";
const enrolment: Enrolment = { url: p, root: "ROOT", revision: 0, counts: {}, told: 0, isMember: true };
const ins = { count: 3, device: "B" };
const row = (key: string, facts: Membership["facts"]): Membership => ({ key, ins, facts });
const changesOf = (set: string, changes: SetChanges, counts: Counts = { B: 3 }): Changes => ({
  counts,
  sets: new Map([[set, changes]]),
});

/** More than are on their way to the disk at a time. */
const manyRows = () => Array.from({ length: 5000 }, (_, index) => row(`n${index}`, {}));

async function freshDatabase(): Promise<Database> {
  const db = await openDatabase("test", { indexedDB: new IDBFactory(), IDBKeyRange });
  await db.self.put(freshDisk("ME").self);
  await db.enrolments.put(enrolment);
  return db;
}

const adopted = (db: Database, changes: Changes) => adopt(db, { now }, () => ({ changes, result: undefined }));
const tables = async (db: Database) =>
  Object.fromEntries(await Promise.all(db.tables.map(async (table) => [table.name, await table.toArray()] as const)));

describe("adopting", () => {
  it("writes rows with the number of the change and their index columns, and the counts with them", async () => {
    const db = await freshDatabase();
    const key = "0".repeat(52);
    const facts = { exchange: shop, kind: "manual", amount: "KUDOS:1" };
    await adopted(db, changesOf(withdrawals.name, { rows: [row(key, facts)] }));
    assert.deepEqual(await db.of(withdrawals).toArray(), [
      { ...row(key, facts), seq: 1, ix: { status: "transferring", story: `999999999999999 ${key}` } },
    ]);
    const self = await db.self.get("self");
    assert.deepEqual([self?.change, self?.counts], [1, { B: 3 }]);
  });

  it("leaves a database that holds exactly the state with the changes", async () => {
    const db = await freshDatabase();
    await save(db, insert(exchanges, shop, { addedAt: 1 }), insert(exchanges, "https://gone.example/", {}));
    const before = await readState(db);
    const del = { count: 4, device: "B" };
    const changes: Changes = {
      counts: { ME: 1, B: 4 },
      sets: new Map<string, SetChanges>([
        [
          "exchanges",
          { rows: [row("https://new.example/", {})], tombstones: [{ key: "https://gone.example/", del, open: [p] }] },
        ],
        ["novelties", { rows: [row("n", { a: [1] })], laws: { a: "union" }, unread: [{ odd: true }] }],
      ]),
    };
    await adopted(db, changes);
    const bare = (state: Awaited<ReturnType<typeof readState>>) =>
      [...state.sets].map(([name, set]) => {
        const rows = [...set.rows.values()].map(({ key, ins, del, facts }) => ({ key, ins, del, facts }));
        return [name, rows.sort((a, b) => (a.key < b.key ? -1 : 1)), [...set.tombstones], set.laws, [...set.unread]];
      });
    const expected = withChanges(before, changes);
    const after = await readState(db);
    assert.deepEqual(bare(after), bare(expected));
    assert.deepEqual([after.counts, after.providers], [expected.counts, [p]]);
  });

  it("does all or nothing", async () => {
    const db = await freshDatabase();
    const before = await tables(db);
    const unwritable = { ...row(shop, {}), facts: { addedAt: (() => {}) as never } };
    await assert.rejects(adopted(db, changesOf("novelties", { rows: [row("n", {}), unwritable] })));
    const thrown = adopt(db, { now }, () => {
      throw new Error("too many rows would go");
    });
    await assert.rejects(thrown, /too many/);
    // The row that fails comes while many others are still on their way.
    const many = [...manyRows(), { ...unwritable, key: "last" }];
    await assert.rejects(adopted(db, changesOf("novelties", { rows: many })));
    assert.deepEqual(await tables(db), before);
  });

  it("tells of many rows as they are written, and lets others work once the last are on their way", async () => {
    const db = await freshDatabase();
    const rows = manyRows();
    const told: (number | string)[] = [];
    const onWritten = (count: number, total: number) => void told.push(total === rows.length ? count : "wrong");
    const meanwhile = (result: string) => void told.push(result, String(Dexie.currentTransaction));
    const choose = () => ({ changes: changesOf("novelties", { rows }), result: "to be packed" });
    assert.equal(await adopt(db, { now, onWritten, meanwhile }, choose), "to be packed");
    const counts = told.filter((one) => typeof one === "number");
    assert.deepEqual(
      counts,
      Array.from({ length: rows.length / 500 }, (_, index) => 500 * (index + 1)),
    );
    const at = told.indexOf("to be packed");
    assert.equal(told[at + 1], "null");
    assert.ok(at > 0 && at < told.length - 2, `told between counts, not at ${at}`);
    assert.equal(await db.foreign.count(), rows.length);
  });

  it("writes nothing and tells nobody when nothing changes", async () => {
    const db = await freshDatabase();
    const told: unknown[] = [];
    db.onChange = (sets) => told.push(sets);
    const before = await tables(db);
    assert.equal(await adopt(db, { now }, ({ self }) => ({ result: self.device })), "ME");
    assert.deepEqual([await tables(db), told], [before, []]);
  });

  it("stops at the boundary before and after, and tells which sets changed", async () => {
    const db = await freshDatabase();
    const told: string[] = [];
    let boundaries = 0;
    db.boundary = async () => void boundaries++;
    db.onChange = (sets) => told.push(`${sets} after ${boundaries}`);
    const changes = changesOf("exchanges", { rows: [row(shop, {})] });
    await adopt(db, { now }, () => ({ changes, enrolments: [{ ...enrolment, revision: 1 }], result: undefined }));
    assert.deepEqual(told, ["exchanges,enrolments after 2"]);
    assert.equal((await db.enrolments.get(p))?.revision, 1);
  });

  it("changes what the device knows of itself, without a change of the rows", async () => {
    const db = await freshDatabase();
    await adopt(db, { now }, () => ({ self: { offered: 7 }, result: undefined }));
    const self = await db.self.get("self");
    assert.deepEqual([self?.offered, self?.change], [7, 0]);
  });

  it("closes tombstones without reading a row, and lets go of those that nobody needs", async () => {
    const db = await freshDatabase();
    await save(db, insert(exchanges, shop, {}), insert(exchanges, "https://other.example/", {}));
    await save(db, remove(exchanges, shop));
    await adopt(db, { now, scope: "tombstones" }, ({ state }) => {
      const set = state.sets.get(exchanges.name);
      assert.deepEqual([set?.rows.size, set?.tombstones.size], [0, 1]);
      const open = [...(set?.tombstones.values() ?? [])].map((one) => ({ ...one, open: [] }));
      return { changes: { sets: new Map([[exchanges.name, { open }]]) }, result: undefined };
    });
    assert.deepEqual(
      [await db.tombstones.count(), await db.of(exchanges).count(), (await db.self.get("self"))?.change],
      [0, 1, 2],
    );
  });

  it("keeps what died of forgetting, and what could not be read", async () => {
    const db = await freshDatabase();
    const aside = { ...row(shop, {}), worth: { B: 3 } };
    await adopted(db, changesOf("exchanges", { aside: [aside], unread: [{ b: 1, a: 2 }] }));
    assert.deepEqual(await db.aside.toArray(), [{ set: "exchanges", ...aside, at: now }]);
    const [unread] = await db.setAside.toArray();
    assert.deepEqual([unread?.spelling, unread?.raw, unread?.at], ['{"a":2,"b":1}', { b: 1, a: 2 }, now]);
  });
});

describe("rows that this version cannot read", () => {
  const broken = { addedAt: "some day", colour: "red" };

  it("wait in a table of their own and are part of the state", async () => {
    const db = await freshDatabase();
    await adopted(db, changesOf("exchanges", { rows: [row(shop, broken), row("not a URL", {})] }));
    assert.equal(await db.of(exchanges).count(), 0);
    const rows = (await readState(db)).sets.get("exchanges")?.rows;
    assert.deepEqual([rows?.get(shop), rows?.get("not a URL")], [row(shop, broken), row("not a URL", {})]);
  });

  it("are no different for sets that it does not know", async () => {
    const db = await freshDatabase();
    await adopted(db, changesOf("novelties", { rows: [row("n", broken)] }));
    assert.deepEqual((await readState(db)).sets.get("novelties")?.rows.get("n"), row("n", broken));
    await adopted(db, changesOf("novelties", { tombstones: [{ key: "n", del: ins, open: [p] }] }));
    assert.deepEqual(await db.foreign.toArray(), []);
  });

  it("leave the readable part usable: a bad copy makes no money vanish", async () => {
    const db = await freshDatabase();
    await save(db, insert(exchanges, shop, { addedAt: 5 }));
    const own = await db.of(exchanges).get(shop);
    await adopted(db, changesOf("exchanges", { rows: [{ ...row(shop, broken), worth: { B: 3 } }] }));
    assert.deepEqual(await db.of(exchanges).get(shop), own);
    await save(db, learn(exchanges, shop, { lookedAt: 6 }));
    const joined = (await readState(db)).sets.get("exchanges")?.rows.get(shop);
    assert.deepEqual(joined?.facts, { addedAt: 5, lookedAt: 6, colour: "red" });
    assert.deepEqual([joined?.ins, joined?.worth], [ins, { B: 3 }]);
  });

  it("live on by value that a deletion here has not seen", async () => {
    const db = await freshDatabase();
    await save(db, insert(exchanges, shop, {}));
    await adopted(db, changesOf("exchanges", { rows: [{ ...row(shop, broken), worth: { B: 3 } }] }, { B: 3, ME: 1 }));
    await save(db, remove(exchanges, shop));
    const set = (await readState(db)).sets.get("exchanges");
    assert.deepEqual(
      [set?.rows.get(shop)?.del, set?.rows.get(shop)?.worth, set?.tombstones.size],
      [{ count: 4, device: "ME" }, { B: 3 }, 0],
    );
  });

  it("die by a deletion here otherwise", async () => {
    const db = await freshDatabase();
    await save(db, insert(exchanges, shop, {}));
    await adopted(db, changesOf("exchanges", { rows: [row(shop, broken)] }, { B: 3, ME: 1 }));
    await save(db, remove(exchanges, shop));
    const set = (await readState(db)).sets.get("exchanges");
    assert.deepEqual([set?.rows.size, set?.tombstones.size], [0, 1]);
    assert.equal(await db.foreign.count(), 0);
  });

  it("do not come back when the last service is told, nor when there is none", async () => {
    for (const services of [[enrolment], []]) {
      const db = await freshDatabase();
      await db.enrolments.clear();
      await db.enrolments.bulkPut(services);
      await save(db, insert(exchanges, shop, {}));
      await adopted(db, changesOf("exchanges", { rows: [row(shop, broken)] }, { B: 3, ME: 1 }));
      await save(db, remove(exchanges, shop));
      await db.tombstones.clear();
      assert.equal((await readState(db)).sets.get("exchanges")?.rows.size, 0);
    }
  });

  it("keep their deletion where they outlive it, though no service has to be told", async () => {
    const db = await freshDatabase();
    await db.enrolments.clear();
    await save(db, insert(exchanges, shop, {}));
    const valuable = { ...row(shop, broken), worth: { B: 3 } };
    await adopted(db, changesOf("exchanges", { rows: [valuable] }, { B: 3, ME: 1 }));
    await save(db, remove(exchanges, shop));
    const kept = (await readState(db)).sets.get("exchanges")?.rows.get(shop);
    assert.deepEqual(kept, { ...valuable, del: { count: 4, device: "ME" } });
  });

  it("move to their table as soon as this version can read them", async () => {
    const db = await freshDatabase();
    await db.foreign.put({ set: "exchanges", ...row(shop, { addedAt: 5 }) });
    await adopt(db, { now }, () => ({ result: undefined }));
    assert.deepEqual(await db.of(exchanges).toArray(), [{ ...row(shop, { addedAt: 5 }), seq: 0, ix: {} }]);
    assert.deepEqual([await db.foreign.count(), (await db.self.get("self"))?.change], [0, 0]);
  });

  it("are not those with new members inside a fact, which stay as they came", async () => {
    const db = await freshDatabase();
    const tosAccepted = { value: "1", at: ins, device: "a new member" };
    await adopted(db, changesOf("exchanges", { rows: [row(shop, { tosAccepted })] }));
    assert.deepEqual((await db.of(exchanges).get(shop))?.facts, { tosAccepted });
  });

  it("are those in a spelling that is not ours, which two devices would rewrite for ever", async () => {
    const db = await freshDatabase();
    await adopted(db, changesOf(formerRoots.name, { rows: [row("R", { recoverySecret: `${"a".repeat(51)}0` })] }));
    assert.deepEqual([await db.of(formerRoots).count(), await db.foreign.count()], [0, 1]);
  });
});
