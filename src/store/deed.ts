/** What can be done to a row: put in, told a fact, taken out. */
import type { Entity, Fields, GivenFacts } from "./entity.ts";
import type { Facts } from "./row.ts";

/** One thing to remember. Made by {@link insert}, {@link learn}, {@link remove} and {@link discard}. */
export interface Deed {
  readonly verb: "insert" | "learn" | "remove";
  readonly entity: Entity;
  readonly key: string;
  readonly facts: Facts;
  /** Of a removal that may be missed: since when the row lies in the local trash; milliseconds. */
  readonly keptFrom?: number;
}

/** Puts a row in; on a row that is there already it only learns the facts. */
export function insert<F extends Fields>(entity: Entity<F>, key: string, facts: GivenFacts<F>): Deed {
  return { verb: "insert", entity, key, facts: facts as Facts };
}

/** Adds facts to a row that is there. Facts never insert: on an absent row nothing happens. */
export function learn<F extends Fields>(entity: Entity<F>, key: string, facts: Partial<GivenFacts<F>>): Deed {
  return { verb: "learn", entity, key, facts: facts as Facts };
}

/** Takes a row out; what the deletion had not seen of its value survives it. */
export function remove(entity: Entity, key: string): Deed {
  return { verb: "remove", entity, key, facts: {} };
}

/** The same for what its owner may want back: from `now` (milliseconds) on it lies in the local trash. */
export function discard(entity: Entity, key: string, now: number): Deed {
  return { ...remove(entity, key), keptFrom: now };
}
