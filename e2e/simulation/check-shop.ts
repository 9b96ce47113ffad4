/** Checks of what was bought: the shop and the wallet agree on every order, and nothing is left hanging. */
import { paymentStatus, payments } from "../../src/store/entities/payment.ts";
import { type Purchase, purchaseStatus, purchases } from "../../src/store/entities/purchase.ts";
import { refreshes } from "../../src/store/entities/refresh.ts";
import { currencyOf, sum } from "../../src/taler/amount.ts";
import { merchantCodes } from "../../src/taler/merchant-api.ts";
import { seconds } from "../../src/taler/time.ts";
import { type Order, refundedFor } from "../sandbox/merchant/book.ts";
import { type Disk, isTooLate, separate } from "./evidence.ts";
import { Failure } from "./failure.ts";
import type { Stage } from "./stage.ts";

/** Compares every order with the wallets; only what a device has taken to its grave may be unknown. */
export async function checkShop(stage: Stage, disks: readonly Disk[]): Promise<void> {
  const rows = new Map<string, Purchase>();
  for (const disk of separate(disks)) {
    for (const row of await disk.db.of(purchases).toArray()) rows.set(row.key, row);
    await checkRest(stage, disk);
  }
  for (const order of stage.town.sandbox.merchant.desk.book.orders()) {
    const row = rows.get(order.claim?.hash ?? "");
    if (row) compareOrder(order, row, stage.hasLosses);
    else if (order.payment && !stage.hasLosses && !isOld(stage, order)) {
      throw new Failure("books agree", `order ${order.id} is paid, and nobody knows it`);
    }
  }
}

/** In histories that leap, people keep their entries for a year or more. */
const isOld = ({ slept, now }: Stage, order: Order): boolean =>
  slept.length > 0 && Number(order.refundDeadline) + 365 * 24 * 60 * 60 <= seconds(now);

function compareOrder(order: Order, row: Purchase, hasLosses: boolean): void {
  const fault = (what: string) => new Failure("books agree", `order ${order.id} (${purchaseStatus(row)}): ${what}`);
  const isAgreed = row.facts.paid?.sig === order.payment?.receipt;
  if (!isAgreed && !(hasLosses && isPaidByLost(row))) throw fault("shop and wallet differ on whether it is paid");
  const currency = currencyOf(order.price);
  const back = sum(currency, [refundedFor(order), ...order.aborted.map(({ amount }) => amount)]);
  const known = sum(
    currency,
    (row.facts.refunds ?? []).map(({ amount }) => amount),
  );
  if (back !== known) throw fault(`${back} came back by the shop, ${known} by the wallet`);
}

/** The receipt went with the device that paid; the others have heard from the shop that somebody did. */
const isPaidByLost = ({ facts: { paid, refusals = [] } }: Purchase): boolean =>
  paid === undefined && refusals.some(({ code }) => code === merchantCodes.alreadyPaid);

/** Long after everything was begun, nothing is under way. */
async function checkRest(stage: Stage, { db, device }: Disk): Promise<void> {
  const busy = await db.of(purchases).where("ix.open").anyOf("paying", "aborting", "sweeping").toArray();
  if (busy[0]) throw new Failure("all ends", `purchase ${busy[0].key} on ${device} is ${busy[0].ix.open}`);
  const melting = await db.of(refreshes).where("ix.open").anyOf("planned", "melted").toArray();
  for (const row of melting) {
    if (await isTooLate(stage, db, row)) continue;
    throw new Failure("all ends", `refresh ${row.key} on ${device} is ${row.ix.open}`);
  }
  const pending = (await db.of(payments).toArray()).find((one) => paymentStatus(one) === "pending");
  if (pending) throw new Failure("all ends", `payment ${pending.key} on ${device} is pending`);
}
