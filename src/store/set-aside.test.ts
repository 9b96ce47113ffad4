import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { freshDisk } from "../testing/replica.ts";
import { adopt } from "./adopt.ts";
import type { Database } from "./db.ts";
import { openDatabase } from "./open.ts";
import type { Membership } from "./row.ts";
import { countSetAside } from "./set-aside.ts";
import type { SetChanges } from "./state.ts";

const row = (key: string, facts: Membership["facts"]): Membership => ({ key, ins: { count: 3, device: "B" }, facts });

async function holding(sets: Readonly<Record<string, SetChanges>>): Promise<Database> {
  const db = await openDatabase("test", { indexedDB: new IDBFactory(), IDBKeyRange });
  await db.self.put(freshDisk("ME").self);
  await adopt(db, { now: 0 }, () => ({ changes: { sets: new Map(Object.entries(sets)) }, result: undefined }));
  return db;
}

describe("what is set aside", () => {
  it("is nothing in a wallet that can read all it has, nor a set that only newer versions know", async () => {
    const rows = [row("https://shop.example/", { addedAt: 1, colour: "red" })];
    assert.equal(await countSetAside(await holding({ exchanges: { rows }, novelties: { rows: [row("n", {})] } })), 0);
  });

  it("is every row of a known set that cannot be read, and everything that could not be joined", async () => {
    const db = await holding({
      exchanges: { rows: [row("not a URL", {}), row("https://shop.example/", { addedAt: "one day" })], unread: [7] },
      providers: { rows: [row("https://sync.example/", { terms: [] })] },
      novelties: { rows: [row("n", { addedAt: "one day" })], unread: ["?"] },
    });
    assert.deepEqual([await db.foreign.count(), await db.setAside.count()], [4, 2]);
    assert.equal(await countSetAside(db), 5);
  });

  it("is so no more once a row or a deletion that has seen it is written", async () => {
    const shop = "https://shop.example/";
    const [ins, del] = [
      { count: 3, device: "B" },
      { count: 4, device: "B" },
    ];
    const spoilt = { key: shop, ins, worth: { B: 3 }, facts: 7 };
    const left = async (change: SetChanges) => {
      const db = await holding({ exchanges: { unread: [spoilt, "?"] } });
      const changes = { sets: new Map([["exchanges", change]]) };
      await adopt(db, { now: 0 }, () => ({ changes, result: undefined }));
      return db.setAside.count();
    };
    assert.equal(await left({ rows: [row(shop, {})] }), 2, "value that the row lacks");
    assert.equal(await left({ rows: [{ ...row(shop, {}), worth: { B: 3 } }] }), 1);
    assert.equal(await left({ tombstones: [{ key: shop, del, open: ["https://sync.example/"] }] }), 2);
    assert.equal(await left({ tombstones: [{ key: shop, del, saw: { B: 3 }, open: ["https://sync.example/"] }] }), 1);
    assert.equal(await left({ rows: [{ ...row("https://other.example/", {}), worth: { B: 3 } }] }), 2);
  });
});
