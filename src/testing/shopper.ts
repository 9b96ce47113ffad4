/** Somebody who uses a wallet month after month, as rows: right in shape and size, though nobody has signed anything. */
import { type Deed, insert, learn } from "../store/deed.ts";
import { batches } from "../store/entities/batch.ts";
import { coinKey, coins } from "../store/entities/coin.ts";
import { denominations } from "../store/entities/denomination.ts";
import { payments } from "../store/entities/payment.ts";
import { purchases } from "../store/entities/purchase.ts";
import { refreshes } from "../store/entities/refresh.ts";
import { reserves } from "../store/entities/reserve.ts";
import { withdrawals } from "../store/entities/withdrawal.ts";
import type { OfferedDenomination } from "../store/exchange-offer.ts";
import { type Amount, add, ofUnits, subtract, zero } from "../taler/amount.ts";
import { canonicalJson } from "../taler/canonical.ts";
import { contractHash } from "../taler/contract.ts";
import { textOf } from "../taler/crockford.ts";
import { type CoinChoice, type CoinShortage, chooseCoins } from "../wallet/coins/coins.plan.ts";
import { bestDenominations, chooseDenominations } from "../wallet/coins/denominations.plan.ts";
import { paymentKey } from "../wallet/pay/payment-deeds.ts";
import { changeFor } from "../wallet/refresh/plan-refresh.ts";
import { isRenewable, renewalOf } from "../wallet/refresh/renew.plan.ts";
import { batchKey } from "../wallet/withdraw/choose.ts";
import { madeUpTerms } from "./contracts.ts";
import { dice } from "./dice.ts";

const exchange = "https://exchange.test/";
const shop = "https://shop.test/";

/** Seconds. */
export const day = 24 * 60 * 60;
export const month = 30 * day;
export const year = 12 * month;

/** As whom somebody shops. */
export interface Identity {
  readonly device: string;
  readonly root: string;
  readonly slot: number;
}

type Kind = OfferedDenomination & { readonly exchange: string };

interface Owned {
  readonly key: string;
  readonly kind: Kind;
}

/** Hundredths. */
const money = (hundredths: number): Amount => ofUnits("KUDOS", BigInt(hundredths) * 1_000_000n);

/** Value and fees: withdraw, deposit, refresh, refund. */
const priceList = [
  [1000, 2, 2, 3, 1],
  [500, 1, 1, 3, 1],
  [200, 1, 1, 3, 1],
  [100, 1, 1, 3, 1],
  [50, 1, 1, 2, 1],
  [20, 1, 1, 1, 1],
  [10, 1, 1, 1, 1],
  [5, 1, 0, 1, 0],
  [2, 0, 1, 1, 0],
  [1, 0, 0, 0, 0],
] as const;

/** So much is withdrawn whenever a price cannot be paid. */
const topUp = money(4000);

/** The exchange of all shoppers: new denominations every year, whose coins can be spent for two and are kept for five. */
export class Mint {
  readonly #random = bytesFrom(1);
  readonly #generations = new Map<number, readonly Kind[]>();

  /** What it signs at this moment. */
  offered(at: number): readonly Kind[] {
    const generation = Math.floor(at / year);
    const known = this.#generations.get(generation);
    if (known) return known;
    const start = generation * year;
    const times = {
      start,
      expireWithdraw: start + year,
      expireDeposit: start + 2 * year,
      expireLegal: start + 5 * year,
    };
    const made = priceList.map(([value, ...fees]) => {
      const [feeWithdraw, feeDeposit, feeRefresh, feeRefund] = fees.map(money) as [Amount, Amount, Amount, Amount];
      const keys = { hash: this.#random(64), pub: this.#random(263), masterSig: this.#random(64) };
      return { ...keys, exchange, value: money(value), feeWithdraw, feeDeposit, feeRefresh, feeRefund, ...times };
    });
    this.#generations.set(generation, made);
    return made;
  }
}

export class Shopper {
  /** Coins that pay, as this shopper knows: others of the wallet leave them alone. */
  readonly #coins = new Map<string, Owned>();
  #counter = 0;
  #orders = 0;
  #deeds: Deed[] = [];
  readonly #mint: Mint;
  readonly #me: Identity;
  readonly #random: (size: number) => string;
  readonly #roll: (sides: number) => number;

