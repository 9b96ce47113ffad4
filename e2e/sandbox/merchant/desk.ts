/** What can be done at the sandbox merchant: make orders, claim them, give money back. */
import {
  type Amount,
  amount,
  compare,
  currencyOf,
  isZero,
  subtract,
  subtractOrUndefined,
  sum,
  zero,
} from "../../../src/taler/amount.ts";
import { anyJson, dictionary, object, optional, text } from "../../../src/taler/codec.ts";
import { contractHash } from "../../../src/taler/contract.ts";
import { orderId } from "../../../src/taler/contract-terms.ts";
import { bytesOf, textOf } from "../../../src/taler/crockford.ts";
import { publicKeyOf, signNow } from "../../../src/taler/eddsa.ts";
import { merchantContract } from "../../../src/taler/merchant-signatures.ts";
import { wireHash } from "../../../src/taler/payto.ts";
import { isBefore, seconds, type Timestamp, timestamp } from "../../../src/taler/time.ts";
import { refuse, type Server } from "../answers.ts";
import { chanceFrom } from "../chance.ts";
import type { World } from "../world.ts";
import { type Claim, grantedFor, type Members, type MerchantBook, type Order, refundableFor, shareOf } from "./book.ts";
import { MerchantLine } from "./line.ts";

export interface MerchantSettings {
  readonly world: World;
  readonly baseUrl: string;
  readonly currency: string;
  /** For people: the name in contracts. */
  readonly name: string;
  /** The payto address at which the merchant is paid. */
  readonly account: string;
  /** Whose coins are taken; keys as text. */
  readonly exchanges: readonly { readonly url: string; readonly masterPub: string }[];
  /** How the merchant reaches these exchanges. */
  readonly askExchange: Server;
  /** The same seed gives the same key. */
  readonly seed: string;
  /** So much of the deposit fees of each order the merchant bears. */
  readonly maxFee: Amount;
  /** Who knows it may make orders over the network. */
  readonly token: string;
}

const hour = 60 * 60;
const day = 24 * hour;
/** For orders that do not say otherwise, in seconds; each counts from the end of the one before. */
export const usualDelays = { pay: hour, refund: 7 * day, wire: day };

/** Any member of a contract; what is given takes the place of the usual. */
export const orderDraft = dictionary(anyJson);

/** What of a draft the merchant itself looks at. */
const known = object({
  order_id: optional(orderId),
  amount: optional(amount),
  pay_deadline: optional(timestamp),
  refund_deadline: optional(timestamp),
  fulfillment_url: optional(text(2048)),
});

export class MerchantDesk {
  readonly book: MerchantBook;
  readonly settings: MerchantSettings;
  readonly key: { readonly priv: Uint8Array; readonly pub: string };
  readonly wireSalt: string;
  /** One to each exchange, by its base URL. */
  readonly lines: ReadonlyMap<string, MerchantLine>;

  constructor(book: MerchantBook, settings: MerchantSettings) {
    const chance = chanceFrom(`${settings.seed} merchant`);
    const priv = chance(32);
    this.book = book;
    this.settings = settings;
    this.key = { priv, pub: textOf(publicKeyOf(priv)) };
    this.wireSalt = textOf(chance(16));
    const { exchanges, askExchange } = settings;
    this.lines = new Map(exchanges.map(({ url }) => [url, new MerchantLine(url, askExchange, () => this.now())]));
  }

  /** Seconds since 1970. */
  now(): number {
    return seconds(this.settings.world.now());
  }

  /** The order, or 404. */
  requireOrder(id: string): Order {
    const order = this.book.order(id);
    if (order === undefined) throw refuse(404, 2005, { detail: id });
    return order;
  }

