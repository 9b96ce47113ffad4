/** Two devices renew the same secret at once: each goes its way, and the one that comes late is told, and how to join. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { formerRoots } from "../store/entities/former-root.ts";
import { sum } from "../taler/amount.ts";
import { assertBooks } from "../testing/books.ts";
import { available, backedUp, gathered, joined, minute, rich, sheetOf } from "../testing/customers.ts";
import type { TestEnv } from "../testing/env.ts";
import { documentAt, keep, rootOf, rotate, rotationJobs } from "../testing/rotating.ts";
import { settle } from "../testing/settle.ts";
import { newTown } from "../testing/town.ts";
import { emptiedForGood, isReplaced, replacedBy } from "./emptied.ts";
import { restore } from "./restore.ts";
import { rotationView } from "./rotation-view.ts";
import { backupState } from "./sentence.ts";

const day = 24 * 60 * minute;
const isTold = async (env: TestEnv) => [
  (await rotationView(env)).last?.hasRival,
  (await backupState(env)).hasRival === true,
];

describe("two devices that renew the secret at once", () => {
  it("lose nothing; the slower one is told, and joined by the sheet of the faster one", async () => {
    const town = await newTown("rivals");
    const fast = await backedUp(await rich(town, "KUDOS:3.04"));
    const oldSheet = await sheetOf(fast);
    const slow = await joined(town, oldSheet, { deviceName: "Slow" });
    await rotate(fast);
    await rotate(slow);
    assert.notEqual(await rootOf(fast), await rootOf(slow));
    await keep(fast);
    assert.equal(replacedBy(documentAt(town, oldSheet)), await rootOf(fast));
    assert.deepEqual(await isTold(slow), [false, false]);
    await keep(slow);
    assert.deepEqual(await isTold(slow), [true, true]);
    assert.deepEqual(await isTold(fast), [false, false]);
    town.clock.windTo(town.clock.now() + 31 * day);
    assert.deepEqual(await isTold(slow), [true, false], "not on the first page for ever");
    const worth = await available(fast);
    await restore(slow, { text: await sheetOf(fast), services: [], keepMoney: true });
    await settle(slow, rotationJobs, 10 * minute);
    await gathered(fast, slow);
    assert.deepEqual(await isTold(slow), [false, false]);
    assert.equal(await available(slow), sum("KUDOS", [worth as never]));
    await assertBooks(town, slow);
  });

  it("tell nobody when the word at the service is of the own wallet, or of an earlier version that named no root", async () => {
    const town = await newTown("no rivals");
    const env = await backedUp(await rich(town, "KUDOS:3.04"));
    const [old] = [await rootOf(env)];
    await rotate(env);
    await keep(env);
    // As if the worker had been killed before it wrote down that its word is there.
    const row = (await env.db.of(formerRoots).get(old)) ?? assert.fail("no former root");
    const { emptied: _, ...facts } = row.facts;
    await env.db.table(formerRoots.name).put({ ...row, facts });
    await settle(env, rotationJobs, 10 * minute);
    assert.deepEqual((await rotationView(env)).last?.copies, []);
    assert.deepEqual(await isTold(env), [false, false]);
    const word = emptiedForGood(documentAt(town, await sheetOf(env)), "H", "ROOT");
    const earlier = { ...word, sets: { renewed: { laws: {}, rows: [], tombstones: [], unread: [] } } };
    assert.deepEqual([isReplaced(word), replacedBy(word)], [true, "ROOT"]);
    assert.deepEqual([isReplaced(earlier), replacedBy(earlier)], [true, undefined]);
  });
});
