import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import fc from "fast-check";
import { freshDisk } from "../testing/replica.ts";
import { adopt } from "./adopt.ts";
import type { Database } from "./db.ts";
import { type Deed, insert, learn, remove } from "./deed.ts";
import { coinKey, coins } from "./entities/coin.ts";
import { exchanges } from "./entities/exchange.ts";
import { openDatabase } from "./open.ts";
import type { Membership } from "./row.ts";
import { save } from "./save.ts";
import type { SetChanges } from "./state.ts";
import { countedBySort, tallied } from "./tally.ts";

/** A few coins of two denominations, so that deeds meet. */
const keys = [0, 1, 2, 3, 4, 5].map((index) =>
  coinKey({ source: "w", of: "0".repeat(52), index, denom: String(index % 2).repeat(103) }),
);
const key = fc.constantFrom(...keys);
const facts = fc.constantFrom<Membership["facts"]>({}, { sig: "00" });

const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.tuple(key, facts).map(([name, known]) => insert(coins, name, known)),
  key.map((name) => learn(coins, name, { sig: "00" })),
  key.map((name) => remove(coins, name)),
);

/** `spoilt` rows are of a newer version: they are kept where this one does not look for them. */
const row = fc
  .tuple(key, facts, fc.boolean())
  .map(([name, known, isSpoilt]) => ({ key: name, facts: isSpoilt ? { sig: 7 } : known }));

type Change =
  | { readonly do: "save"; readonly deeds: readonly Deed[] }
  | { readonly do: "adopt"; readonly rows: readonly Pick<Membership, "key" | "facts">[]; readonly dead: number }
  | { readonly do: "forget"; readonly keys: readonly string[]; readonly isBuried: boolean; readonly isBlind: boolean }
  | { readonly do: "promote"; readonly key: string; readonly isGone: boolean }
  | { readonly do: "restart" };

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    do: fc.constant("save" as const),
    deeds: fc.uniqueArray(deed, { selector: (one) => one.key, maxLength: 4 }),
  }),
  fc.record({
    do: fc.constant("adopt" as const),
    rows: fc.uniqueArray(row, { selector: (one) => one.key, maxLength: 4 }),
    dead: fc.nat(5),
  }),
  fc.record({
    do: fc.constant("forget" as const),
    keys: fc.uniqueArray(key, { maxLength: 3 }),
    isBuried: fc.boolean(),
    isBlind: fc.boolean(),
  }),
  fc.record({ do: fc.constant("promote" as const), key, isGone: fc.boolean() }),
  fc.record({ do: fc.constant("restart" as const) }),
);

const now = 1000;
const disk = () => ({ indexedDB: new IDBFactory(), IDBKeyRange });

/** Performs one change, on a wallet whose stamps are always later than those before; resolves to the database after it. */
async function perform(db: Database, one: Change, time: number, place: ReturnType<typeof disk>): Promise<Database> {
  const stamp = { count: time * 100, device: "B" };
  const adopting = (changes: SetChanges, scope: "everything" | "tombstones") =>
    adopt(db, { now, scope }, () => ({
      changes: { counts: { ME: time * 100, B: time * 100 }, sets: new Map([[coins.name, changes]]) },
      result: undefined,
    }));
  switch (one.do) {
    case "save":
      await save(db, ...one.deeds);
      return db;
    case "adopt": {
      const dead = keys[one.dead] ?? "";
      const rows = one.rows.filter((other) => other.key !== dead).map((other) => ({ ...other, ins: stamp }));
      await adopting({ rows, tombstones: [{ key: dead, del: stamp, open: [] }] }, "everything");
      return db;
    }
    case "forget": {
      const tombstones = one.keys.map((name) => ({ key: name, del: stamp, open: ["https://p.example/"] }));
      const scope = one.isBlind ? "tombstones" : "everything";
      await adopting(one.isBuried ? { tombstones } : { gone: one.keys }, scope);
      return db;
    }
    case "promote":
      // As if a newer version of this program had come that can read it.
      await db.foreign.put({ set: coins.name, key: one.key, ins: stamp, facts: { sig: "00" } });
      await adopting(one.isGone ? { gone: [one.key] } : {}, "everything");
      return db;
    case "restart":
      db.close();
      return openDatabase("test", place);
  }
}

describe("the counts of rows", () => {
  it("are what one would count, after any history of changes, deletions, adoptions and restarts", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 20 }), async (history) => {
        const place = disk();
        let db = await openDatabase("test", place);
        await db.self.put(freshDisk("ME").self);
        for (const [index, one] of history.entries()) {
          db = await perform(db, one, index + 1, place);
          assert.deepEqual(await tallied(db, coins), countedBySort(coins, await db.of(coins).toArray()));
        }
        db.close();
      }),
      { numRuns: 60 },
    );
  });

  it("are not touched by a change that fails", async () => {
    const db = await openDatabase("test", disk());
    await db.self.put(freshDisk("ME").self);
    await save(db, insert(coins, keys[0] ?? "", { sig: "00" }));
    const before = await db.tallies.toArray();
    await assert.rejects(save(db, insert(coins, keys[1] ?? "", { sig: "00" }), insert(coins, "no coin", {})));
    assert.deepEqual(await db.tallies.toArray(), before);
  });

  it("are kept of nothing else", async () => {
    const db = await openDatabase("test", disk());
    await db.self.put(freshDisk("ME").self);
    await save(db, insert(exchanges, "https://e.example/", {}));
    assert.deepEqual(await db.tallies.toArray(), []);
    assert.deepEqual(await tallied(db, exchanges), new Map());
  });
});
