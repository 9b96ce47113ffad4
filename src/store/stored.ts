/** A row as its table holds it: with its sequence number and what it is looked up by. */
import type { Entity } from "./entity.ts";
import type { Membership } from "./row.ts";

type Stored = Membership & { readonly seq: number; readonly ix: Readonly<Record<string, string | number>> };

/** A row with its sequence number and its index columns. */
export function asStored(entity: Entity, row: Membership, seq: number): Stored {
  const ix: Record<string, string | number> = {};
  const stored = { ...row, seq, ix };
  for (const [name, of] of Object.entries(entity.indexes)) {
    const value = of(stored as never);
    if (value !== undefined) ix[name] = value;
  }
  return stored;
}
