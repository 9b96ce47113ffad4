import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Clock } from "./clock.ts";
import { type TestEnv, testEnv } from "./env.ts";

const world = (): Promise<TestEnv> =>
  testEnv({ fetch: () => Promise.reject(new TypeError("no network")), clock: new Clock(0), seed: "quick" });

describe("the quick disk", () => {
  it("answers without a turn of the event loop, and leaves no transaction behind", async () => {
    const { db } = await world();
    let hasTurned = false;
    setImmediate(() => {
      hasTurned = true;
    });
    for (let count = 0; count < 50; count += 1) await db.self.get("self");
    assert.equal(hasTurned, false);
    const { _rawDatabase: disk } = db.backendDB() as IDBDatabase & {
      readonly _rawDatabase: { readonly transactions: readonly unknown[] };
    };
    assert.ok(disk.transactions.length < 5, `${disk.transactions.length} transactions are kept`);
  });

  it("lets those that write wait for each other, in the order of asking", async () => {
    const { db } = await world();
    const order: string[] = [];
    const retry = { id: "a", failures: 0, notBefore: 0, problem: { code: "bug" }, at: 0 } as const;
    const add = (name: string) =>
      db.transaction("rw", db.retries, async () => {
        const { failures } = (await db.retries.get("a")) ?? retry;
        await db.retries.put({ ...retry, failures: failures + 1 });
        order.push(name);
      });
    const read = () =>
      db.transaction("r", db.retries, async () => {
        order.push(`read ${(await db.retries.get("a"))?.failures}`);
      });
    await Promise.all([add("one"), add("two"), read(), add("three")]);
    assert.deepEqual(order, ["one", "two", "read 2", "three"]);
    assert.equal((await db.retries.get("a"))?.failures, 3);
  });

  it("leaves nothing of a transaction that failed", async () => {
    const { db } = await world();
    const failing = db.transaction("rw", db.retries, async () => {
      await db.retries.put({ id: "b", failures: 1, notBefore: 0, problem: { code: "bug" }, at: 0 });
      throw new Error("changed my mind");
    });
    await assert.rejects(failing, /changed my mind/);
    assert.equal(await db.retries.get("b"), undefined);
  });
});
