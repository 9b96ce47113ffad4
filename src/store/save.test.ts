import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { integer, text } from "../taler/codec.ts";
import { bytes } from "../taler/crockford.ts";
import type { Database } from "./db.ts";
import { type Deed, insert, learn, remove } from "./deed.ts";
import { devices } from "./entities/device.ts";
import { exchanges } from "./entities/exchange.ts";
import { formerRoots } from "./entities/former-root.ts";
import { withdrawals } from "./entities/withdrawal.ts";
import { entity, fixed, latest, local, union, value } from "./entity.ts";
import { openDatabase } from "./open.ts";
import { isPresent, type Membership, type Tombstone } from "./row.ts";
import { decide, save } from "./save.ts";
import type { Enrolment, Self } from "./self.ts";
import { Step } from "./step.ts";

const self: Self = {
  id: "self",
  device: "ME",
  counts: {},
  offered: 0,
  change: 0,
  recoverySecret: "",
  root: "ROOT",
  isRootOwn: true,
  reserveCounters: {},
  installedAt: 0,
};

async function freshDatabase(known: Partial<Self> = {}): Promise<Database> {
  const db = await openDatabase("test", { indexedDB: new IDBFactory(), IDBKeyRange });
  await db.self.put({ ...self, ...known });
  return db;
}

const enrolment = (url: string, root = "ROOT"): Enrolment => ({
  url,
  revision: 0,
  counts: {},
  told: 0,
  isMember: true,
  root,
});
const ownCount = async (db: Database) => (await db.self.get("self"))?.counts.ME;
const ownChange = async (db: Database) => (await db.self.get("self"))?.change;
const shop = "https://shop.example/";

