/** Comparing the purchases of a wallet with the books of the shop: who is paid, and who has what back. */
import assert from "node:assert/strict";
import { type Order, refundedFor } from "../../e2e/sandbox/merchant/book.ts";
import type { Sandbox } from "../../e2e/sandbox/sandbox.ts";
import type { Env } from "../env/env.ts";
import { deposits } from "../store/entities/deposit.ts";
import { payments } from "../store/entities/payment.ts";
import { type Purchase, purchases } from "../store/entities/purchase.ts";
import { currencyOf, sum } from "../taler/amount.ts";

/** For each purchase of this wallet: it has the receipt if the shop is paid, and it has back what the shop gave. */
export async function assertShop({ merchant }: Pick<Sandbox, "merchant">, { db }: Env): Promise<void> {
  const orders = new Map(merchant.desk.book.orders().map((order) => [order.claim?.hash, order]));
  const rows = await db.of(purchases).toArray();
  for (const row of rows) assertOrder(orders.get(row.key) ?? assert.fail("a purchase of nothing"), row);
  // What others buy is their own affair; what coins of this wallet paid for is a purchase.
  const own = await db.of(deposits).toArray();
  const bought = new Set([...rows, ...own].map(({ key }) => key));
  for (const { facts } of await db.of(payments).toArray())
    assert.ok(bought.has(facts.contract), "paid, and not bought");
}

function assertOrder(order: Order, row: Purchase): void {
  const { payment, price, aborted, id } = order;
  assert.equal(row.facts.paid?.sig, payment?.receipt, `the receipt for order ${id}`);
  const currency = currencyOf(price);
  const back = sum(currency, [refundedFor(order), ...aborted.map(({ amount }) => amount)]);
  const known = (row.facts.refunds ?? []).map(({ amount }) => amount);
  assert.equal(sum(currency, known), back, `what came back of order ${id}`);
}
