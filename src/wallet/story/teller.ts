/** What a kind of event has to do to be part of the story of the money. */
import type { Transaction } from "../../api/views.ts";
import type { Env } from "../../env/env.ts";
import type { Entity, RowOf } from "../../store/entity.ts";
import { tallied } from "../../store/tally.ts";
import type { Amount } from "../../taler/amount.ts";

/** An event as pages see it, and what the balances need of it. */
export interface Told {
  readonly transaction: Transaction;
  /** What it will yet bring into the wallet, beyond what is there already. */
  readonly coming?: Amount;
  /** The same of money that somebody has yet to send. */
  readonly awaited?: Amount;
}

/** As much of an event as the order of events needs: its place in the story (store/story-place.ts). */
export interface Event {
  readonly key: string;
  readonly ix: Readonly<Record<string, string | number>>;
}

/** Places from the newest to the oldest: older than `before`, and down to `until`, which is among them. */
export interface Span {
  readonly before: string;
  readonly until: string;
}

/** How events of one kind are found and told. */
export interface Teller {
  /** The newest so many of a part of the story, newest first. */
  newest(env: Env, span: Span, count: number): Promise<readonly Event[]>;
  /** Every one that may be waiting or working, however old it is. */
  possiblyOpen(env: Env): Promise<readonly Event[]>;
  /** The one that happened first. */
  oldest(env: Env): Promise<Event | undefined>;
  /** How many there are in all. */
  count(env: Env): Promise<number>;
  find(env: Env, key: string): Promise<Event | undefined>;
  /** Tells events of this kind as of one moment, in their order. */
  tell(env: Env, events: readonly Event[]): Promise<readonly Told[]>;
}

/**
 * Declares how rows of `entity` are told. It has an index column `story`, and counts rows that have one
 * (`Entity.sort`); rows without one are no events. `open`: column and values of the index of those that may be open.
 */
export function teller<E extends Entity>(
  entity: E,
  open: { readonly index: string; readonly values: readonly string[] },
  tell: (env: Env, rows: readonly RowOf<E>[]) => Promise<readonly Told[]>,
): Teller {
  const table = ({ db }: Env) => db.table<Event>(entity.name);
  return {
    newest: (env, { before, until }, count) =>
      table(env).where("ix.story").between(before, until, false, true).limit(count).toArray(),
    async possiblyOpen(env) {
      const { index, values } = open;
      return (await Promise.all(values.map((value) => table(env).where(`ix.${index}`).equals(value).toArray()))).flat();
    },
    oldest: (env) => table(env).orderBy("ix.story").last(),
    async count(env) {
      const counts = await tallied(env.db, entity);
      return [...counts.values()].reduce((sum, count) => sum + count, 0);
    },
    find: (env, key) => table(env).get(key),
    // Rows come from the table of this very entity.
    tell: (env, rows) => tell(env, rows as readonly Event[] as readonly RowOf<E>[]),
  };
}
