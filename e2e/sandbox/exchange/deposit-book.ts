/** Contracts for which coins were deposited, and what the exchange owes their merchants. */
import { type Amount, add, compare, subtract, sum, zero } from "../../../src/taler/amount.ts";
import { newBell } from "../bell.ts";
import type { Coin, CoinBook, CoinRefusal } from "./coin-book.ts";

type Moment = number | "never";

/** Everything that all deposits for one contract agree in; hashes, keys and signatures as text, moments in seconds. */
export interface Contract {
  readonly merchantPub: string;
  readonly contractHash: string;
  /** The account that is to get the money, as a payto address, and the hash that names it. */
  readonly account: string;
  readonly wireHash: string;
  readonly walletTimestamp: Moment;
  readonly refundDeadline: Moment | undefined;
  readonly wireDeadline: number;
  readonly walletDataHash: string | undefined;
}

/** What a coin pays; `contribution` includes the fee. */
export interface Payment {
  readonly coin: Coin;
  readonly contribution: Amount;
  readonly fee: Amount;
  readonly coinSig: string;
}

/** A wire of the exchange to a merchant. */
export interface Transfer {
  readonly wtid: string;
  /** Seconds since 1970. */
  readonly at: number;
  readonly account: string;
  readonly merchantPub: string;
  /** What left the exchange; the wire fee is off. */
  readonly amount: Amount;
  readonly fee: Amount;
}

/** What a merchant gives back of a payment; `amount` includes the fee. */
export interface RefundWish {
  readonly transactionId: number;
  readonly amount: Amount;
  readonly fee: Amount;
  readonly merchantSig: string;
}

export type RefundRefusal = "wired" | "otherAmount" | "tooMuch";

export interface Deposited extends Payment {
  readonly contract: Contract;
  /** When the first deposit for the contract came in. */
  readonly at: number;
  /** What the merchant has given back, fees of refunds included. */
  readonly refunded: Amount;
  readonly refunds: readonly RefundWish[];
  readonly transfer?: Transfer;
}

export type DepositRefusal = CoinRefusal | { readonly why: "otherContract"; readonly wireHash: string };

/** How much goes to one account at once. */
export interface Due {
  readonly account: string;
  readonly merchantPub: string;
  readonly deposits: readonly Deposited[];
  readonly total: Amount;
}

interface Agreed {
  readonly contract: Contract;
  readonly at: number;
  readonly depositByCoin: Map<string, Deposited>;
}

/** What is left for the merchant. */
export const dueOf = ({ contribution, fee, refunded }: Deposited): Amount =>
  subtract(subtract(contribution, fee), refunded);

export class DepositBook {
  /** Rung when the exchange has wired money to a merchant. */
  readonly wired = newBell();
  readonly transfers: Transfer[] = [];
  readonly #currency: string;
  readonly #coins: CoinBook;
  readonly #agreedByName = new Map<string, Agreed>();

  constructor(currency: string, coins: CoinBook) {
    this.#currency = currency;
    this.#coins = coins;
  }

  deposit(merchantPub: string, contractHash: string, coinPub: string): Deposited | undefined {
    return this.#agreedByName.get(`${merchantPub} ${contractHash}`)?.depositByCoin.get(coinPub);
  }

  deposits(): readonly Deposited[] {
    return [...this.#agreedByName.values()].flatMap(({ depositByCoin }) => [...depositByCoin.values()]);
  }

  /**
   * Takes all the coins or none. Coins that paid just so for this contract before pay nothing again. Gives the moment of
   * the first deposit for the contract.
   */
  add(contract: Contract, payments: readonly Payment[], now: number): number | DepositRefusal {
    const name = `${contract.merchantPub} ${contract.contractHash}`;
    const agreed = this.#agreedByName.get(name) ?? { contract, at: now, depositByCoin: new Map<string, Deposited>() };
    const conflict = { why: "otherContract" as const, wireHash: agreed.contract.wireHash };
    if (!isSame(agreed.contract, contract)) return conflict;
    const known = (one: Payment) => agreed.depositByCoin.get(one.coin.coinPub);
    if (payments.some((one) => known(one) && known(one)?.coinSig !== one.coinSig)) return conflict;
    const fresh = payments.filter((one) => known(one) === undefined);
    const refusal = this.#coins.book(fresh.map((one) => bookingOf(contract, one)));
    if (refusal !== undefined) return refusal;
    this.#agreedByName.set(name, agreed);
    for (const one of fresh) {
      const deposited = { ...one, contract, at: agreed.at, refunded: zero(this.#currency), refunds: [] };
      agreed.depositByCoin.set(one.coin.coinPub, deposited);
    }
    return agreed.at;
  }

  /** Gives so much back to the coin. The same refund again costs nothing again. */
  refund(deposited: Deposited, wish: RefundWish): RefundRefusal | undefined {
    const { coin, contract, refunds } = deposited;
    const { transactionId, amount, fee, merchantSig } = wish;
    const known = refunds.find((one) => one.transactionId === transactionId);
    if (known !== undefined) return known.amount === amount ? undefined : "otherAmount";
    if (deposited.transfer !== undefined) return "wired";
    if (compare(dueOf(deposited), amount) < 0) return "tooMuch";
    const { contractHash, merchantPub } = contract;
    const frame = { type: "refund" as const, contractHash, merchantPub, transactionId, merchantSig };
    const refusal = this.#coins.book([{ coin, event: { ...frame, gives: subtract(amount, fee), fee } }]);
    if (refusal !== undefined) throw new RangeError("a coin that paid cannot be given anything");
    this.#replace({ ...deposited, refunded: add(deposited.refunded, amount), refunds: [...refunds, wish] });
    return undefined;
  }

  /** All that is to be wired by `now` (seconds), one entry per merchant and account. */
  due(now: number): readonly Due[] {
    const dueByName = new Map<string, Due>();
    for (const one of this.deposits()) {
      const { account, merchantPub, wireDeadline } = one.contract;
      if (one.transfer !== undefined || wireDeadline > now) continue;
      const name = `${merchantPub} ${account}`;
      const { deposits, total } = dueByName.get(name) ?? { deposits: [], total: zero(this.#currency) };
      dueByName.set(name, { account, merchantPub, deposits: [...deposits, one], total: add(total, dueOf(one)) });
    }
    return [...dueByName.values()];
  }

  /** Remembers that this was wired; nobody is owed it any more. */
  settle(transfer: Transfer, deposits: readonly Deposited[]): void {
    this.transfers.push(transfer);
    for (const one of deposits) this.#replace({ ...one, transfer });
    this.wired.ring();
  }

  /** What merchants are still owed, all together. */
  owed(): Amount {
    const open = this.deposits().filter(({ transfer }) => transfer === undefined);
    return sum(this.#currency, open.map(dueOf));
  }

  #replace(deposited: Deposited): void {
    const { merchantPub, contractHash } = deposited.contract;
    const agreed = this.#agreedByName.get(`${merchantPub} ${contractHash}`);
    agreed?.depositByCoin.set(deposited.coin.coinPub, deposited);
  }
}

const isSame = (a: Contract, b: Contract): boolean =>
  (Object.keys(a) as (keyof Contract)[]).every((name) => a[name] === b[name]);

const bookingOf = (contract: Contract, { coin, contribution, fee, coinSig }: Payment) => ({
  coin,
  event: {
    type: "deposit" as const,
    takes: contribution,
    fee,
    merchantPub: contract.merchantPub,
    contractHash: contract.contractHash,
    wireHash: contract.wireHash,
    walletTimestamp: contract.walletTimestamp,
    refundDeadline: contract.refundDeadline,
    coinSig,
  },
});