  constructor(mint: Mint, me: Identity) {
    this.#mint = mint;
    this.#me = me;
    this.#random = bytesFrom(1000 + me.slot);
    this.#roll = dice(2000 + me.slot);
  }

  /**
   * Everything that happens in the month that begins at `from` (seconds), each deed with all that becomes of it: so many
   * purchases, and a withdrawal whenever there is too little for one.
   */
  live(from: number, purchases: number): readonly Deed[] {
    this.#deeds = [];
    for (const { key, kind } of [...this.#coins.values()]) {
      if (!isRenewable(kind, from)) this.#coins.delete(key);
      else if (renewalOf(kind, key, true) <= from) this.#change(this.#taken(key), kind.value, from, "expiry");
    }
    if (this.#roll(12) === 0) this.#callOff(from);
    for (let round = 1; round <= purchases; round++) {
      const at = from + Math.floor((round * month) / (purchases + 1));
      // Small things more often than large ones.
      this.#pay(money(50 + this.#roll(50) * this.#roll(50)), at);
    }
    return this.#deeds;
  }

  #taken(key: string): Owned {
    const coin = this.#coins.get(key);
    if (coin === undefined) throw new Error("a coin that is not there");
    this.#coins.delete(key);
    return coin;
  }

  #reserve(at: number): {
    readonly key: string;
    readonly facts: Parameters<typeof insert<typeof withdrawals.fields>>[2];
  } {
    this.#counter += 1;
    const key = this.#random(32);
    const { root, slot, device } = this.#me;
    this.#deeds.push(insert(reserves, key, { exchange, root, slot, counter: this.#counter }));
    const bank = { url: "https://bank.test/taler-integration/", operation: this.#random(16) };
    const account = "payto://x-taler-bank/bank.test/exchange?receiver-name=exchange";
    const facts = { exchange, kind: "bank", bank, account, amount: money(1), acceptedAt: at, runner: device } as const;
    return { key, facts };
  }

  #callOff(at: number): void {
    const { key, facts } = this.#reserve(at);
    this.#deeds.push(insert(withdrawals, key, { ...facts, cancelledAt: at, abortedAt: at }));
  }

