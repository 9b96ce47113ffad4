/** Where a service has its fees paid: orders at a merchant, and whether they are paid. */
import type { Amount } from "../../src/taler/amount.ts";
import { textOf } from "../../src/taler/crockford.ts";
import type { World } from "./world.ts";

export interface Till {
  /** Wallets pay orders there. */
  readonly merchantBaseUrl: string;
  /** Makes an order and resolves to its id. */
  newOrder(amount: Amount, summary: string): Promise<string>;
  isPaid(orderId: string): Promise<boolean>;
}

/** A till without a merchant behind it: an order is paid when `pay` says so. */
export interface PlayTill extends Till {
  pay(orderId: string): void;
  /** The ids of all orders so far, oldest first. */
  readonly orders: readonly string[];
}

export function playTill(world: World, merchantBaseUrl: string): PlayTill {
  const orders: string[] = [];
  const paid = new Set<string>();
  return {
    merchantBaseUrl,
    orders,
    newOrder: async () => {
      const order = textOf(world.random(10));
      orders.push(order);
      return order;
    },
    isPaid: async (order) => paid.has(order),
    pay: (order) => void paid.add(order),
  };
}
