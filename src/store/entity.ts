/** One kind of thing the wallet remembers: its facts, the law of each, and what can be looked up. */
import { type Codec, dictionary, FormatError, integer, type Json, list, object } from "../taler/codec.ts";
import { stamp } from "./clock.ts";
import type { Latest, Law } from "./law.ts";
import type { Membership } from "./row.ts";

type Kind = "fixed" | "once" | "earliest" | "highest" | "latest" | "union" | "ledger" | "local";

/** Codec and law of one fact, declared at once: a fact cannot be written without deciding both. */
export interface Field<T, K extends Kind> {
  readonly kind: K;
  /** Undefined: this device only, never in a document. */
  readonly law: Law | undefined;
  /** The stored value, stamps included. */
  readonly stored: Codec<unknown>;
  /** A change of this fact is value: no deletion that has not seen it takes the row. */
  readonly bearsValue: boolean;
  readonly type?: T;
}

const field = <T, K extends Kind>(kind: K, law: Law | undefined, stored: Codec<unknown>): Field<T, K> => ({
  kind,
  law,
  stored,
  bearsValue: false,
});

/** Known from the start and never different. */
export const fixed = <T>(codec: Codec<T>): Field<T, "fixed"> => field("fixed", "fixed", codec);
/** Unknown at first; once known, never different. */
export const once = <T>(codec: Codec<T>): Field<T, "once"> => field("once", "fixed", codec);
/** A moment (whole seconds) that becomes known; the earliest report stays. */
export const earliest = (): Field<number, "earliest"> => field("earliest", "earliest", integer());
/** A counter that only rises. */
export const highest = (): Field<number, "highest"> => field("highest", "highest", integer());
/** A value that may be changed; the last change stays. */
export const latest = <T>(codec: Codec<T>): Field<T, "latest"> =>
  field("latest", "latest", object({ value: codec, at: stamp }));
/** A set that grows. */
export const union = <T>(member: Codec<T>): Field<T, "union"> => field("union", "union", list(member, 100_000));
/** Entries by name that never go, each of whose members becomes known once; moments by their earliest report. */
export const ledger = <T>(entry: Codec<T>): Field<Readonly<Record<string, T>>, "ledger"> =>
  field("ledger", { mapOf: { mapOf: "earliest" } }, dictionary(entry));
/** This device only. */
export const local = <T>(codec: Codec<T>): Field<T, "local"> => field("local", undefined, codec);
/** Marks a fact as money: see {@link Field.bearsValue}. */
export const value = <T, K extends Kind>(of: Field<T, K>): Field<T, K> => ({ ...of, bearsValue: true });

export type Fields = Readonly<Record<string, Field<unknown, Kind>>>;
type TypeOf<F> = F extends Field<infer T, Kind> ? T : never;
type StoredOf<F> =
  F extends Field<infer T, infer K> ? (K extends "latest" ? Latest<T> : K extends "union" ? readonly T[] : T) : never;
type GivenOf<F> = F extends Field<unknown, "latest"> ? TypeOf<F> : StoredOf<F>;
type RequiredKeys<F> = { [N in keyof F]: F[N] extends Field<unknown, "fixed"> ? N : never }[keyof F];
type Flat<T> = { [N in keyof T]: T[N] };

/** The facts of a stored row. */
export type FactsOf<F> = Flat<
  { readonly [N in RequiredKeys<F>]: StoredOf<F[N]> } & {
    readonly [N in Exclude<keyof F, RequiredKeys<F>>]?: StoredOf<F[N]>;
  }
>;
/** Facts as one states them at an insert: values of `latest` without their stamp, which the store adds. */
export type GivenFacts<F> = Flat<
  { readonly [N in RequiredKeys<F>]: GivenOf<F[N]> } & {
    readonly [N in Exclude<keyof F, RequiredKeys<F>>]?: GivenOf<F[N]>;
  }
>;
/** A row as the database holds it: membership, facts, the change it was last part of, its index columns. */
export type Row<F> = Omit<Membership, "facts"> & {
  readonly facts: FactsOf<F>;
  readonly seq: number;
  readonly ix: Readonly<Record<string, string | number>>;
};

export interface Entity<F extends Fields = Fields> {
  readonly name: string;
  /** What a key looks like, for people and for the check at the door. */
  readonly key: Codec<string>;
  readonly fields: F;
  /** Index columns are functions of the row, filled in by the only writer; undefined leaves the row out. */
  readonly indexes: Readonly<Record<string, (row: never) => string | number | undefined>>;
  /**
   * Rows of one sort are alike in all that is summed up over them: the only writer counts them (tally.ts). Undefined
   * leaves the row out.
   */
  readonly sort?: (row: never) => string | undefined;
}

export type RowOf<E> = E extends Entity<infer F> ? Row<F> : never;

/** Declares a kind of thing. */
export function entity<const F extends Fields>(
  name: string,
  key: Codec<string>,
  fields: F,
  indexes: Readonly<Record<string, (row: Row<F>) => string | number | undefined>> = {},
  sort?: (row: Row<F>) => string | undefined,
): Entity<F> {
  return { name, key, fields, indexes, ...(sort && { sort }) };
}

/**
 * Checks the known facts of a row that came from outside; facts of newer versions stay as they are, and
 * local ones are not accepted from outside.
 * Throws a {@link FormatError} naming the field; required facts must be there.
 */
export function checkFacts(of: Entity, facts: Readonly<Record<string, unknown>>): Record<string, Json> {
  const checked: Record<string, Json> = {};
  for (const [name, value] of Object.entries(facts)) {
    const known = Object.hasOwn(of.fields, name) ? of.fields[name] : undefined;
    if (!known) checked[name] = value as Json;
    else if (known.law) checked[name] = checkOne(name, known.stored, value);
  }
  for (const [name, { kind }] of Object.entries(of.fields)) {
    if (kind === "fixed" && checked[name] === undefined) throw new FormatError("missing", name);
  }
  return checked;
}

function checkOne(name: string, codec: Codec<unknown>, value: unknown): Json {
  try {
    return codec.parse(value) as Json;
  } catch (error) {
    throw error instanceof FormatError ? new FormatError(error.reason, name) : error;
  }
}