describe("save", () => {
  it("inserts once and then only learns", async () => {
    const db = await freshDatabase();
    await save(db, insert(exchanges, shop, { addedAt: 9, tosAccepted: "1" }));
    await save(db, insert(exchanges, shop, { addedAt: 5 }));
    const row = await db.of(exchanges).get(shop);
    assert.deepEqual(row, {
      key: shop,
      ins: { count: 1, device: "ME" },
      facts: { addedAt: 5, tosAccepted: { value: "1", at: { count: 1, device: "ME" } } },
      seq: 2,
      ix: {},
    });
    assert.equal(await ownCount(db), 1, "an earliest needs no stamp");
    assert.equal(await ownChange(db), 2);
  });

  it("is the same when repeated", async () => {
    const db = await freshDatabase();
    const deed = insert(exchanges, shop, { addedAt: 5, tosAccepted: "1" });
    await save(db, deed);
    const before = [await db.of(exchanges).toArray(), await db.self.toArray()];
    await save(db, deed);
    assert.deepEqual([await db.of(exchanges).toArray(), await db.self.toArray()], before);
  });

  it("never inserts by learning", async () => {
    const db = await freshDatabase();
    await save(db, learn(exchanges, shop, { addedAt: 5 }));
    assert.equal(await db.of(exchanges).count(), 0);
    assert.equal(await ownChange(db), 0);
  });

  it("does all or nothing", async () => {
    const db = await freshDatabase();
    const unreadable = insert(formerRoots, "ROOT", { recoverySecret: "not a secret" });
    await assert.rejects(save(db, insert(exchanges, shop, { addedAt: 5 }), unreadable));
    assert.equal(await db.of(exchanges).count(), 0);
    assert.equal(await ownChange(db), 0);
  });

  it("gives all rows of one step one stamp and one number", async () => {
    const db = await freshDatabase({ counts: { OTHER: 41 }, change: 6 });
    await save(db, insert(exchanges, shop, {}), insert(exchanges, "https://bank.example/", { addedAt: 1 }));
    const rows = await db.of(exchanges).toArray();
    assert.deepEqual(
      rows.map(({ ins, seq }) => ({ ins, seq })),
      [0, 1].map(() => ({ ins: { count: 42, device: "ME" }, seq: 7 })),
    );
    assert.deepEqual((await db.self.get("self"))?.counts, { OTHER: 41, ME: 42 });
  });

  it("fills in index columns", async () => {
    const db = await freshDatabase();
    const key = "0".repeat(52);
    await save(db, insert(withdrawals, key, { exchange: shop, kind: "bank", amount: "KUDOS:1" as never }));
    assert.equal(await db.of(withdrawals).where("ix.status").equals("selecting").count(), 1);
    await save(db, learn(withdrawals, key, { selectedAt: 5 }));
    assert.equal(await db.of(withdrawals).where("ix.status").equals("selecting").count(), 0);
    assert.equal(await db.of(withdrawals).where("ix.status").equals("confirming").count(), 1);
  });

  it("leaves a tombstone that all services may still need, and takes it over when the row comes back", async () => {
    const db = await freshDatabase();
    await db.enrolments.bulkPut([enrolment("https://p.example/"), enrolment("https://q.example/")]);
    await db.enrolments.put(enrolment("https://former.example/", "FORMER"));
    await save(db, insert(exchanges, shop, { addedAt: 5 }));
    await save(db, remove(exchanges, shop));
    assert.equal(await db.of(exchanges).count(), 0);
    const del = { count: 2, device: "ME" };
    const open = ["https://p.example/", "https://q.example/"];
    assert.deepEqual(await db.tombstones.toArray(), [{ set: "exchanges", key: shop, del, open }]);
    await save(db, insert(exchanges, shop, {}));
    assert.deepEqual(await db.tombstones.toArray(), []);
    const row = await db.of(exchanges).get(shop);
    assert.deepEqual([row?.ins, row?.del, row?.facts], [{ count: 3, device: "ME" }, del, {}]);
  });

  it("leaves no tombstone when there is no service to tell", async () => {
    const db = await freshDatabase();
    await db.enrolments.put(enrolment("https://former.example/", "FORMER"));
    await save(db, insert(exchanges, shop, {}));
    await save(db, remove(exchanges, shop));
    assert.deepEqual(await db.tombstones.toArray(), []);
    assert.equal(await ownChange(db), 2);
  });

  it("tells which sets changed, once they are durable", async () => {
    const db = await freshDatabase();
    const told: string[] = [];
    let boundaries = 0;
    db.boundary = async () => void boundaries++;
    db.onChange = (sets) => told.push(`${sets} after ${boundaries}`);
    await save(db, insert(exchanges, shop, { addedAt: 5 }));
    await save(db, learn(exchanges, shop, { addedAt: 6 }));
    assert.deepEqual(told, ["exchanges after 2"]);
  });
});

describe("decide", () => {
  it("lets nobody come in between looking and taking", async () => {
    const db = await freshDatabase();
    await save(db, insert(exchanges, shop, {}));
    const takeIt = (who: number) =>
      decide(db, [exchanges], async (sight) => {
        const row = await sight.get(exchanges, shop);
        if (row?.facts.usedAt) return { result: "too late" };
        return { deeds: [learn(exchanges, shop, { usedAt: who })], result: "mine" };
      });
    assert.deepEqual((await Promise.all([takeIt(1), takeIt(2), takeIt(3)])).sort(), ["mine", "too late", "too late"]);
  });

  it("remembers what was decided about oneself together with the rows", async () => {
    const db = await freshDatabase();
    await decide(db, [], () => ({ self: { reserveCounters: { "ROOT/1": 1 } }, deeds: [insert(exchanges, shop, {})] }));
    const after = await db.self.get("self");
    assert.deepEqual([after?.reserveCounters, after?.counts, after?.change], [{ "ROOT/1": 1 }, { ME: 1 }, 1]);
  });

  it("shows only what was asked for", async () => {
    const db = await freshDatabase();
    await assert.rejects(decide(db, [exchanges], async (sight) => ({ result: await sight.all(devices) })));
  });
});

const things = entity("things", text(10), {
  root: fixed(bytes(2)),
  name: latest(text(10)),
  notes: union(integer()),
  money: value(union(integer())),
  seen: local(integer()),
});
const put = (facts: object) => insert(things, "k", { root: "0000", ...facts });
const tell = (facts: object) => learn(things, "k", facts);

