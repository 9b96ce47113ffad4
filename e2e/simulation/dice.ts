/** Drawing from the chance that follows from a seed. */
import { type Chance, chanceFrom, fractionOf, oneOfList } from "../sandbox/chance.ts";

export class Dice {
  readonly #chance: Chance;

  constructor(seed: string) {
    this.#chance = chanceFrom(seed);
  }

  /** True with this likelihood, 0 to 1. */
  hits(likelihood: number): boolean {
    return fractionOf(this.#chance) < likelihood;
  }

  /** A whole number of at least `low` and at most `high`. */
  between(low: number, high: number): number {
    return low + Math.floor(fractionOf(this.#chance) * (high - low + 1));
  }

  /** One of the list; throws a RangeError on an empty one. */
  of<T>(list: readonly T[]): T {
    return oneOfList(this.#chance, list);
  }

  /** One of the keys, each as likely as its weight says. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
    const entries = Object.entries<number>(weights) as [K, number][];
    let left = fractionOf(this.#chance) * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [key, weight] of entries) {
      left -= weight;
      if (left < 0) return key;
    }
    throw new RangeError("nothing to choose from");
  }
}
