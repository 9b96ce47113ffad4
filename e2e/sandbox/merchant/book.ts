/** The books of the sandbox merchant: orders, who claimed them, which coins paid, and what was given back. */
import { type Amount, add, compare, currencyOf, isZero, subtract, sum } from "../../../src/taler/amount.ts";
import type { Json } from "../../../src/taler/codec.ts";
import type { DepositPermission } from "../../../src/taler/merchant-api.ts";
import type { Timestamp } from "../../../src/taler/time.ts";
import { newBell } from "../bell.ts";

export type Members = { readonly [key: string]: Json };

/** The wallet that may pay, and the contract as it was given to it; hash and signature as text. */
export interface Claim {
  readonly nonce: string;
  readonly raw: Members;
  readonly hash: string;
  readonly sig: string;
}

/** A coin that pays for an order, and the fee of the exchange for it. */
export interface Taken {
  readonly permission: DepositPermission;
  readonly fee: Amount;
}

/** So much of a coin is to be given back; coin and number together are its name. */
export interface Grant {
  readonly coinPub: string;
  readonly exchange: string;
  readonly transactionId: number;
  readonly amount: Amount;
  /** Seconds since 1970. */
  readonly at: number;
  /** The exchange's word that the coin has it back. */
  readonly proof?: { readonly exchange_pub: string; readonly exchange_sig: string };
}

export interface Order {
  readonly id: string;
  /** Those who claim the order must show it, if there is one. */
  readonly token?: string;
  readonly price: Amount;
  readonly payDeadline: Timestamp;
  readonly refundDeadline: Timestamp;
  readonly fulfillmentUrl?: string;
  /** The contract but for the nonce. */
  readonly terms: Members;
  readonly claim?: Claim;
  /** Coins by public key that the exchange was asked to take, whatever it said or did not say. */
  readonly offeredByCoin: ReadonlyMap<string, Taken>;
  /** Those it took, also of payments that came to nothing. */
  readonly takenByCoin: ReadonlyMap<string, Taken>;
  /** The coins that paid, once all of it is paid, and the receipt. */
  readonly payment?: { readonly coins: readonly DepositPermission[]; readonly receipt: string };
  /** Where the receipt was shown; the empty text stands for no session. */
  readonly sessions: ReadonlySet<string>;
  readonly grants: readonly Grant[];
  /** Coins of payments that were given up, which the exchange has given back. */
  readonly aborted: readonly Grant[];
}

/** What an auditor of the merchant would look at. */
export interface MerchantBooks {
  /** The prices of all orders that are paid. */
  readonly sold: Amount;
  /** What the exchange has taken for the merchant: contributions without fees, also for payments that came to nothing. */
  readonly deposited: Amount;
  /** What was promised back, and what of it coins have back; the fees for refunds are not off. */
  readonly granted: Amount;
  readonly refunded: Amount;
}

/** What the merchant has of a coin, and so the most that it can give back. */
export const shareOf = ({ permission, fee }: Taken): Amount => subtract(permission.contribution, fee);

/** What was promised back for an order. */
export const grantedFor = ({ price, grants }: Order): Amount =>
  grants.reduce((all, { amount }) => add(all, amount), zeroLike(price));

/** The most that can be promised back: the price, but never more than the merchant has. */
export function refundableFor({ payment, price, takenByCoin }: Order): Amount {
  const taken = payment?.coins.flatMap(({ coin_pub }) => takenByCoin.get(coin_pub) ?? []) ?? [];
  const held = sum(currencyOf(price), taken.map(shareOf));
  return compare(held, price) < 0 ? held : price;
}

/** What of it the wallet has fetched. */
export const refundedFor = ({ price, grants }: Order): Amount =>
  grants.reduce((all, { amount, proof }) => (proof === undefined ? all : add(all, amount)), zeroLike(price));

const zeroLike = (a: Amount): Amount => subtract(a, a);

export const hasPendingRefund = (order: Order): boolean => !isZero(subtract(grantedFor(order), refundedFor(order)));

/** Whether the receipt was shown in this session; without one it is enough that somebody paid. */
export const isPaidIn = ({ payment, sessions }: Order, session: string | undefined): boolean =>
  payment !== undefined && (session === undefined || sessions.has(session));

export class MerchantBook {
  /** Rung whenever something happened to an order. */
  readonly changed = newBell();
  readonly #currency: string;
  readonly #orderById = new Map<string, Order>();

  constructor(currency: string) {
    this.#currency = currency;
  }

  order(id: string): Order | undefined {
    return this.#orderById.get(id);
  }

  orders(): readonly Order[] {
    return [...this.#orderById.values()];
  }

  /** Puts the order in the place of the one with its id and wakes everybody who waits for it. */
  update(order: Order): Order {
    this.#orderById.set(order.id, order);
    this.changed.ring();
    return order;
  }

  remove(id: string): void {
    this.#orderById.delete(id);
    this.changed.ring();
  }

  books(): MerchantBooks {
    const all = (amounts: readonly Amount[]) => sum(this.#currency, amounts);
    const ours = this.orders().filter(({ price }) => currencyOf(price) === this.#currency);
    const taken = ours.flatMap(({ takenByCoin }) => [...takenByCoin.values()]);
    return {
      sold: all(ours.flatMap(({ payment, price }) => (payment === undefined ? [] : price))),
      deposited: all(taken.map(shareOf)),
      granted: all(ours.map(grantedFor)),
      refunded: all(ours.flatMap((order) => [refundedFor(order), ...order.aborted.map(({ amount }) => amount)])),
    };
  }
}
