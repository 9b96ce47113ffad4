import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { testAddresses } from "../../../e2e/sandbox/sandbox.ts";
import type { Question } from "../../api/requests.ts";
import { insert } from "../../store/deed.ts";
import { withdrawals } from "../../store/entities/withdrawal.ts";
import { save } from "../../store/save.ts";
import { textOf } from "../../taler/crockford.ts";
import { u32 } from "../../taler/hash.ts";
import type { TestEnv } from "../../testing/env.ts";
import { kudos } from "../../testing/offers.ts";
import { buy, earn } from "../../testing/shopping.ts";
import { newTown, trusting } from "../../testing/town.ts";
import { searchTransactions } from "./search.ts";

const keyOf = (number: number) => textOf(new Uint8Array([...new Uint8Array(28), ...u32(number)]));

async function found(env: TestEnv, question: Question<"listTransactions">) {
  return (await searchTransactions(env, question)).transactions;
}

describe("a search", () => {
  let env: TestEnv;
  let apples = "";
  let bread = "";

  before(async () => {
    const town = await newTown("search");
    env = await trusting(await town.wallet());
    await earn(town, env);
    apples = (await buy(town, env, "KUDOS:3.5", { summary: "Zwei \u00c4pfel, gro\u00df" })).id;
    bread = (await buy(town, env, "KUDOS:2.25", { summary: "A loaf of bread" })).id;
  });

  it("finds what was bought, however it is written", async () => {
    for (const words of ["\u00e4pfel", "APFEL gross", "3,50", "3.5 kudos", "  zwei  "])
      assert.deepEqual(
        (await found(env, { words })).map(({ id }) => id),
        [apples],
        words,
      );
    assert.deepEqual(await found(env, { words: "apfel bread" }), []);
  });

  it("finds by order number, day, exchange and kind", async () => {
    const all = await found(env, { words: "exchange.test" });
    assert.equal(all.length, 3);
    const [orderId = ""] = all.flatMap(({ id, shop }) => (id === bread && shop ? shop.orderId : []));
    assert.deepEqual(
      (await found(env, { words: orderId })).map(({ id }) => id),
      [bread],
    );
    assert.equal((await found(env, { words: "2026-01" })).length, 3);
    assert.deepEqual((await found(env, { only: "payment" })).map(({ id }) => id).sort(), [apples, bread].sort());
    assert.equal((await found(env, { only: "withdrawal" })).length, 1);
    assert.deepEqual(await found(env, { only: "open" }), []);
  });

  it("finds events of a time, of a currency, and of an exchange", async () => {
    const all = await found(env, {});
    const [newest, , oldest] = all;
    const ids = async (question: Question<"listTransactions">) => (await found(env, question)).map(({ id }) => id);
    const day = 24 * 60 * 60_000;
    const at = oldest?.at ?? 0;
    assert.deepEqual(
      await ids({ start: at, end: at + day }),
      all.map(({ id }) => id),
    );
    assert.deepEqual(await ids({ start: at + day }), []);
    assert.deepEqual(await ids({ end: at }), []);
    assert.ok(!(await ids({ start: at + 1 })).includes(oldest?.id ?? ""));
    assert.deepEqual(await ids({ start: (newest?.at ?? 0) + 1 }), []);
    assert.equal((await ids({ currency: "KUDOS", exchange: testAddresses.exchange })).length, 3);
    assert.deepEqual(await ids({ currency: "KUDO" }), []);
    assert.deepEqual(await ids({ exchange: "http://other.test/" }), []);
    assert.equal((await searchTransactions(env, {})).oldest, oldest?.at);
  });

  it("without a wish is the story itself", async () => {
    assert.equal((await searchTransactions(env, { words: "  " })).total, 3);
  });

  it("looks at a bounded part, and goes on where it stopped", async () => {
    const rich = await (await newTown("long search")).wallet();
    const amounts = Array.from({ length: 2500 }, (_, number) => (number % 1250 === 0 ? "7.77" : "1"));
    await save(
      rich.db,
      ...amounts.map((amount, number) =>
        insert(withdrawals, keyOf(number + 1), {
          exchange: "http://exchange.test/",
          kind: "manual",
          amount: kudos(amount),
          acceptedAt: number + 1,
          finishedAt: number + 2,
        }),
      ),
    );
    const ids: string[] = [];
    let [place, asked]: [string | undefined, number] = [undefined, 0];
    do {
      const page = await searchTransactions(rich, { words: "7.77", ...(place !== undefined && { before: place }) });
      ids.push(...page.transactions.map(({ id }) => id));
      place = page.next;
      asked += 1;
    } while (place !== undefined);
    assert.deepEqual([ids, asked], [[keyOf(1251), keyOf(1)], 3]);
  });
});
