import assert from "node:assert/strict";
import { it } from "node:test";
import Dexie from "dexie";
import { schema } from "../store/db.ts";
import { Profile } from "../testing/profile.ts";
import { openDisk } from "./disk.ts";

it("a database of a newer wallet is left alone", async () => {
  const { disk } = new Profile();
  const newer = new Dexie("satchel", disk);
  newer.version(99).stores({ ...schema(), invention: "id" });
  await newer.table("invention").put({ id: 1 });
  newer.close();
  const message = /^databaseTooNew: version 99, this wallet knows \d+$/;
  await assert.rejects(openDisk("satchel", disk), { name: "WalletError", message });
  await newer.open();
  assert.deepEqual(await newer.table("invention").toArray(), [{ id: 1 }]);
});

it("a browser that forbids databases is told from a broken one", async () => {
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

it("a database of ours opens again and again", async () => {
  const { disk } = new Profile();
  for (let i = 0; i < 2; i++) (await openDisk("satchel", disk)).close();
});
