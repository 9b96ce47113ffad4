/** Chance that can be repeated: a stream of bytes that follows from a seed. */
import { concat, sha512, u32, utf8 } from "../../src/taler/hash.ts";

/** Gives the next so many bytes. */
export type Chance = (size: number) => Uint8Array;

/** The same seed gives the same bytes, whatever sizes are asked for one by one. */
export function chanceFrom(seed: string): Chance {
  const key = utf8(seed);
  let pool: Uint8Array = new Uint8Array(0);
  let block = 0;
  return (size) => {
    while (pool.length < size) {
      pool = concat(pool, sha512(key, u32(block)));
      block += 1;
    }
    const bytes = pool.slice(0, size);
    pool = pool.slice(size);
    return bytes;
  };
}

/** A number of at least 0 and below 1. */
export function fractionOf(chance: Chance): number {
  return new DataView(chance(4).slice().buffer).getUint32(0) / 2 ** 32;
}

/** One of the list, each as likely as the others; throws a RangeError on an empty list. */
export function oneOfList<T>(chance: Chance, list: readonly T[]): T {
  const one = list[Math.floor(fractionOf(chance) * list.length)];
  if (one === undefined) throw new RangeError("nothing to choose from");
  return one;
}
