/** The search for the cheapest coins that cover a price, in plain numbers: coins that are alike are counted, not listed. */

/** Coins that cost the same in every way. All amounts are whole numbers of one common unit. */
export interface CoinKind {
  /** What is left on each of them. */
  readonly left: number;
  readonly count: number;
  /** Not more than is left. */
  readonly feeDeposit: number;
  /** What of the change is lost when one of them keeps so much and is exchanged for new coins. */
  readonly lossOf: (change: number) => number;
  /** No change loses less than this, unless all of it is lost. */
  readonly leastLoss: number;
  /** What taking one of them counts as, beyond what the payer loses by it. */
  readonly burden: number;
}

export interface Goal {
  readonly price: number;
  /** So much of the deposit fees the payer does not bear. */
  readonly maxFee: number;
  readonly mostCoins: number;
}

export interface Find {
  /** How many coins of which kind, by its place in the list, are spent to the last. */
  readonly picks: readonly (readonly [kind: number, count: number])[];
  /** Of which kind one more coin is that is spent in part, and how much of it. */
  readonly part?: { readonly kind: number; readonly paid: number };
  /** What the payer loses, fees that nobody else bears and what the change loses; and what counts as if it were lost. */
  readonly cost: number;
  readonly coins: number;
  readonly change: number;
}

/** Cheaper first, then fewer coins, then less change; negative when `a` is better. */
export const compareFinds = (a: Find, b: Find): number => a.cost - b.cost || a.coins - b.coins || a.change - b.change;

/** So many choices are looked at: all there are of eight coins, the most promising ones of more. */
const patience = 3_000;

/**
 * The coins that cost the payer least; among those the fewest, then those with the least change. `kinds` must be sorted
 * by what is left, most first. Complete for eight coins; beyond that never worse than the largest coins first.
 * Undefined when they do not cover the price, or not with so few coins.
 */
export function searchCoins(kinds: readonly CoinKind[], goal: Goal): Find | undefined {
  const search = new Search(kinds, goal);
  search.tryLargestFirst();
  search.tryAll(undefined, kinds.length);
  for (let kind = kinds.length - 1; kind >= 0; kind--) search.tryAll(kind, kind);
  return search.best;
}

/** How a sum was reached: another way to it is looked at only if it is better in one of these. */
interface Way {
  readonly first: number;
  readonly fees: number;
  readonly burden: number;
  readonly coins: number;
}

/** A choice that grows and shrinks, and the best one seen. */
class Search {
  best: Find | undefined;
  readonly #kinds: readonly CoinKind[];
  readonly #goal: Goal;
  /** Of each kind and all after it: the least fee of a coin, the least fee by value, and all they hold. */
  readonly #leastFee: number[] = [];
  readonly #leastRate: number[] = [];
  readonly #total: number[] = [];
  readonly #picks: [kind: number, count: number][] = [];
  readonly #wayBySum = new Map<number, Way>();
  /** The kind of the coin that is spent in part: its fee and the coin are counted, but what it pays is not in the sum. */
  #part: number | undefined;
  #sum = 0;
  #fees = 0;
  #burden = 0;
  #coins = 0;
  #patience = patience;
  /** At this patience the next try begins. */
  #floor = 0;