/** Performs each deed as a step of its own, on device ME. */
function after(known: Membership | Tombstone | undefined, ...deeds: readonly Deed[]) {
  let row = known;
  let me = { ...self, counts: { ...self.counts } };
  for (const deed of deeds) {
    const step = new Step(me);
    row = step.apply(row, deed);
    me = step.after();
  }
  return { row, self: me };
}

describe("a step", () => {
  const me = (count: number) => ({ count, device: "ME" });

  it("marks value with the count at which it was learned", () => {
    assert.deepEqual((after(undefined, put({ money: [1] })).row as Membership).worth, { ME: 1 });
    assert.equal((after(undefined, put({})).row as Membership).worth, undefined);
    assert.deepEqual((after(undefined, put({}), tell({ money: [1] })).row as Membership).worth, { ME: 2 });
    const again = after(undefined, put({ money: [1] }), tell({ money: [1] }));
    assert.deepEqual([(again.row as Membership).worth, again.self.change], [{ ME: 1 }, 1]);
  });

  it("deletes with the value it saw, and forgets the facts", () => {
    const { row } = after(undefined, put({ money: [1] }), tell({ money: [2] }), remove(things, "k"));
    assert.deepEqual(row, { key: "k", del: me(3), saw: { ME: 2 } });
  });

  it("adds what it saw to what earlier deletions saw", () => {
    const known: Membership = {
      key: "k",
      ins: { count: 4, device: "X" },
      del: { count: 3, device: "X" },
      saw: { X: 3, Y: 1 },
      worth: { X: 2, Z: 4 },
      facts: {},
    };
    const step = new Step({ ...self, counts: { X: 4, Y: 1, Z: 4 } });
    assert.deepEqual(step.apply(known, remove(things, "k")), { key: "k", del: me(5), saw: { X: 3, Y: 1, Z: 4 } });
  });

  it("takes deletion and sight over into a row that comes back", () => {
    const { row } = after({ key: "k", del: { count: 0, device: "X" }, saw: { X: 7 } }, put({}));
    assert.deepEqual(row, {
      key: "k",
      ins: me(1),
      del: { count: 0, device: "X" },
      saw: { X: 7 },
      facts: { root: "0000" },
    });
  });

  it("cannot put back in the step that took away", () => {
    const step = new Step(self);
    const buried = step.apply(step.apply(undefined, put({})), remove(things, "k"));
    assert.ok(buried && !("ins" in buried));
    assert.throws(() => step.apply(buried, put({})));
  });

  it("leaves dead what is inserted and removed at once", () => {
    const step = new Step(self);
    const row = step.apply(undefined, put({ money: [1] }));
    const { del, saw } = step.apply(row, remove(things, "k")) as Tombstone;
    assert.ok(!isPresent({ ...(row as Membership), del, ...(saw && { saw }) }));
  });

  it("does not outbid a value that is there already", () => {
    const other = { value: "a", at: { count: 1, device: "X" } };
    const known: Membership = { key: "k", ins: { count: 1, device: "X" }, facts: { root: "0000", name: other } };
    const step = new Step({ ...self, counts: { X: 1 } });
    assert.equal(step.apply(known, tell({ name: "a" })), known);
    const renamed = step.apply(known, tell({ name: "b" })) as Membership;
    assert.deepEqual(renamed.facts.name, { value: "b", at: me(2) });
  });

  it("keeps a set in its one spelling from the start", () => {
    const { row, self: later } = after(undefined, put({ notes: [3, 1, 3] }), tell({ notes: [1] }));
    assert.deepEqual((row as Membership).facts.notes, [1, 3]);
    assert.equal(later.change, 1, "learning a member again is no change");
  });

  it("counts no change for what stays on this device", () => {
    const { row, self: later } = after(undefined, put({}), tell({ seen: 5 }));
    assert.equal((row as Membership).facts.seen, 5);
    assert.deepEqual([later.change, later.counts], [1, { ME: 1 }]);
  });

  it("refuses a fact nobody declared", () => {
    assert.throws(() => after(undefined, put({ colour: "red" })));
  });
});