  /** Makes an order; whoever claims one with a token must show it. */
  newOrder(draft: Members, { hasToken = true, refundDelay = usualDelays.refund } = {}): Order {
    const { world } = this.settings;
    const asked = known.parse(draft);
    const id = asked.order_id ?? textOf(world.random(10));
    if (this.book.order(id) !== undefined) throw refuse(409, 2501, { detail: id });
    const payDeadline = asked.pay_deadline ?? this.now() + usualDelays.pay;
    const refundDeadline = asked.refund_deadline ?? after(payDeadline, refundDelay);
    return this.book.update({
      id,
      ...(hasToken && { token: textOf(world.random(16)) }),
      price: asked.amount ?? zero(this.settings.currency),
      payDeadline,
      refundDeadline,
      ...(asked.fulfillment_url !== undefined && { fulfillmentUrl: asked.fulfillment_url }),
      terms: { ...this.#usualTerms(id, payDeadline, refundDeadline), ...draft },
      offeredByCoin: new Map(),
      takenByCoin: new Map(),
      sessions: new Set(),
      grants: [],
      aborted: [],
    });
  }

  #usualTerms(order_id: string, payDeadline: Timestamp, refundDeadline: Timestamp): Members {
    const { account, baseUrl, exchanges, maxFee, name } = this.settings;
    return {
      order_id,
      merchant_base_url: baseUrl,
      merchant_pub: this.key.pub,
      merchant: { name },
      summary: "Something",
      products: [],
      max_fee: maxFee,
      timestamp: timestamp.format(this.now()),
      pay_deadline: timestamp.format(payDeadline),
      refund_deadline: timestamp.format(refundDeadline),
      wire_transfer_deadline: timestamp.format(after(refundDeadline, usualDelays.wire)),
      wire_method: "x-taler-bank",
      h_wire: textOf(wireHash(account, bytesOf(this.wireSalt))),
      exchanges: exchanges.map(({ url, masterPub }) => ({ url, master_pub: masterPub, priority: 0 })),
    };
  }

  /** The contract for the wallet with this key; the same again for the same key. */
  claim(id: string, nonce: string, token: string | undefined): Claim {
    const order = this.book.order(id);
    const isClaimed = order?.claim !== undefined;
    if (order === undefined || (!isClaimed && order.token !== token)) throw refuse(404, 2300, { detail: id });
    if (order.claim !== undefined) {
      if (order.claim.nonce !== nonce) throw refuse(409, 2301, { detail: id });
      return order.claim;
    }
    const raw = { ...order.terms, nonce };
    const hash = contractHash(raw);
    const sig = textOf(signNow(this.key.priv, merchantContract({ contractHash: hash })));
    const claim = { nonce, raw, hash: textOf(hash), sig };
    this.book.update({ ...order, claim });
    return claim;
  }

  /** Promises so much of what was paid, all promises together; less than was promised before changes nothing. */
  grant(order: Order, total: Amount): Order {
    const { payment, price, refundDeadline } = order;
    if (payment === undefined) throw refuse(409, 2533);
    if (!isBefore(this.now(), refundDeadline)) throw refuse(410, 2532);
    if (currencyOf(total) !== currencyOf(price) || compare(total, refundableFor(order)) > 0) throw refuse(409, 2531);
    const grants = [...order.grants];
    let missing = subtractOrUndefined(total, grantedFor(order)) ?? zero(currencyOf(price));
    for (const { coin_pub: coinPub, exchange_url: exchange } of payment.coins) {
      const taken = order.takenByCoin.get(coinPub);
      if (taken === undefined) continue;
      const before = order.grants.filter((one) => one.coinPub === coinPub).map((one) => one.amount);
      const rest = subtract(shareOf(taken), sum(currencyOf(price), before));
      const given = compare(rest, missing) < 0 ? rest : missing;
      if (isZero(given)) continue;
      grants.push({ coinPub, exchange, transactionId: before.length + 1, amount: given, at: this.now() });
      missing = subtract(missing, given);
    }
    return this.book.update({ ...order, grants });
  }
}

const after = (moment: Timestamp, delay: number): Timestamp => (moment === "never" ? moment : moment + delay);
