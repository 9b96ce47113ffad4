/** What a kind of row has to do to be part of the story of the money. */
import type { Transaction } from "../api/views.ts";
import type { Env } from "../env/env.ts";
import type { Entity, RowOf } from "../store/entity.ts";
import type { Amount } from "../taler/amount.ts";

/** An event as pages see it, and what the balances need of it. */
export interface Told {
  readonly transaction: Transaction;
  /** What it will yet bring into the wallet, beyond what is there already. */
  readonly coming?: Amount;
}

/** As much of a row as the order of events needs. */
export interface Event {
  readonly key: string;
  readonly ix: Readonly<Record<string, string | number>>;
}

/** How rows of one kind are found and told. */
export interface Teller {
  /**
   * Has an index column `story`, the row's place in it (store/story-place.ts), and counts rows that have one
   * (`Entity.sort`); rows without one are no events.
   */
  readonly entity: Entity;
  /** Column and values of the index by which every row is found that may be waiting or working, however old it is. */
  readonly open: { readonly index: string; readonly values: readonly string[] };
  /** Tells rows of this kind as of one moment, in their order. */
  tell(env: Env, rows: readonly Event[]): Promise<readonly Told[]>;
}

/** Declares how rows of `entity` are told. */
export const teller = <E extends Entity>(
  entity: E,
  open: Teller["open"],
  tell: (env: Env, rows: readonly RowOf<E>[]) => Promise<readonly Told[]>,
): Teller => ({
  entity,
  open,
  // Rows come from the table of this very entity.
  tell: (env, rows) => tell(env, rows as readonly Event[] as readonly RowOf<E>[]),
});
