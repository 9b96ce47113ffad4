/** One set of a document that came from outside: what is sound is read, what is not is set aside with the reason. */
import { type Counts, counts, covers, knew, type Stamp, stamp } from "../store/clock.ts";
import { devices } from "../store/entities/device.ts";
import { entityNamed } from "../store/entities.ts";
import type { Entity } from "../store/entity.ts";
import { joinRows, joinTombstones, type LawOf, lawsOf } from "../store/join.ts";
import { isLaw, type Law } from "../store/law.ts";
import type { Facts, Membership, Tombstone } from "../store/row.ts";
import { FormatError, integer, type Json, object, optional, plain, text } from "../taler/codec.ts";
import type { DocSet, DocTombstone } from "./doc.ts";
import { countsIn } from "./hearsay.ts";
import { hasSpelling } from "./spelling.ts";

/** A set whose members nobody has looked at yet. */
export interface RawSet {
  readonly laws: Readonly<Record<string, Json>>;
  readonly rows: readonly Json[];
  readonly tombstones: readonly Json[];
  readonly unread: readonly Json[];
}

/** A member that could not be read. Its key is not absent from the document: nothing may be concluded from that. */
export interface Unread {
  readonly set: string;
  /** Where it can be told. */
  readonly key?: string;
  /** As it came; its key and text when it is JSON without a canonical spelling. */
  readonly raw: Json;
  /** Which part is wrong and why; quotes nothing of it. */
  readonly reason: string;
}

/** What the stamps of a document are held against. */
export interface Frame {
  readonly counts: Counts;
  readonly revision: number;
}

/** How the members of one set are read. */
interface Reading extends Frame {
  /** Fields whose values carry a stamp. */
  readonly stamped: readonly string[];
  /** Its rows hold claims of slots, each with its stamp. */
  readonly hasClaims: boolean;
}

const key = text(4096);
const someFacts = plain((value) => {
  if (!isMap(value)) throw new FormatError("not an object");
  // Wherever facts are copied one by one, this name would be lost.
  if (Object.hasOwn(value, "__proto__")) throw new FormatError("a fact named __proto__");
  return value;
});
const row = object({
  key,
  ins: stamp,
  del: optional(stamp),
  saw: optional(counts),
  worth: optional(counts),
  facts: someFacts,
});
const tombstone = object({ key, del: stamp, saw: optional(counts), since: integer(1) });

/**
 * Reads a set. Rows and tombstones must keep to the counts and the revision of their document. Facts stay as they came:
 * a row with facts that this version cannot read is still joined and handed on (see store/adopt.ts), and one that it
 * rewrote here would be rewritten back by the version that wrote it. What was set aside before is tried again, and is
 * joined with what there is of its key by now.
 */
export function readSet(name: string, raw: RawSet, frame: Frame): { readonly set: DocSet; readonly unread: Unread[] } {
  const laws = soundLaws(raw.laws);
  const known = { ...frame, counts: countsIn(name, frame.counts) };
  const reading = { ...known, stamped: stampedFields(entityNamed(name), laws), hasClaims: name === devices.name };
  const members = new Members(lawsOf(name, laws));
  const unread: Unread[] = [];
  const take = (member: Json, isRow: boolean, mayBeThere = false) => {
    try {
      if (!hasSpelling(member)) throw new FormatError("not canonical JSON");
      const sound = isRow ? readRow(member, reading) : readTombstone(member, reading);
      if (!mayBeThere && members.has(sound.key)) throw new FormatError("its key is there twice");
      members.add(sound);
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      unread.push({ set: name, ...keyIn(member), raw: asItCame(member), reason: error.message });
    }
  };
  for (const member of raw.rows) take(member, true);
  for (const member of raw.tombstones) take(member, false);
  for (const member of raw.unread) take(member, isMap(member) && "ins" in member, true);
  return { set: { laws, ...members.sorted(), unread: unread.map((one) => one.raw) }, unread };
}

