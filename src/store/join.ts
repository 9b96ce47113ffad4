/** Two copies of one row become one: the later insert, the later deletion, every fact by its law. */
import type { Json } from "../taler/codec.ts";
import { type Counts, compareStamps, covers, joinCounts, laterStamp, type Stamp } from "./clock.ts";
import { entityNamed } from "./entities.ts";
import { isLaw, joinFact, type Law } from "./law.ts";
import type { Facts, Membership, Tombstone } from "./row.ts";
import { isSameJson } from "./same.ts";

/** The law of each field of one set; undefined for facts that never leave this device. */
export type LawOf = (field: string) => Law | undefined;

/** By this version's entities first, then as documents named them, else `fixed`. */
export function lawsOf(set: string, ...named: readonly Readonly<Record<string, Law>>[]): LawOf {
  const fields = entityNamed(set)?.fields ?? {};
  return (field) => {
    if (Object.hasOwn(fields, field)) return fields[field]?.law;
    const law = named.find((laws) => Object.hasOwn(laws, field))?.[field];
    return isLaw(law) ? law : "fixed";
  };
}

/** True when this version's entities declare the field. */
export function isKnownField(set: string, field: string): boolean {
  return Object.hasOwn(entityNamed(set)?.fields ?? {}, field);
}

/**
 * Field by field, each by its law. Local facts are those of `mine`, whatever the other side says.
 * Returns the very `mine` when the other side adds nothing, or the very `theirs` when there is no other.
 */
export function joinFacts(mine: Facts | undefined, theirs: Facts, lawOf: LawOf): Facts {
  const names = Object.keys(theirs).filter((name) => lawOf(name) !== undefined);
  if (!mine) {
    if (names.length === Object.keys(theirs).length) return theirs;
    return Object.fromEntries(names.map((name) => [name, theirs[name] as Json]));
  }
  let joined: Record<string, Json> | undefined;
  for (const name of names) {
    const known = Object.hasOwn(mine, name) ? mine[name] : undefined;
    const fact = joinFact(lawOf(name) ?? "fixed", known, theirs[name]);
    if (fact === known || fact === undefined) continue;
    joined ??= { ...mine };
    joined[name] = fact;
  }
  return joined ?? mine;
}

/** The facts that belong into a document. */
export function tellableFacts(facts: Facts, lawOf: LawOf): Facts {
  return joinFacts(undefined, facts, lawOf);
}

/** A row of these parts, without members that say nothing. */
export function rowOf(
  key: string,
  ins: Stamp,
  parts: { readonly del?: Stamp | undefined; readonly saw?: Counts; readonly worth?: Counts },
  facts: Facts,
): Membership {
  return {
    key,
    ins,
    ...(parts.del && { del: parts.del }),
    ...(parts.saw && hasAny(parts.saw) && { saw: parts.saw }),
    ...(parts.worth && hasAny(parts.worth) && { worth: parts.worth }),
    facts,
  };
}

/** A tombstone of these parts, without members that say nothing. */
export const tombstoneOf = (key: string, del: Stamp, saw: Counts | undefined): Tombstone => ({
  key,
  del,
  ...(saw && hasAny(saw) && { saw }),
});

function hasAny(counts: Counts): boolean {
  for (const _ in counts) return true;
  return false;
}

/** Both copies as one, by what they say themselves. Returns the very `mine` when the other adds nothing. */
export function joinRows(mine: Membership, theirs: Membership, lawOf: LawOf): Membership {
  const joined = rowOf(
    mine.key,
    laterStamp(mine.ins, theirs.ins) ?? mine.ins,
    {
      del: laterStamp(mine.del, theirs.del),
      saw: joinCounts(mine.saw ?? {}, theirs.saw ?? {}),
      worth: joinCounts(mine.worth ?? {}, theirs.worth ?? {}),
    },
    joinFacts(mine.facts, theirs.facts, lawOf),
  );
  return joined.facts === mine.facts && isSameMembership(joined, mine) ? mine : joined;
}

/** The row with a deletion it may or may not outlive. */
export function withDeletion(row: Membership, { del, saw }: Pick<Membership, "del" | "saw">): Membership {
  if (!del && !saw) return row;
  const parts = {
    ...(row.worth && { worth: row.worth }),
    del: laterStamp(row.del, del),
    saw: joinCounts(row.saw ?? {}, saw ?? {}),
  };
  const joined = rowOf(row.key, row.ins, parts, row.facts);
  return isSameMembership(joined, row) ? row : joined;
}

/** The later deletion, having seen what both saw. */
export function joinTombstones(x: Tombstone, y: Tombstone): Tombstone {
  return tombstoneOf(x.key, laterStamp(x.del, y.del) ?? x.del, joinCounts(x.saw ?? {}, y.saw ?? {}));
}

const isSameStamp = (a: Stamp | undefined, b: Stamp | undefined) =>
  a === b || (a !== undefined && b !== undefined && compareStamps(a, b) === 0);

const isSameCounts = (a: Counts = {}, b: Counts = {}) => a === b || (covers(a, b) && covers(b, a));

export const isSameTombstone = (a: Tombstone, b: Tombstone): boolean =>
  isSameStamp(a.del, b.del) && isSameCounts(a.saw, b.saw);

const isSameMembership = (a: Membership, b: Membership) =>
  isSameStamp(a.ins, b.ins) &&
  isSameStamp(a.del, b.del) &&
  isSameCounts(a.saw, b.saw) &&
  isSameCounts(a.worth, b.worth);

/** True when both copies say the same to the outside: stamps, worth and all facts that are not local. */
export function isSameRow(a: Membership, b: Membership, lawOf: LawOf): boolean {
  if (a === b) return true;
  if (!isSameMembership(a, b)) return false;
  return a.facts === b.facts || isSameFacts(a.facts, b.facts, lawOf);
}

function isSameFacts(a: Facts, b: Facts, lawOf: LawOf): boolean {
  for (const name in b) if (!Object.hasOwn(a, name) && lawOf(name) !== undefined) return false;
  for (const name in a) {
    if (lawOf(name) === undefined) continue;
    if (!Object.hasOwn(b, name) || !isSameJson(a[name], b[name])) return false;
  }
  return true;
}
