import assert from "node:assert/strict";
import { describe, it } from "node:test";
import Dexie, { type Table } from "dexie";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import fc from "fast-check";
import { installQuickDisk } from "./quick-disk.ts";
import { installQuickReads } from "./quick-reads.ts";

installQuickDisk();
installQuickReads();

interface Item {
  readonly key: string;
  readonly ix: { readonly size?: number; readonly pair?: readonly [string, number] };
  readonly bytes: Uint8Array;
}

async function shelf(items: readonly Item[]) {
  const db = new Dexie("shelf", { indexedDB: new IDBFactory(), IDBKeyRange });
  db.version(1).stores({ items: "key,ix.size,ix.pair", others: "[set+key]" });
  const all = db.table("items") as Table<Item, string>;
  await all.bulkPut([...items]);
  await db.table("others").bulkPut(items.map(({ key, ix }) => ({ set: `set ${ix.size ?? 0}`, key })));
  return { db, items: all, others: db.table("others") as Table<{ readonly set: string; readonly key: string }> };
}

/** How often a transaction was opened meanwhile. */
async function opened(db: Dexie, work: () => Promise<unknown>): Promise<number> {
  const disk = db.backendDB();
  const { transaction } = disk;
  let count = 0;
  disk.transaction = (...parameters) => {
    count += 1;
    return transaction.apply(disk, parameters);
  };
  await work();
  disk.transaction = transaction;
  return count;
}

const key = fc.constantFrom("a", "b", "c", "d", "e", "f");
const size = fc.integer({ min: 0, max: 3 });
const item: fc.Arbitrary<Item> = fc.record({
  key,
  ix: fc.record({ size, pair: fc.tuple(key, size) }, { requiredKeys: [] }),
  bytes: fc.uint8Array({ maxLength: 3 }),
});

type Shelf = Awaited<ReturnType<typeof shelf>>;

/** Everything that can be asked of a shelf, simple or not. */
const questions: Readonly<Record<string, (shelf: Shelf, one: string, low: number, high: number) => Promise<unknown>>> =
  {
    get: ({ items }, one) => items.get(one),
    "get by a pair": ({ others }, one, low) => others.get([`set ${low}`, one] as never),
    bulkGet: ({ items }, one) => items.bulkGet([one, "a", "zz", one]),
    all: ({ items }) => items.toArray(),
    "the first": ({ items }) => items.toCollection().first(),
    "a few": ({ items }, _, low) => items.limit(low).toArray(),
    "from the end": ({ items }) => items.reverse().toArray(),
    "by number": ({ items }, _, low) => items.where("ix.size").equals(low).toArray(),
    "from one number on": ({ items }, _, low) => items.where("ix.size").above(low).toArray(),
    between: ({ items }, _, low, high) => items.where("ix.size").between(low, high, true, true).toArray(),
    "any of": ({ items }, _, low, high) => items.where("ix.size").anyOf(high, low).toArray(),
    "by pair": ({ items }, one, low) => items.where("ix.pair").equals([one, low]).toArray(),
    "by the key's beginning": ({ others }, _, low) =>
      others
        .where("[set+key]")
        .between([`set ${low}`, Dexie.minKey], [`set ${low}`, Dexie.maxKey])
        .primaryKeys(),
    filtered: ({ items }, one) => items.filter((row) => row.key > one).toArray(),
    "numbers or keys": ({ items }, one, low) => items.where("ix.size").equals(low).or("key").equals(one).sortBy("key"),
    "how many": ({ items }) => items.count(),
    "how many of a number": ({ items }, _, low) => items.where("ix.size").equals(low).count(),
    "their keys": ({ items }, _, low) => items.where("ix.size").aboveOrEqual(low).primaryKeys(),
    "what cannot be": ({ items }, _, low, high) => items.where("ix.size").between(high, low).toArray(),
    "numbers in order": ({ items }) => items.orderBy("ix.size").keys(),
  };

describe("quick reads", () => {
  for (const [name, ask] of Object.entries(questions)) {
    it(`find what transactions find: ${name}`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(item, { maxLength: 8 }), key, size, size, async (items, one, low, high) => {
          const there = await shelf(items);
          const thorough = await there.db.transaction("r", ["items", "others"], () => ask(there, one, low, high));
          assert.deepEqual(await ask(there, one, low, high), thorough);
          there.db.close();
        }),
        { numRuns: 30 },
      );
    });
  }

  const few: readonly Item[] = [
    { key: "a", ix: { size: 1 }, bytes: new Uint8Array(2) },
    { key: "b", ix: { size: 2 }, bytes: new Uint8Array(3) },
  ];

  it("open no transaction, and what they give is a copy", async () => {
    const there = await shelf(few);
    const { db, items } = there;
    const count = await opened(db, async () => {
      (await items.get("a"))?.bytes.fill(1);
      for (const { bytes } of await items.where("ix.size").above(0).toArray()) bytes.fill(2);
      for (const one of await items.bulkGet(["a", "b"])) one?.bytes.fill(3);
      for (const one of await there.others.toCollection().primaryKeys()) (one as string[]).pop();
      await items.count();
    });
    assert.equal(count, 0);
    assert.deepEqual(await items.toArray(), few);
    assert.deepEqual(await there.others.toCollection().primaryKeys(), [
      ["set 1", "a"],
      ["set 2", "b"],
    ]);
  });

  it("wait for what is being written, and see nothing of what is taken back", async () => {
    const { db, items } = await shelf(few);
    const writing = items.put({ key: "a", ix: { size: 7 }, bytes: new Uint8Array(0) });
    assert.equal((await items.get("a"))?.ix.size, 7);
    await writing;
    const failing = db.transaction("rw", items, async () => {
      await items.put({ key: "c", ix: {}, bytes: new Uint8Array(0) });
      throw new Error("changed my mind");
    });
    const [seen] = await Promise.all([items.get("c"), assert.rejects(failing, /changed my mind/)]);
    assert.equal(seen, undefined);
  });

  it("are not for who listens to what is read, nor for a disk that is closed, nor for what is no key", async () => {
    const { db, items } = await shelf(few);
    const listen = (row: Item) => ({ ...row, key: "heard" });
    items.hook("reading", listen);
    assert.equal((await items.get("a"))?.key, "heard");
    assert.equal((await items.toArray())[1]?.key, "heard");
    items.hook("reading").unsubscribe(listen);
    await assert.rejects(items.get(undefined as never), /Invalid argument/);
    await assert.rejects(items.get(true as never), { name: "DataError" });
    db.close();
    await assert.rejects(items.get("a"), { name: "DatabaseClosedError" });
  });
});