/** Sound members. Of a key that somebody could not read wholly there may be a row and a tombstone: both are true. */
class Members {
  readonly #lawOf: LawOf;
  readonly #rows = new Map<string, Membership>();
  readonly #tombstones = new Map<string, DocTombstone>();

  constructor(lawOf: LawOf) {
    this.#lawOf = lawOf;
  }

  has(key: string): boolean {
    return this.#rows.has(key) || this.#tombstones.has(key);
  }

  /** Another one of the same key is joined with it. */
  add(member: Membership | DocTombstone): void {
    if ("ins" in member) {
      const known = this.#rows.get(member.key);
      this.#rows.set(member.key, known ? joinRows(known, member, this.#lawOf) : member);
      return;
    }
    const known = this.#tombstones.get(member.key);
    const since = Math.max(known?.since ?? 0, member.since);
    this.#tombstones.set(member.key, known ? { ...joinTombstones(known, member), since } : member);
  }

  sorted(): Pick<DocSet, "rows" | "tombstones"> {
    return { rows: [...this.#rows.values()].sort(byKey), tombstones: [...this.#tombstones.values()].sort(byKey) };
  }
}

const byKey = (a: { readonly key: string }, b: { readonly key: string }) => (a.key < b.key ? -1 : 1);

/** A law that only a newer version knows is no law here, and its field joins as `fixed`. */
function soundLaws(raw: RawSet["laws"]): Record<string, Law> {
  const laws: Record<string, Law> = {};
  for (const [field, law] of Object.entries(raw)) if (hasSpelling(law) && isLaw(law)) laws[field] = law;
  return laws;
}

function stampedFields(of: Entity | undefined, laws: Readonly<Record<string, Law>>): readonly string[] {
  const names = new Set([...Object.keys(of?.fields ?? {}), ...Object.keys(laws)]);
  return [...names].filter((name) => (of?.fields[name]?.law ?? laws[name]) === "latest");
}

function readRow(member: Json, { stamped, hasClaims, counts }: Reading): Membership {
  const read = row.parse(member);
  requireKnown(counts, read);
  const { slots } = read.facts;
  const values = stamped.map((field) => [field, read.facts[field]] as const);
  const claims = hasClaims && Array.isArray(slots) ? slots.map((claim: Json) => ["slots", claim] as const) : [];
  for (const [field, value] of [...values, ...claims]) {
    const at = stampIn(value);
    if (at && !knew(counts, at)) throw new FormatError("a stamp that the counts do not cover", field);
  }
  return read;
}

function readTombstone(member: Json, { counts, revision }: Reading): DocTombstone {
  const read = tombstone.parse(member);
  requireKnown(counts, read);
  if (read.since > revision) throw new FormatError("a revision to come", "since");
  return read;
}

/** No state holds a stamp that its own counts do not cover (merge rules, I7): one that does would win for ever. */
function requireKnown(known: Counts, { ins, del, saw, worth }: Partial<Omit<Membership & Tombstone, "key" | "facts">>) {
  const stamps: readonly (Stamp | undefined)[] = [ins, del];
  if (stamps.some((one) => one && !knew(known, one)) || !covers(known, saw ?? {}) || !covers(known, worth ?? {})) {
    throw new FormatError("a stamp that the counts do not cover");
  }
}

function stampIn(fact: Facts[string] | undefined): Stamp | undefined {
  const { count, device } = isMap(fact) && isMap(fact.at) ? fact.at : {};
  return typeof count === "number" && typeof device === "string" ? { count, device } : undefined;
}

function isMap(value: unknown): value is { readonly [name: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function keyIn(member: Json): { readonly key?: string } {
  return isMap(member) && typeof member.key === "string" ? { key: member.key } : {};
}

/**
 * What is handed on with the next upload: the member itself, or its key and text when it has no canonical spelling.
 * Throws a {@link FormatError} when it is nested beyond all bounds.
 */
function asItCame(member: Json): Json {
  if (hasSpelling(member)) return member;
  const named = keyIn(member);
  try {
    return { ...(hasSpelling({ ...named }) && named), text: JSON.stringify(member) };
  } catch {
    throw new FormatError("nested too deeply");
  }
}
