/** Coins that are being turned into new ones: what each old coin committed to, and what came of it. */
import { type Amount, add, currencyOf, subtract, sum, zero } from "../../../src/taler/amount.ts";
import type { Coin, CoinBook, CoinRefusal } from "./coin-book.ts";
import type { SandboxDenomination } from "./denominations.ts";

/** What an old coin asks for; keys, hashes and signatures as text. */
export interface MeltWish {
  readonly coin: Coin;
  /** What the old coin loses, fee included. */
  readonly amount: Amount;
  readonly fee: Amount;
  readonly commitment: string;
  readonly coinSig: string;
}

export interface FreshCoin {
  readonly denomination: SandboxDenomination;
  readonly envelope: string;
  readonly blindSignature: string;
  readonly linkSig: string;
}

export interface Revealed {
  readonly transferPub: string;
  readonly coins: readonly FreshCoin[];
}

export interface Melt extends MeltWish {
  /** Which candidate need not be revealed. */
  readonly norevealIndex: number;
  readonly revealed?: Revealed;
}

/** What the new coins of one melt cost: their face value and the fees of withdrawing them. */
function costsOf({ coins }: Revealed, currency: string): { readonly value: Amount; readonly fees: Amount } {
  const all = (pick: (denomination: SandboxDenomination) => Amount) =>
    sum(
      currency,
      coins.map(({ denomination }) => pick(denomination)),
    );
  return { value: all(({ value }) => value), fees: all(({ fees }) => fees.withdraw) };
}

/** Where the money is that was taken of old coins. */
export interface Renewal {
  readonly melted: Amount;
  readonly refreshFees: Amount;
  /** The face value of the new coins, and the fees for signing them. */
  readonly renewed: Amount;
  readonly renewalFees: Amount;
  /** Melted for which no new coins were asked: too little for any coin, or given away by mistake. */
  readonly dust: Amount;
  /** Melted, and the new coins are not revealed yet. */
  readonly unrevealed: Amount;
}

export class RefreshBook {
  readonly #currency: string;
  readonly #coins: CoinBook;
  readonly #meltByCommitment = new Map<string, Melt>();

  constructor(currency: string, coins: CoinBook) {
    this.#currency = currency;
    this.#coins = coins;
  }

  melt(commitment: string): Melt | undefined {
    return this.#meltByCommitment.get(commitment);
  }

  /** What came of this coin, oldest first. */
  revealedOf(coinPub: string): readonly Revealed[] {
    const own = [...this.#meltByCommitment.values()].filter(({ coin }) => coin.coinPub === coinPub);
    return own.flatMap(({ revealed }) => revealed ?? []);
  }

  /** The melt of which the coin in this envelope came. */
  meltOf(envelope: string): Melt | undefined {
    const all = [...this.#meltByCommitment.values()];
    return all.find(({ revealed }) => revealed?.coins.some((one) => one.envelope === envelope));
  }

  /** Takes the money. The same commitment again is the same melt, at no cost, whatever is left of the coin. */
  add(wish: MeltWish, norevealIndex: number): Melt | CoinRefusal {
    const known = this.melt(wish.commitment);
    if (known !== undefined) return known;
    const { coin, amount, fee, commitment, coinSig } = wish;
    const refusal = this.#coins.book([{ coin, event: { type: "melt", takes: amount, fee, commitment, coinSig } }]);
    if (refusal !== undefined) return refusal;
    const melt = { ...wish, norevealIndex };
    this.#meltByCommitment.set(commitment, melt);
    return melt;
  }

  /** Remembers the new coins. What was revealed once stays: the commitment allows nothing else. */
  reveal(melt: Melt, revealed: Revealed): void {
    if (melt.revealed === undefined) this.#meltByCommitment.set(melt.commitment, { ...melt, revealed });
  }

  renewal(): Renewal {
    const nothing = zero(this.#currency);
    const start = { melted: nothing, refreshFees: nothing, renewed: nothing, renewalFees: nothing };
    let all: Renewal = { ...start, dust: nothing, unrevealed: nothing };
    for (const { amount, fee, revealed } of this.#meltByCommitment.values()) {
      const rest = subtract(amount, fee);
      const { value, fees } = revealed ? costsOf(revealed, currencyOf(amount)) : { value: nothing, fees: nothing };
      all = {
        melted: add(all.melted, amount),
        refreshFees: add(all.refreshFees, fee),
        renewed: add(all.renewed, value),
        renewalFees: add(all.renewalFees, fees),
        dust: revealed ? add(all.dust, subtract(rest, add(value, fees))) : all.dust,
        unrevealed: revealed ? all.unrevealed : add(all.unrevealed, rest),
      };
    }
    return all;
  }
}