  constructor(kinds: readonly CoinKind[], goal: Goal) {
    this.#kinds = kinds;
    this.#goal = goal;
    let [fee, rate, total] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0];
    for (let index = kinds.length - 1; index >= 0; index--) {
      const { feeDeposit, left, count } = this.#kind(index);
      fee = Math.min(fee, feeDeposit);
      rate = Math.min(rate, feeDeposit / left);
      total += left * count;
      this.#leastFee[index] = fee;
      this.#leastRate[index] = rate;
      this.#total[index] = total;
    }
  }

  /** What can be paid at all can be paid so, if it may take as many coins. The last coin is spent in part. */
  tryLargestFirst(): void {
    for (let index = 0; index < this.#kinds.length; index++) {
      const kind = this.#kind(index);
      const enough = this.#untilCovered(kind);
      const count = Math.min(kind.count, enough, this.#goal.mostCoins - this.#coins);
      if (count < enough) {
        if (count > 0) this.#take(index, count);
        continue;
      }
      if (enough > 1) this.#take(index, enough - 1);
      if (enough > 0) this.#setPart(index);
      this.#judge();
      break;
    }
    this.#setPart(undefined);
    while (this.#picks.length > 0) this.#putBack();
  }

  /** All choices in which one coin of this kind, or none, is spent in part. The patience is shared with `others`. */
  tryAll(part: number | undefined, others: number): void {
    this.#wayBySum.clear();
    this.#floor = Math.floor((this.#patience * others) / (others + 1));
    this.#setPart(part);
    this.#visit(0);
    this.#setPart(undefined);
  }

  #setPart(part: number | undefined): void {
    if (this.#part !== undefined) this.#add(this.#part, 0, -1);
    this.#part = part;
    if (part !== undefined) this.#add(part, 0, 1);
  }

  /** Adds coins of the kinds from `first` on, in every number that may lead to something better. */
  #visit(first: number): void {
    this.#judge();
    if (this.#isBeaten(first)) return;
    for (let index = first; index < this.#kinds.length && this.#isPromising(index); index++) {
      for (let count = this.#most(index); count > 0; count--) {
        if (this.#patience <= this.#floor) return;
        this.#patience -= 1;
        this.#take(index, count);
        this.#visit(index + 1);
        this.#putBack();
      }
    }
  }

  /** Whether the same sum was reached before, at no more cost and with no fewer kinds to come. */
  #isBeaten(first: number): boolean {
    const way = this.#wayBySum.get(this.#sum);
    const [fees, burden, coins] = [this.#fees, this.#burden, this.#coins];
    if (way === undefined) this.#wayBySum.set(this.#sum, { first, fees, burden, coins });
    return way !== undefined && way.first <= first && way.fees <= fees && way.burden <= burden && way.coins <= coins;
  }

  /** How many more coins of this kind can be spent to the last. */
  #most(index: number): number {
    const kind = this.#kind(index);
    const there = kind.count - (this.#part === index ? 1 : 0);
    const most = Math.min(there, this.#goal.mostCoins - this.#coins);
    const enough = this.#untilCovered(kind);
    if (most < enough) return most;
    // Something must be left to pay for the coin that is spent in part; without one, the sum must be met exactly.
    if (this.#part !== undefined) return enough - 1;
    this.#add(index, enough, enough);
    const isExact = this.#missing() === 0;
    this.#add(index, -enough, -enough);
    return isExact ? enough : enough - 1;
  }

  /** Whether a choice with more coins, of this kind or later ones, may still be better than the best. */
  #isPromising(index: number): boolean {
    const { best } = this;
    const missing = this.#missing();
    const part = this.#part === undefined ? undefined : this.#kind(this.#part);
    const needed = Math.max(0, missing - (part?.left ?? 0));
    if (this.#coins >= this.#goal.mostCoins || needed > (this.#total[index] ?? 0)) return false;
    if (best === undefined) return true;
    // A hair less, so that a rounded product is never more than the true one.
    const byValue = Math.floor(needed * (this.#leastRate[index] ?? 0) * (1 - 1e-9));
    const fees = this.#borne(this.#fees + Math.max(this.#leastFee[index] ?? 0, byValue)) + this.#burden;
    const loss = part === undefined ? 0 : Math.min(Math.max(0, part.left - missing), part.leastLoss);
    const coins = this.#coins + Math.max(1, Math.ceil((needed / this.#kind(index).left) * (1 - 1e-9)));
    return fees + loss < best.cost || (fees + loss === best.cost && coins < best.coins);
  }

  /** Compares the choice as it is with the best so far, if it covers the price. */
  #judge(): void {
    const missing = this.#missing();
    const burdened = this.#borne(this.#fees) + this.#burden;
    if (this.#part === undefined) {
      if (missing === 0) this.#offer(burdened, 0);
      return;
    }
    const { left, feeDeposit, lossOf } = this.#kind(this.#part);
    if (missing <= 0 || missing > left) return;
    // An exchange takes no less of a coin than its fee; then the merchant gets a little more than asked for.
    const paid = Math.max(missing, feeDeposit);
    const change = left - paid;
    this.#offer(burdened + paid - missing + (change === 0 ? 0 : lossOf(change)), change, { kind: this.#part, paid });
  }

  #offer(cost: number, change: number, part?: Find["part"]): void {
    const { best } = this;
    const coins = this.#coins;
    const order = best === undefined ? -1 : cost - best.cost || coins - best.coins || change - best.change;
    if (order >= 0) return;
    const picks = this.#picks.map(([kind, count]) => [kind, count] as const);
    this.best = { picks, cost, coins, change, ...(part && { part }) };
  }

  /** What is still to be paid. */
  #missing(): number {
    return this.#goal.price + this.#borne(this.#fees) - this.#sum;
  }

  /** What of these fees the payer bears. */
  #borne(fees: number): number {
    return Math.max(0, fees - this.#goal.maxFee);
  }

  /** How many more coins of this kind it takes: none when it is enough already, infinitely many of no net value. */
  #untilCovered({ left, feeDeposit }: CoinKind): number {
    const missing = this.#missing();
    const free = Math.max(0, this.#goal.maxFee - this.#fees);
    if (missing <= 0) return 0;
    return Math.max(timesTo(missing, left), timesTo(missing - free, left - feeDeposit));
  }

  #kind(index: number): CoinKind {
    const kind = this.#kinds[index];
    if (kind === undefined) throw new RangeError("no such kind of coin");
    return kind;
  }

  /** Counts so many more coins of this kind, `spent` of them to the last. */
  #add(index: number, spent: number, coins: number): void {
    const { left, feeDeposit, burden } = this.#kind(index);
    this.#sum += left * spent;
    this.#fees += feeDeposit * coins;
    this.#burden += burden * coins;
    this.#coins += coins;
  }

  #take(index: number, count: number): void {
    this.#picks.push([index, count]);
    this.#add(index, count, count);
  }

  #putBack(): void {
    const [index = 0, count = 0] = this.#picks.pop() ?? [];
    this.#add(index, -count, -count);
  }
}

/** How many times `step` it takes to reach `goal`, exactly. */
function timesTo(goal: number, step: number): number {
  if (goal <= 0) return 0;
  if (step <= 0) return Number.POSITIVE_INFINITY;
  const times = Math.floor(goal / step);
  return times * step >= goal ? times : times + 1;
}
