/** Comparing what a wallet says it has with what the exchange's books say it was given. */
import assert from "node:assert/strict";
import { type Books, isBalanced } from "../../e2e/sandbox/ledger.ts";
import type { BookLine } from "../api/money-views.ts";
import type { Env } from "../env/env.ts";
import { batches, batchStatus } from "../store/entities/batch.ts";
import { denominations } from "../store/entities/denomination.ts";
import { purchases } from "../store/entities/purchase.ts";
import { refreshes } from "../store/entities/refresh.ts";
import { reserves } from "../store/entities/reserve.ts";
import { type Amount, subtract, sum } from "../taler/amount.ts";
import { auditedBooks } from "../wallet/books/books.ts";
import { assertCoins, assertNothingIdle, heldCoins } from "./coin-books.ts";
import { assertPurses } from "./purse-books.ts";
import { assertShop } from "./shop-books.ts";
import type { Town } from "./town.ts";

/** What is left of this wallet's coins; every one of them is checked as a merchant would check it. */
export async function coinsWorth(env: Env): Promise<Amount> {
  const held = await heldCoins(env);
  return sum(
    "KUDOS",
    held.map(({ left }) => left),
  );
}

/**
 * The exchange's books are balanced, each reserve was paid into once, and this wallet, alone in the town, has to the
 * cent what they say: every coin that was issued, every coin that was spent or came back, every wire that came in,
 * every fee. Nothing is in the air.
 */
export async function assertBooks({ sandbox }: Town, env: Env): Promise<void> {
  const { ledger } = sandbox.exchange;
  const books = ledger.books();
  assert.ok(isBalanced(books), "the exchange's books");
  for (const { credits } of books.reserves) assert.equal(credits.length, 1, "a reserve that was paid into twice");
  const held = await heldCoins(env);
  assertCoins(ledger, held);
  await assertNothingIdle(env, held);
  await assertShop(sandbox, env);
  const own = await env.db.of(reserves).toArray();
  const credited = own.flatMap(({ facts }) => (facts.credits ?? []).map(({ amount }) => amount));
  assert.equal(sum("KUDOS", credited), books.credited, "what the wallet knows to have come in");
  assert.equal(await feesOf(env), books.fees, "the fees that the wallet knows of");
  await assertAtRest(env);
  await assertLines(books, env);
}

async function assertAtRest({ db }: Env): Promise<void> {
  const plans = await db.of(batches).toArray();
  assert.ok(!plans.some((one) => batchStatus(one) === "pending"), "plans in the air");
  assert.equal(await db.of(refreshes).where("ix.open").anyOf("planned", "melted").count(), 0, "refreshes in the air");
  const busy = await db.of(purchases).where("ix.open").anyOf("paying", "aborting", "sweeping").count();
  assert.equal(busy, 0, "purchases in the air");
}

async function feesOf(env: Env): Promise<Amount> {
  const done = (await env.db.of(batches).toArray()).filter((batch) => batchStatus(batch) === "done");
  const denoms = new Map(
    done.flatMap(({ facts }) =>
      facts.coins.map(({ denom, index }) => [`${facts.reserve}/${denom}/${index}`, denom] as const),
    ),
  );
  const rows = await env.db.of(denominations).bulkGet([...denoms.values()]);
  return sum(
    "KUDOS",
    rows.flatMap((row) => (row ? [row.facts.feeWithdraw] : [])),
  );
}

/**
 * All rows of this wallet tell one story: what came in is what was spent, went into fees, went back, is here or is under
 * way; whatever state anything is in. The balances say the same.
 */
export async function assertAddsUp(env: Env): Promise<void> {
  const books = await auditedBooks(env);
  assert.deepEqual(books.flaws, [], "rows that do not tell the same");
  for (const page of books.pages)
    assert.deepEqual([page.missing, page.surplus], [undefined, undefined], JSON.stringify(page));
  await assertPurses(env, books);
}

/** The wallet's own check finds the sums that the exchange finds. */
async function assertLines(books: Books, env: Env): Promise<void> {
  await assertAddsUp(env);
  const { spending, credited, fees, balances } = books;
  const [page] = (await auditedBooks(env)).pages;
  const told = (...lines: readonly BookLine[]) =>
    sum(
      "KUDOS",
      lines.flatMap((line) => page?.lines[line] ?? []),
    );
  const all = (...amounts: readonly Amount[]) => sum("KUDOS", amounts);
  assert.equal(told("cameIn"), credited, "what came in");
  assert.equal(told("feeWithdraw"), fees, "fees for coins");
  assert.equal(told("atExchange"), balances, "what is left in reserves");
  assert.equal(told("here", "underWay", "dust", "expired"), spending.remaining, "what is left on coins");
  assert.equal(told("feeRefund"), spending.refundFees, "fees for money back");
  const { refreshFees, renewalFees, dust } = spending;
  assert.equal(told("feeRefresh"), all(refreshFees, renewalFees, dust), "fees for change");
  const kept = subtract(spending.deposited, all(spending.refunded, spending.refundFees));
  assert.equal(
    told("spent", "toBank", "feeDeposit", "feeWire", "elsewhere"),
    kept,
    "what shops got, and what that cost",
  );
}

/** Keys of reserves and paths of coins, each drawn once: what the wallet derived, it derived for one purpose. */
export async function assertNoKeyTwice(env: Env): Promise<void> {
  const rows = await env.db.of(reserves).toArray();
  const paths = rows.map(({ facts: { root, slot, counter, deed } }) => `${root}/${slot}/${counter}/${deed}`);
  assert.equal(new Set(paths).size, rows.length, "a reserve key twice");
}
