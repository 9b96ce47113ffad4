/** What the exchange knows of coins that came back to it: what was taken of each, what was given back, what is left. */
import { type Amount, add, compare, subtract, zero } from "../../../src/taler/amount.ts";

/** A coin, by a denomination's signature of its key; keys, hashes and signatures as text. */
export interface Coin {
  readonly coinPub: string;
  readonly denomination: string;
  readonly value: Amount;
  readonly signature: string;
}

/** What every line in the account of a coin says; most lines do only one of both. */
interface Line {
  readonly takes?: Amount;
  readonly gives?: Amount;
}

/** It paid for a contract; `takes` includes the fee. */
interface DepositLine extends Line {
  readonly type: "deposit";
  readonly takes: Amount;
  readonly fee: Amount;
  readonly merchantPub: string;
  readonly contractHash: string;
  readonly wireHash: string;
  /** Seconds since 1970, as the wallet said them. */
  readonly walletTimestamp: number | "never";
  readonly refundDeadline: number | "never" | undefined;
  readonly coinSig: string;
}

/** It became new coins; `takes` includes the fee. */
interface MeltLine extends Line {
  readonly type: "melt";
  readonly takes: Amount;
  readonly fee: Amount;
  readonly commitment: string;
  readonly coinSig: string;
}

/** The merchant gave something back; `fee` is off already. */
interface RefundLine extends Line {
  readonly type: "refund";
  readonly gives: Amount;
  readonly fee: Amount;
  readonly contractHash: string;
  readonly merchantPub: string;
  readonly transactionId: number;
  readonly merchantSig: string;
}

/** The owner showed where a revoked coin came from: a reserve, or an old coin. */
export interface RecoupLine extends Line {
  readonly type: "recoup" | "recoupRefresh";
  readonly takes: Amount;
  /** Of the reserve or the old coin that got the money. */
  readonly toPub: string;
  /** Seconds since 1970. */
  readonly at: number;
  readonly blindingSecret: string;
  readonly coinSig: string;
}

/** A revoked coin that came of this one was paid back to it. */
interface ReturnLine extends Line {
  readonly type: "oldCoinRecoup";
  readonly gives: Amount;
  readonly fromPub: string;
  readonly at: number;
}

/** What coin or merchant have signed, and what the exchange itself vouches for. */
export type SignedEvent = DepositLine | MeltLine | RefundLine;
export type ProvenEvent = RecoupLine | ReturnLine;
type CoinEvent = SignedEvent | ProvenEvent;

export type CoinLine = CoinEvent & { readonly row: number };

export interface CoinAccount extends Coin {
  readonly lines: readonly CoinLine[];
  readonly remaining: Amount;
}

export interface Booking {
  readonly coin: Coin;
  readonly event: CoinEvent;
}

/** Why nothing of a batch was booked; `coin` is the first at fault, as it was before the batch. */
export interface CoinRefusal {
  readonly why: "spent" | "otherDenomination";
  readonly coin: CoinAccount;
}

export class CoinBook {
  readonly #nothing: Amount;
  readonly #accountByPub = new Map<string, CoinAccount>();
  #rows = 0;

  constructor(currency: string) {
    this.#nothing = zero(currency);
  }

  /** Undefined when the exchange has never seen the coin. */
  account(coinPub: string): CoinAccount | undefined {
    return this.#accountByPub.get(coinPub);
  }

  accounts(): readonly CoinAccount[] {
    return [...this.#accountByPub.values()];
  }

  /** Books all of it in order, or nothing at all. A coin seen for the first time is known from then on. */
  book(batch: readonly Booking[]): CoinRefusal | undefined {
    const changed = new Map<string, CoinAccount>();
    for (const { coin, event } of batch) {
      const known = this.account(coin.coinPub) ?? { ...coin, lines: [], remaining: coin.value };
      if (known.denomination !== coin.denomination) return { why: "otherDenomination", coin: known };
      const before = changed.get(coin.coinPub) ?? known;
      const { takes = this.#nothing, gives = this.#nothing } = event;
      if (compare(before.remaining, takes) < 0) return { why: "spent", coin: known };
      const remaining = add(subtract(before.remaining, takes), gives);
      changed.set(coin.coinPub, { ...before, lines: [...before.lines, { ...event, row: 0 }], remaining });
    }
    for (const [coinPub, account] of changed) this.#accountByPub.set(coinPub, this.#numbered(account));
    return undefined;
  }

  /** Gives the new lines their numbers. */
  #numbered(account: CoinAccount): CoinAccount {
    const lines = account.lines.map((line) => (line.row > 0 ? line : { ...line, row: this.#nextRow() }));
    return { ...account, lines };
  }

  #nextRow(): number {
    this.#rows += 1;
    return this.#rows;
  }
}
