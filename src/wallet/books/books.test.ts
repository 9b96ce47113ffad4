import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import fc from "fast-check";
import { coinPath } from "../../store/entities/coin.ts";
import { type Amount, add, subtract, sum, zero } from "../../taler/amount.ts";
import type { Json } from "../../taler/codec.ts";
import { assertAddsUp } from "../../testing/books.ts";
import type { TestEnv } from "../../testing/env.ts";
import { lively } from "../../testing/lively.ts";
import { settle } from "../../testing/settle.ts";
import { moneyJobs, order } from "../../testing/shopping.ts";
import { newTown } from "../../testing/town.ts";
import { acceptPayment } from "../pay/accept-payment.ts";
import { lookAtPayment } from "../pay/look-payment.ts";
import { listTransactions } from "../story/story.ts";
import { abortTransaction } from "../story/transaction-deeds.ts";
import { checkBooks } from "./books.plan.ts";
import { auditedBooks, booksView, readMoney } from "./books.ts";
import type { MoneyRows } from "./ledger.ts";

const minute = 60_000;

interface Row {
  readonly key: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

const sets = [
  "reserves",
  "withdrawals",
  "batches",
  "coins",
  "denominations",
  "refreshes",
  "purchases",
  "payments",
] as const;

type Set = (typeof sets)[number];

/** Facts without which a row tells another story. */
const turns: readonly (readonly [Set, string])[] = [
  ["reserves", "credits"],
  ["batches", "doneAt"],
  ["coins", "sig"],
  ["coins", "spends"],
  ["coins", "refunds"],
  ["refreshes", "doneAt"],
  ["purchases", "paid"],
  ["purchases", "refunds"],
  ["payments", "doneAt"],
];

function isNoticed(rows: MoneyRows): boolean {
  const { pages, flaws } = checkBooks(rows, () => undefined, 0);
  return flaws.length > 0 || pages.some(({ missing, surplus }) => missing !== undefined || surplus !== undefined);
}

const replaced = (rows: MoneyRows, set: Set, row: Row, facts: Json): MoneyRows => ({
  ...rows,
  [set]: (rows[set] as readonly Row[]).map((one) => (one === row ? { ...row, facts } : one)),
});

/** The same facts with one amount changed, for each amount in them; contracts are amounts in a text. */
function* alterations(
  value: Json,
  path: readonly string[],
): Generator<readonly [path: readonly string[], changed: Json]> {
  if (typeof value === "string") {
    const changed = value.replace(/KUDOS:\d+(\.\d+)?/, (text) => add(text as Amount, "KUDOS:0.01" as Amount));
    if (changed !== value) yield [path, changed];
  } else if (typeof value === "object" && value !== null) {
    for (const [name, part] of Object.entries(value))
      for (const [where, changed] of alterations(part, [...path, name]))
        yield [where, Array.isArray(value) ? value.with(Number(name), changed) : { ...value, [name]: changed }];
  }
}

/** A life of money: two withdrawals, payments with change, money back, and a payment that was called off. */
async function used(): Promise<TestEnv> {
  const { town, env } = await lively("books");
  const { id } = await lookAtPayment(env, { link: order(town, "KUDOS:4").link });
  await acceptPayment(env, id);
  const mend = town.sandbox.merchant.line.add({
    fault: { kind: "loseAnswer" },
    matches: ({ url }) => url.endsWith("batch-deposit"),
    times: 1000,
  });
  await settle(env, moneyJobs, minute);
  mend();
  await assertAddsUp(env);
  await abortTransaction(env, id);
  await settle(env, moneyJobs, 60 * minute);
  const unsent = await lookAtPayment(env, { link: order(town, "KUDOS:1").link });
  await acceptPayment(env, unsent.id);
  await assertAddsUp(env);
  return env;
}

describe("the books", () => {
  let env: TestEnv;
  let rows: MoneyRows;

  before(async () => {
    env = await used();
    rows = await readMoney(env);
  });

  it("add up after a life of money", async () => {
    await assertAddsUp(env);
    const { flaws, flawCount, pages, events } = await booksView(env);
    assert.deepEqual([flaws, flawCount, events, pages.length], [[], 0, 6, 1]);
    const lines = new Map(pages[0]?.lines.map(({ line, amount }) => [line, amount as Amount]));
    const cameIn = lines.get("cameIn");
    lines.delete("cameIn");
    assert.equal(cameIn, "KUDOS:25.55");
    assert.equal(sum("KUDOS", lines.values()), cameIn);
    for (const line of ["spent", "feeWithdraw", "feeDeposit", "feeRefresh", "feeRefund", "here", "underWay"] as const)
      assert.ok(lines.has(line), line);
  });

  it("are told event by event: each adds up, and all together are what is here", async () => {
    const { transactions } = await listTransactions(env);
    const all = (amounts: readonly string[]) => sum("KUDOS", amounts as readonly Amount[]);
    for (const { kind, state, instructed, credited = instructed, costs = [], effective, shop } of transactions) {
      const between = all(costs.map(({ amount }) => amount));
      if (kind === "withdrawal") assert.equal(all([effective, between]), credited);
      else if (state === "aborted") assert.equal(between, effective);
      else assert.equal(all([effective, shop?.refunded ?? "KUDOS:0"]), all([instructed, between]));
    }
    const effective = (wanted: string) =>
      all(transactions.flatMap((one) => (one.kind === wanted ? one.effective : [])));
    const { pages } = await auditedBooks(env);
    const { here = zero("KUDOS") } = pages[0]?.lines ?? {};
    assert.equal(here, subtract(effective("withdrawal"), effective("payment")));
  });

  it("notice when any one row is gone", () => {
    for (const set of sets)
      for (const row of rows[set]) {
        const without = { ...rows, [set]: (rows[set] as readonly Row[]).filter((one) => one !== row) };
        assert.ok(isNoticed(without), `${set} ${row.key}`);
      }
  });

  it("notice when any one amount is another", () => {
    // What a shop says that it will do is no money yet.
    for (const set of ["reserves", "withdrawals", "coins", "refreshes", "payments", "purchases"] as const)
      for (const row of rows[set])
        for (const [path, changed] of alterations(row.facts as Json, []))
          if (path[0] !== "announced")
            assert.ok(isNoticed(replaced(rows, set, row, changed)), `${set} ${path.join(".")} of ${row.key}`);
  });

  it("notice what has not happened, and what has happened twice", () => {
    fc.assert(
      fc.property(fc.constantFrom(...turns), fc.nat(), ([set, fact], number) => {
        const all = (rows[set] as readonly Row[]).filter(({ facts }) => facts[fact] !== undefined);
        const row = all[number % all.length] ?? assert.fail(`no ${set} with ${fact}`);
        const { [fact]: _, ...facts } = row.facts;
        assert.ok(isNoticed(replaced(rows, set, row, facts as Json)), `${set} without ${fact}`);
      }),
    );
  });

  it("say what they have found in the story, and how much is missing", () => {
    const coin = rows.coins.find(({ facts }) => facts.spends === undefined && facts.sig !== undefined);
    const without = { ...rows, coins: rows.coins.filter((one) => one !== coin) };
    const { flaws, pages } = checkBooks(without, () => undefined, 0);
    assert.deepEqual(
      flaws.map(({ kind }) => kind),
      ["coinMissing"],
    );
    const kind = rows.denominations.find(({ key }) => key === coinPath(coin?.key ?? "").denom);
    assert.deepEqual([pages[0]?.missing, pages[0]?.surplus], [kind?.facts.value, undefined]);
  });

  it("add up on the disk of a wallet that has nothing", async () => {
    const fresh = await (await newTown("nothing")).wallet();
    assert.deepEqual(await auditedBooks(fresh), { pages: [], flaws: [] });
  });
});
