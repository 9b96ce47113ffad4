/** What people do in a shop, and what the shop does for them. */
import { amount, currencyOf, ofUnits, unitsOf } from "../../src/taler/amount.ts";
import { refundableFor } from "../sandbox/merchant/book.ts";
import { payUri, refundUri } from "../sandbox/merchant/links.ts";
import type { Device } from "./device.ts";
import type { Sale, Stage } from "./stage.ts";

/** Long enough for people to ask for money back, short enough that a history sees its end, in seconds. */
const refundDelay = 3 * 60 * 60;

function orderFor({ town, sales }: Stage, name: string, price: string): Sale {
  const { desk } = town.sandbox.merchant;
  const order = desk.newOrder({ amount: amount.parse(price), summary: name }, { refundDelay });
  const sale: Sale = { orderId: order.id, link: payUri(desk, order) };
  sales.set(name, sale);
  return sale;
}

export async function buy(stage: Stage, device: Device, name: string, price: string): Promise<void> {
  orderFor(stage, name, price);
  await buyAgain(stage, device, name);
}

/** As the page does it: look, and accept what can be paid. */
export async function buyAgain(stage: Stage, device: Device, name: string): Promise<void> {
  const sale = stage.sales.get(name);
  const offer = sale && (await stage.ask(device, "lookAtPayment", { link: sale.link }));
  if (!sale || !offer) return;
  sale.contract = offer.id;
  if (offer.state === "payable") await stage.ask(device, "acceptPayment", { id: offer.id });
}

export async function decline(stage: Stage, device: Device, name: string, price: string): Promise<void> {
  const { link } = orderFor(stage, name, price);
  const offer = await stage.ask(device, "lookAtPayment", { link });
  if (offer) await stage.ask(device, "declinePayment", { id: offer.id });
}

const questions = { giveUp: "abortTransaction", finish: "takeOverTransaction" } as const;

/** A button on the page of a purchase, pressed if it is there. */
export async function pressFor(
  stage: Stage,
  device: Device,
  name: string,
  button: keyof typeof questions,
): Promise<void> {
  const id = stage.sales.get(name)?.contract;
  if (id === undefined) return;
  const told = await stage.ask(device, "getTransaction", { id });
  const isThere = { giveUp: told?.canAbort, finish: told?.canTakeOver }[button];
  if (isThere) await stage.ask(device, questions[button], { id });
}

/** The shop promises to give back; it cannot before it is paid, nor when the time for that is over. */
export function grant({ town, sales }: Stage, name: string, percent: number): void {
  const { desk } = town.sandbox.merchant;
  const order = desk.book.order(sales.get(name)?.orderId ?? "");
  if (!order?.payment || desk.now() >= Number(order.refundDeadline)) return;
  const most = refundableFor(order);
  desk.grant(order, ofUnits(currencyOf(most), (unitsOf(most) * BigInt(percent)) / 100n));
}

export async function fetchRefund(stage: Stage, device: Device, name: string): Promise<void> {
  const { desk } = stage.town.sandbox.merchant;
  const order = desk.book.order(stage.sales.get(name)?.orderId ?? "");
  if (order) await stage.ask(device, "fetchRefund", { link: refundUri(desk, order) });
}
