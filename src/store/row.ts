/** A member of a set: what it is, since when it is in, what was deleted of it, and the facts known of it. */
import type { Json } from "../taler/codec.ts";
import type { Counts, Stamp } from "./clock.ts";

/** Facts by field name; fields of newer versions included. */
export type Facts = Readonly<Record<string, Json>>;

/** A present row, as merge and document see it. Membership only; which facts exist is the entity's affair. */
export interface Membership {
  readonly key: string;
  /** The last insert. */
  readonly ins: Stamp;
  /** The last deletion it has outlived, and the value that deletion had seen. Kept as long as the row lives. */
  readonly del?: Stamp;
  readonly saw?: Counts;
  /** For each device the count at which it last learned a value-bearing fact here. */
  readonly worth?: Counts;
  readonly facts: Facts;
}

/** What is left of a deleted row, until everyone has seen the deletion. */
export interface Tombstone {
  readonly key: string;
  readonly del: Stamp;
  readonly saw?: Counts;
}

/**
 * Delete wins at equal counts; but value the deletion had not seen keeps the row alive.
 * Each insert and each value-bearing fact is a reason of its own to be there (merge rules, section 1).
 */
export function isPresent(row: Pick<Membership, "ins" | "del" | "saw" | "worth">): boolean {
  if (row.ins.count > (row.del?.count ?? 0)) return true;
  const saw = row.saw ?? {};
  for (const device in row.worth) if ((row.worth[device] ?? 0) > (saw[device] ?? 0)) return true;
  return false;
}
