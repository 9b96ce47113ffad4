import assert from "node:assert/strict";
import { describe, it } from "node:test";
import Dexie from "dexie";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { freshDisk } from "../testing/replica.ts";
import { schemaByVersion } from "../testing/schemas.ts";
import type { Database } from "./db.ts";
import { insert } from "./deed.ts";
import { coinKey, coins } from "./entities/coin.ts";
import { refreshes } from "./entities/refresh.ts";
import { withdrawals } from "./entities/withdrawal.ts";
import { entities } from "./entities.ts";
import { openDatabase } from "./open.ts";
import { save } from "./save.ts";
import { asStored } from "./stored.ts";
import { countedBySort, tallied } from "./tally.ts";

const base32 = (digit: number, length: number) => String(digit).repeat(length);
const coin = (index: number, denom: number) =>
  coinKey({ source: "w", of: base32(1, 52), index, denom: base32(denom, 103) });

/** Rows as an older wallet has written them: without the columns that it did not know. */
const oldRows = {
  withdrawals: [1, 2, 3].map((number) => ({
    key: base32(number, 52),
    ins: { count: 1, device: "ME" },
    facts: { exchange: "https://e.example/", kind: "manual", amount: "KUDOS:1", acceptedAt: 1000 * number },
    seq: number,
    ix: { status: "transferring" },
  })),
  coins: [coin(0, 2), coin(1, 2), coin(2, 3)].map((key) => ({
    key,
    ins: { count: 2, device: "ME" },
    facts: { sig: "00" },
    seq: 7,
    ix: { denom: key.slice(-103) },
  })),
};

const newDisk = () => ({ indexedDB: new IDBFactory(), IDBKeyRange });
type Disk = ReturnType<typeof newDisk>;

/** A disk as a wallet with this version of the database has left it. */
async function oldDisk(
  version: number,
  rowsBySet: Readonly<Record<string, readonly object[]>> = oldRows,
): Promise<Disk> {
  const disk = newDisk();
  const old = new Dexie("test", disk);
  old.version(version).stores({ ...schemaByVersion[version] });
  await old.table("self").put(freshDisk("ME").self);
  for (const [name, rows] of Object.entries(rowsBySet)) await old.table(name).bulkPut(rows);
  old.close();
  return disk;
}

const rowsOf = async (db: Database) =>
  Object.fromEntries(await Promise.all(entities.map(async ({ name }) => [name, await db.table(name).toArray()])));

describe("a database of the first version", () => {
  it("keeps its rows, and each gets the columns of today", async () => {
    const db = await openDatabase("test", await oldDisk(1));
    for (const entity of entities) {
      const old: readonly (typeof oldRows.coins)[number][] = (oldRows as never)[entity.name] ?? [];
      const expected = old.map((row) => asStored(entity, row, row.seq));
      assert.deepEqual(await db.table(entity.name).toArray(), expected, entity.name);
    }
    const newestFirst = await db.of(withdrawals).orderBy("ix.story").primaryKeys();
    assert.deepEqual(
      newestFirst,
      [3, 2, 1].map((number) => base32(number, 52)),
    );
  });

  it("has its coins and its events counted", async () => {
    const db = await openDatabase("test", await oldDisk(1));
    assert.deepEqual(
      await tallied(db, coins),
      new Map([
        [base32(2, 103), 2],
        [base32(3, 103), 1],
      ]),
    );
    assert.deepEqual(await tallied(db, withdrawals), new Map([["event", 3]]));
    await save(db, insert(coins, coin(9, 3), { sig: "00" }));
    assert.deepEqual(await tallied(db, coins), countedBySort(coins, await db.of(coins).toArray()));
  });

  it("is brought up to date once, and is as one that was made today", async () => {
    const disk = await oldDisk(1);
    const first = await openDatabase("test", disk);
    const before = await rowsOf(first);
    first.close();
    const again = await openDatabase("test", disk);
    assert.deepEqual(await rowsOf(again), before);
    const indexesOf = (db: Dexie) =>
      db.tables.map(({ name, schema }) => [name, schema.indexes.map(({ src }) => src)] as const);
    assert.deepEqual(indexesOf(again), indexesOf(await openDatabase("test", newDisk())));
    const stores = (db: Dexie) => [...db.backendDB().objectStoreNames];
    assert.deepEqual(stores(again), stores(await openDatabase("test", newDisk())));
  });
});

describe("what a newer device told an older one", () => {
  it("counts once it is understood", async () => {
    const member = { ins: { count: 1, device: "YOU" }, seq: 3 };
    const purgedAt = 2000;
    const disk = await oldDisk(5, {
      withdrawals: [
        { ...oldRows.withdrawals[0], facts: { ...oldRows.withdrawals[0]?.facts, arrivedAt: 1500, purgedAt } },
      ],
      coins: [{ ...member, key: coin(0, 2), facts: { sig: "00", purged: ["KUDOS:5"] }, ix: { fresh: base32(2, 103) } }],
      refreshes: [{ ...member, key: base32(4, 103), facts: { coin: coin(0, 2), purgedAt }, ix: { open: "planned" } }],
    });
    const db = await openDatabase("test", disk);
    assert.equal(await db.of(withdrawals).where("ix.status").equals("done").count(), 1);
    assert.equal(await db.of(coins).where("ix.fresh").equals(base32(2, 103)).count(), 0);
    assert.equal(await db.of(refreshes).where("ix.open").anyOf("planned", "melted").count(), 0);
    assert.deepEqual(await tallied(db, coins), new Map([[`${base32(2, 103)} -KUDOS:5`, 1]]));
  });
});
