/** Everything a device holds of its sets, as plain data that pure functions can think about, and changes to it. */
import { canonicalJson } from "../taler/canonical.ts";
import type { Json } from "../taler/codec.ts";
import type { Counts } from "./clock.ts";
import type { Law } from "./law.ts";
import { isOvertaken, keyIn } from "./overtaken.ts";
import type { Membership, Tombstone } from "./row.ts";
import type { Self } from "./self.ts";

/** A tombstone and the services whose documents may still need it. */
export type OpenTombstone = Tombstone & { readonly open: readonly string[] };

/** One set of this device. No key has both a row and a tombstone. */
export interface SetState {
  readonly rows: ReadonlyMap<string, Membership>;
  readonly tombstones: ReadonlyMap<string, OpenTombstone>;
  /** Laws of fields this version does not know, as documents named them. */
  readonly laws: Readonly<Record<string, Law>>;
  /** What was received and could not be read, by its canonical spelling. */
  readonly unread: ReadonlyMap<string, Json>;
}

/** The state that merges are about (merge rules, section 1): rows, tombstones and the memory of all steps. */
export interface State {
  readonly counts: Counts;
  readonly sets: ReadonlyMap<string, SetState>;
  /** Base URLs of all services this device is enrolled with. */
  readonly providers: readonly string[];
}

/** What changes in one set. A key is in at most one of `rows`, `tombstones` and `gone`. */
export interface SetChanges {
  /** Rows that are from now on as given; a tombstone of the same key goes. */
  readonly rows?: readonly Membership[];
  /** Tombstones that are from now on as given; a row of the same key goes. */
  readonly tombstones?: readonly OpenTombstone[];
  /**
   * Tombstones that say what they said, with the services that may still need them; one that nobody needs leaves the
   * device. This is no news to anybody.
   */
  readonly open?: readonly OpenTombstone[];
  /** Keys of which neither row nor tombstone remains. */
  readonly gone?: readonly string[];
  /** Rows that a document had forgotten and that bear value: to be checked, not to be shredded. */
  readonly aside?: readonly Membership[];
  /** Laws of unknown fields, newly learned. */
  readonly laws?: Readonly<Record<string, Law>>;
  /** Received, but not to be read. */
  readonly unread?: readonly Json[];
}

export interface Changes {
  /** Absent: as before. */
  readonly counts?: Counts;
  readonly sets: ReadonlyMap<string, SetChanges>;
}

export const emptySet: SetState = { rows: new Map(), tombstones: new Map(), laws: {}, unread: new Map() };
export const noChanges: Changes = { sets: new Map() };

/** True when no document needs to hear of these changes. */
export function isSilent({ counts, sets }: Changes): boolean {
  if (counts) return false;
  return [...sets.values()].every(
    ({ rows = [], tombstones = [], gone = [] }) => rows.length + tombstones.length + gone.length === 0,
  );
}

/** The number of the change that the device will have reached once these changes are durable. */
export const changeAfter = ({ change }: Pick<Self, "change">, changes: Changes): number =>
  isSilent(changes) ? change : change + 1;

/** The state once the changes are made. What did not change is shared. */
export function withChanges(state: State, changes: Changes): State {
  const sets = new Map(state.sets);
  for (const [name, change] of changes.sets) sets.set(name, changedSet(sets.get(name) ?? emptySet, change));
  return { ...state, counts: changes.counts ?? state.counts, sets };
}

function changedSet(set: SetState, changes: SetChanges): SetState {
  const { rows = [], tombstones = [], open = [], gone = [], laws, unread = [] } = changes;
  const rowByKey = new Map(set.rows);
  const tombstoneByKey = new Map(set.tombstones);
  for (const key of [...gone, ...tombstones.map(keyOf)]) rowByKey.delete(key);
  for (const key of [...gone, ...rows.map(keyOf), ...open.map(keyOf)]) tombstoneByKey.delete(key);
  for (const row of rows) rowByKey.set(row.key, row);
  for (const one of [...tombstones, ...open.filter(isNeeded)]) tombstoneByKey.set(one.key, one);
  const unreadBySpelling = new Map(set.unread);
  for (const spelling of overtakenBy(changes, set.unread)) unreadBySpelling.delete(spelling);
  for (const raw of unread) unreadBySpelling.set(spellingOf(raw), raw);
  return { rows: rowByKey, tombstones: tombstoneByKey, laws: { ...set.laws, ...laws }, unread: unreadBySpelling };
}

/** Spellings of what could not be read and has nothing more to say beside the rows and tombstones that are written. */
export function overtakenBy(
  { rows = [], tombstones = [] }: SetChanges,
  unread: ReadonlyMap<string, Json>,
): readonly string[] {
  if (unread.size === 0) return [];
  const rowByKey = new Map(rows.map((row) => [row.key, row]));
  const tombstoneByKey = new Map(tombstones.map((one) => [one.key, one]));
  return [...unread].flatMap(([spelling, raw]) => {
    const key = keyIn(raw) ?? "";
    const said = { row: rowByKey.get(key), tombstone: tombstoneByKey.get(key) };
    return isOvertaken(raw, said) ? [spelling] : [];
  });
}

/** One change after another, as one. */
export function bothChanges(first: Changes, second: Changes): Changes {
  const sets = new Map(first.sets);
  for (const [name, later] of second.sets) sets.set(name, bothSetChanges(sets.get(name) ?? {}, later));
  const counts = second.counts ?? first.counts;
  return { sets, ...(counts && { counts }) };
}

function bothSetChanges(first: SetChanges, second: SetChanges): SetChanges {
  const { rows = [], tombstones = [], open = [], gone = [] } = second;
  const later = new Set([...gone, ...rows.map(keyOf), ...tombstones.map(keyOf)]);
  const isLast = ({ key }: { readonly key: string }) => !later.has(key);
  const openLater = new Map(open.map((one) => [one.key, one]));
  const buried = (first.tombstones ?? []).filter(isLast).map((one) => openLater.get(one.key) ?? one);
  const isNew = new Set(buried.map(keyOf));
  return {
    rows: [...(first.rows ?? []).filter(isLast), ...rows],
    tombstones: [...buried.filter(isNeeded), ...tombstones],
    open: [
      ...(first.open ?? []).filter((one) => isLast(one) && !openLater.has(one.key)),
      ...open.filter((one) => !isNew.has(one.key)),
    ],
    gone: [
      ...(first.gone ?? []).filter((key) => !later.has(key)),
      ...buried.filter((one) => !isNeeded(one)).map(keyOf),
      ...gone,
    ],
    aside: [...(first.aside ?? []), ...(second.aside ?? [])],
    laws: { ...first.laws, ...second.laws },
    unread: [...(first.unread ?? []), ...(second.unread ?? [])],
  };
}

/** Some service may still hold the row, or this very tombstone. */
export const isNeeded = ({ open }: OpenTombstone): boolean => open.length > 0;

/** The name of something that could not be read. */
export const spellingOf = (raw: Json): string => canonicalJson(raw);

const keyOf = ({ key }: { readonly key: string }) => key;
