/** Comparing the purchases of a wallet with the books of the shop: who is paid, and who has what back. */
import assert from "node:assert/strict";
import { type Order, refundedFor } from "../../e2e/sandbox/merchant-book.ts";
import type { Sandbox } from "../../e2e/sandbox/sandbox.ts";
import type { Env } from "../env/env.ts";
import { type Purchase, purchases } from "../store/entities/purchase.ts";
import { currencyOf, sum } from "../taler/amount.ts";

/** The shop is paid for just what this wallet says to have paid for, and the wallet has back what the shop gave. */
export async function assertShop({ merchant }: Pick<Sandbox, "merchant">, { db }: Env): Promise<void> {
  const rows = new Map((await db.of(purchases).toArray()).map((row) => [row.key, row]));
  for (const order of merchant.desk.book.orders()) assertOrder(order, rows.get(order.claim?.hash ?? ""));
}

function assertOrder(order: Order, row: Purchase | undefined): void {
  const { payment, price, aborted, id } = order;
  assert.equal(row?.facts.paid?.sig, payment?.receipt, `the receipt for order ${id}`);
  const currency = currencyOf(price);
  const back = sum(currency, [refundedFor(order), ...aborted.map(({ amount }) => amount)]);
  const known = (row?.facts.refunds ?? []).map(({ amount }) => amount);
  assert.equal(sum(currency, known), back, `what came back of order ${id}`);
}
