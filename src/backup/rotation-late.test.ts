/** What another device told under an old secret, while it had not heard: nobody takes it for deleted afterwards. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { insert } from "../store/deed.ts";
import { exchanges } from "../store/entities/exchange.ts";
import { reserves } from "../store/entities/reserve.ts";
import { trustedKeys } from "../store/entities/trusted-key.ts";
import type { Membership } from "../store/row.ts";
import { save } from "../store/save.ts";
import { assertBooks } from "../testing/books.ts";
import {
  assertSame,
  available,
  backedUp,
  change,
  gathered,
  joined,
  looked,
  minute,
  rich,
  sheetOf,
  withdraw,
} from "../testing/customers.ts";
import { sampleText } from "../testing/documents.ts";
import { accountOf, spoiled } from "../testing/planted.ts";
import { documentAt, keep, rotate, rotationJobs } from "../testing/rotating.ts";
import { settle } from "../testing/settle.ts";
import { plant } from "../testing/shelf.ts";
import { newTown } from "../testing/town.ts";
import { selfOf } from "../wallet/roots.ts";
import type { Doc } from "./doc.ts";
import { restore } from "./restore.ts";

const key = sampleText("a key", 32);

const withRow = (sets: Doc["sets"], row: Membership): Doc["sets"] => {
  const set = sets[exchanges.name] ?? assert.fail("no exchanges");
  return { ...sets, [exchanges.name]: { ...set, rows: [...set.rows, row] } };
};

describe("a device that tells under the old secret, since it has not heard", () => {
  it("keeps whom it trusts, though others took only its money along", async () => {
    const town = await newTown("late trust");
    const env = await backedUp(await rich(town, "KUDOS:3.04"));
    const other = await joined(town, await sheetOf(env), { deviceName: "Other" });
    await rotate(env);
    await save(other.db, insert(trustedKeys, key, { name: "Mine", addedAt: 1 }));
    await withdraw(town, other, "KUDOS:2");
    await looked(other);
    await keep(env);
    assert.equal(await env.db.of(trustedKeys).get(key), undefined, "nobody's word under the old secret is taken");
    await restore(other, { text: await sheetOf(env), services: [], keepMoney: true });
    await settle(other, rotationJobs, 10 * minute);
    await gathered(env, other);
    assert.ok(await other.db.of(trustedKeys).get(key));
    assert.ok(await env.db.of(trustedKeys).get(key));
    await assertSame(env, other);
    assert.equal(await available(env), await available(other));
    await assertBooks(town, other);
  });

  it("keeps what it has told and what it has not, though somebody with the old secret counts for it there", async () => {
    const town = await newTown("stolen sheet");
    const env = await backedUp(await rich(town, "KUDOS:3.04"));
    const oldSheet = await sheetOf(env);
    const other = await joined(town, oldSheet, { deviceName: "Other" });
    const before = documentAt(town, oldSheet);
    await rotate(env);
    const told = await change(other, "KUDOS:1");
    await save(other.db, insert(exchanges, "https://told.example.com/", { addedAt: 1 }));
    await looked(other);
    const untold = await change(other, "KUDOS:2");
    const { device } = await selfOf(other.db);
    const planted = (count: number) => ({
      ...before,
      ...{ revision: before.revision + 9, counts: { ...before.counts, [device]: count } },
      sets: withRow(before.sets, {
        key: "https://planted.example.com/",
        ins: { count, device },
        facts: { addedAt: 1 },
      }),
    });
    const account = accountOf(oldSheet);
    await plant(
      town,
      account,
      spoiled(town, account, () => planted(1_000_000)),
    );
    await keep(env);
    assert.ok(await env.db.of(exchanges).get("https://planted.example.com/"), "rows are taken along");
    await restore(other, { text: await sheetOf(env), services: [], keepMoney: true });
    await settle(other, rotationJobs, 10 * minute);
    await gathered(env, other);
    for (const one of [other, env]) {
      assert.ok(await one.db.of(reserves).get(untold), "not told");
      assert.ok(await one.db.of(reserves).get(told), "told where it is gone");
      assert.ok(await one.db.of(exchanges).get("https://told.example.com/"));
    }
    await assertSame(env, other);
  });
});