  #withdraw(amount: Amount, at: number): void {
    const { key, facts } = this.#reserve(at);
    const { picks } = chooseDenominations(amount, this.#mint.offered(at), at);
    const kinds = picks.flatMap(({ denomination, count }) => Array<OfferedDenomination>(count).fill(denomination));
    const planned = kinds.map(({ hash }, index) => ({ denom: hash, index }));
    const times = { selectedAt: at, confirmedAt: at, arrivedAt: at, finishedAt: at };
    this.#deeds.push(
      insert(withdrawals, key, { ...facts, amount, ...times }),
      learn(reserves, key, { credits: [{ amount, at, reference: this.#counter }] }),
      insert(batches, batchKey(key, planned), { reserve: key, coins: planned, plannedAt: at, doneAt: at }),
    );
    this.#make("w", key, kinds);
  }

  #make(source: "w" | "r", of: string, kinds: readonly OfferedDenomination[]): void {
    for (const [index, { hash, ...facts }] of kinds.entries()) {
      const kind = { hash, ...facts, exchange };
      const key = coinKey({ source, of, index, denom: hash });
      this.#deeds.push(
        insert(denominations, hash, { ...facts, exchange }),
        insert(coins, key, { sig: this.#random(256) }),
      );
      this.#coins.set(key, { key, kind });
    }
  }

  #pay(price: Amount, at: number): void {
    let choice = this.#choose(price, at);
    for (; "why" in choice; choice = this.#choose(price, at)) this.#withdraw(topUp, at);
    this.#spend(choice, price, at);
  }

  #choose(price: Amount, at: number): CoinChoice | CoinShortage {
    const candidates = [...this.#coins.values()].map(({ key, kind }) => ({
      key,
      left: kind.value,
      denomination: kind,
      isOwn: true,
    }));
    const exchanges = [{ url: exchange, changeInto: bestDenominations("KUDOS", this.#mint.offered(at), at) }];
    return chooseCoins({ amount: price, maxFee: zero("KUDOS"), candidates, exchanges });
  }

  #spend({ parts: chosen, changeKey, change }: CoinChoice, price: Amount, at: number): void {
    const { contract, key } = this.#order(price, at);
    const parts = chosen.map(({ key: coin, contribution: amount }) => ({ coin, amount }));
    const plan = paymentKey(key, parts);
    const by = `p:${key}:${plan}`;
    const coinsOf = new Map(parts.map(({ coin }) => [coin, this.#taken(coin)]));
    // Now and then something is given back.
    const [first] = this.#roll(15) === 0 ? parts : [];
    const back = first === undefined ? [] : [{ coin: first.coin, id: 1, amount: first.amount }];
    const { device, root } = this.#me;
    const times = { acceptedAt: at, paidAt: at, closedAt: at + month, swept: back.length + 1 };
    const about = { merchant: shop, orderId: this.#orderId, merchantSig: this.#random(64) };
    const paid = { sig: this.#random(64) };
    this.#deeds.push(
      insert(purchases, key, {
        ...about,
        contract,
        claimedBy: device,
        root,
        ...times,
        runner: device,
        paid,
        refunds: back,
      }),
      insert(payments, plan, { contract: key, parts, session: "", plannedAt: at, sentAt: at, doneAt: at }),
      ...parts.map(({ coin, amount }) => learn(coins, coin, { spends: [{ by, amount }] })),
      ...back.map(({ coin, id, amount }) => learn(coins, coin, { refunds: [{ contract: key, id, amount }] })),
    );
    for (const [name, coin] of coinsOf) {
      const rest = name === changeKey ? change : zero("KUDOS");
      if (name !== first?.coin) this.#change(coin, rest, at, "change");
      else this.#change(coin, add(rest, subtract(first.amount, coin.kind.feeRefund)), at, "refund");
    }
  }

  get #orderId(): string {
    return `${this.#me.slot}-${this.#orders}`;
  }

  #order(price: Amount, at: number): { readonly key: string; readonly contract: string } {
    this.#orders += 1;
    const moment = (after: number) => ({ t_s: at + after });
    const terms = madeUpTerms({
      order_id: this.#orderId,
      amount: price,
      max_fee: "KUDOS:0",
      nonce: this.#random(32),
      h_wire: this.#random(64),
      timestamp: moment(0),
      ...{ pay_deadline: moment(day), refund_deadline: moment(month), wire_transfer_deadline: moment(month) },
      products: [{ description: "A loaf of bread", quantity: 1, price }],
      fulfillment_url: `${shop}orders/${this.#orders}?token=${this.#random(16)}`,
    });
    return { key: textOf(contractHash(terms)), contract: canonicalJson(terms) };
  }

  /** Too little becomes no coin: it stays on the old one as dust. */
  #change({ key, kind }: Owned, rest: Amount, at: number, reason: "change" | "refund" | "expiry"): void {
    const change = changeFor(rest, kind, this.#mint.offered(at), at);
    if (!change) return;
    const { amount, picks } = change;
    const commitment = this.#random(64);
    const denoms = picks.map(({ hash }) => hash);
    const { root, device } = this.#me;
    const times = { plannedAt: at, meltedAt: at, doneAt: at };
    const melted = { noreveal: 1, meltedBy: this.#random(32), meltSig: this.#random(64), ...times };
    this.#deeds.push(
      insert(refreshes, commitment, { coin: key, amount, denoms, root, attempt: 0, reason, runner: device, ...melted }),
      learn(coins, key, { spends: [{ by: `m:${commitment}`, amount }] }),
    );
    this.#make("r", commitment, picks);
  }
}

/** So many bytes that mean nothing and cannot be compressed, as base32. */
function bytesFrom(seed: number): (size: number) => string {
  const roll = dice(seed);
  return (size) => textOf(Uint8Array.from({ length: size }, () => roll(256)));
}
