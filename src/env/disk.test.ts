import assert from "node:assert/strict";
import { afterEach, describe, it, type TestContext } from "node:test";
import Dexie from "dexie";
import { schema } from "../store/db.ts";
import { Profile } from "../testing/profile.ts";
import { openDisk } from "./disk.ts";

const open: Dexie[] = [];

afterEach(() => {
  for (const db of open.splice(0)) db.close();
});

/** A wallet that made this database another one; its connection stays open. */
async function otherWallet({ disk }: Profile, version: number, tables: Record<string, string>): Promise<Dexie> {
  const other = new Dexie("satchel", disk);
  other.version(version).stores(tables);
  open.push(other);
  return other.open();
}
async function openIn({ disk }: Profile) {
  const db = await openDisk("satchel", disk);
  open.push(db);
  return db;
}

/** What Dexie has to say about what these tests bring about on purpose; nobody else is to read it. */
function heardBy(t: TestContext): () => readonly string[] {
  const { mock } = t.mock.method(console, "warn", () => {});
  return () => mock.calls.map(({ arguments: [text] }) => String(text).split(" ", 2).join(" "));
}

const tooNew = { name: "WalletError", message: /^databaseTooNew: version 99, this wallet knows \d+$/ };

describe("the database", () => {
  it("of this wallet opens again and again", async () => {
    const profile = new Profile();
    for (let i = 0; i < 2; i++) (await openIn(profile)).close();
  });

  it("of a newer wallet is left alone", async () => {
    const profile = new Profile();
    const newer = await otherWallet(profile, 99, { ...schema(), invention: "id" });
    await newer.table("invention").put({ id: 1 });
    newer.close();
    await assert.rejects(openIn(profile), tooNew);
    await newer.open();
    assert.deepEqual(await newer.table("invention").toArray(), [{ id: 1 }]);
  });

  it("of an older wallet gets what is new, and keeps what it has", async () => {
    const profile = new Profile();
    const older = await otherWallet(profile, 0.5, { offers: "url", retries: "id" });
    await older.table("offers").put({ url: "https://exchange.example/", denominations: [] });
    older.close();
    const db = await openIn(profile);
    assert.equal((await db.offers.toArray()).length, 1);
    assert.equal(await db.self.count(), 0);
  });

  it("that Dexie has repaired is still of this wallet", async (t) => {
    const heard = heardBy(t);
    const profile = new Profile();
    const { verno } = await openIn(new Profile());
    (await otherWallet(profile, verno, { offers: "url" })).close();
    (await openIn(profile)).close();
    assert.deepEqual(heard(), ["Dexie SchemaDiff:"]);
    const again = await openIn(profile);
    assert.equal(again.backendDB().version, verno * 10 + 1);
  });

  it("that the browser forbids is told from a broken one", async () => {
    const refusing = (name: string) => {
      const open = () => {
        throw new DOMException("not here", name);
      };
      return { ...new Profile().disk, indexedDB: { open } as unknown as IDBFactory };
    };
    for (const name of ["SecurityError", "InvalidStateError"])
      await assert.rejects(openDisk("satchel", refusing(name)), { message: `storageBlocked: ${name}` });
    await assert.rejects(openDisk("satchel", refusing("DataError")), { name: "DataError" });
  });

  it("is handed over to a newer wallet at once, for good", async () => {
    const profile = new Profile();
    const db = await openIn(profile);
    let isTold = false;
    db.on("close", () => {
      isTold = true;
    });
    await otherWallet(profile, 99, schema());
    assert.ok(isTold);
    await assert.rejects(db.self.count(), { name: "DatabaseClosedError" });
    await assert.rejects(openIn(profile), tooNew);
  });

  it("is waited for while an older wallet still holds it", async (t) => {
    const heard = heardBy(t);
    const profile = new Profile();
    const older = await otherWallet(profile, 0.5, { offers: "url" });
    older.on("versionchange", () => false);
    older.on("blocked", () => false);
    let hasOpened = false;
    const opening = openIn(profile).then((db) => {
      hasOpened = true;
      return db;
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(hasOpened, false);
    assert.deepEqual(heard(), ["Upgrade 'satchel'"]);
    older.close();
    assert.equal(await (await opening).self.count(), 0);
  });
});
