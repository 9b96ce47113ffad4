import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { StoryPage } from "../../api/views.ts";
import { insert } from "../../store/deed.ts";
import { withdrawals } from "../../store/entities/withdrawal.ts";
import { save } from "../../store/save.ts";
import { textOf } from "../../taler/crockford.ts";
import { u32 } from "../../taler/hash.ts";
import type { TestEnv } from "../../testing/env.ts";
import { kudos } from "../../testing/offers.ts";
import { newTown } from "../../testing/town.ts";
import { getTransaction, listOpen, listTransactions, readStory, type StoryRange } from "./story.ts";

const exchange = "http://exchange.test/";

/** A reserve's key with this number. */
const keyOf = (number: number) => textOf(new Uint8Array([...new Uint8Array(28), ...u32(number)]));

/** A withdrawal by wire that was accepted in this second. */
const accepted = (number: number, acceptedAt: number, more: { readonly finishedAt?: number } = {}) =>
  insert(withdrawals, keyOf(number), { exchange, kind: "manual", amount: kudos("1"), acceptedAt, ...more });

const wallet = async (): Promise<TestEnv> => (await newTown("story")).wallet();

const idsOf = ({ transactions }: StoryPage) => transactions.map(({ id }) => id);

/** All pages from this range on. */
async function pages(env: TestEnv, range: StoryRange): Promise<StoryPage[]> {
  const all = [await readStory(env, range)];
  for (let next = all[0]?.next; next !== undefined; next = all.at(-1)?.next) {
    all.push(await readStory(env, { ...range, before: next }));
  }
  return all;
}

/** Seconds in which something was accepted; many at once. */
const seconds = fc.array(fc.nat(5), { maxLength: 12 });

describe("the story of the money", () => {
  it("is told whole by its pages, newest first, each event once", async () => {
    await fc.assert(
      fc.asyncProperty(seconds, fc.integer({ min: 1, max: 5 }), async (moments, limit) => {
        const env = await wallet();
        await save(env.db, ...moments.map((at, number) => accepted(number, at)));
        const all = await pages(env, { limit });
        const told = all.flatMap(({ transactions }) => transactions);
        assert.deepEqual(
          told.map(({ at }) => at / 1000),
          moments.toSorted((a, b) => b - a),
        );
        assert.equal(new Set(told.map(({ id }) => id)).size, moments.length);
        for (const page of all.slice(0, -1)) assert.equal(page.transactions.length, limit);
        env.close();
      }),
      { numRuns: 25 },
    );
  });

  it("is told again between two places, with what came in between", async () => {
    const env = await wallet();
    await save(env.db, ...[10, 20, 30, 40, 50].map((at) => accepted(at, at)));
    const first = await readStory(env, { limit: 2 });
    assert.deepEqual(idsOf(first), [keyOf(50), keyOf(40)]);
    const second = await readStory(env, { limit: 2, before: first.next });
    await save(env.db, accepted(60, 60), accepted(25, 25));
    assert.deepEqual(await readStory(env, { until: first.next }), {
      transactions: await Promise.all([60, 50, 40].map((at) => getTransaction(env, keyOf(at)))),
    });
    assert.deepEqual(idsOf(await readStory(env, { before: first.next, until: second.next })), [30, 25, 20].map(keyOf));
  });

  it("says with its first page how long it is", async () => {
    const env = await wallet();
    await save(env.db, accepted(1, 1), accepted(2, 2), accepted(3, 3));
    const { next, total } = await listTransactions(env, { limit: 1 });
    assert.equal(total, 3);
    assert.equal((await listTransactions(env, { before: next })).total, undefined);
  });

  it("is empty at first, and knows nobody's transaction", async () => {
    const env = await wallet();
    assert.deepEqual(await listTransactions(env), { transactions: [], total: 0 });
    await assert.rejects(getTransaction(env, keyOf(1)), /transactionUnknown/);
  });
});

describe("what is open", () => {
  it("is found however old it is, and what is over is not", async () => {
    const env = await wallet();
    const over = Array.from({ length: 60 }, (_, index) => accepted(100 + index, 100 + index, { finishedAt: 200 }));
    await save(env.db, accepted(1, 1), accepted(2, 2), ...over);
    const open = await listOpen(env);
    assert.deepEqual(
      open.map(({ transaction, awaited }) => [transaction.id, awaited]),
      [
        [keyOf(2), "KUDOS:1"],
        [keyOf(1), "KUDOS:1"],
      ],
    );
    assert.ok((await readStory(env, { limit: 50 })).transactions.every(({ state }) => state === "done"));
  });
});
