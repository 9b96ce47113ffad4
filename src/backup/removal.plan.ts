/** What a merge would take from this device, and whether that is so much that the user is asked first; pure. */
import type { DeviceId } from "../store/clock.ts";
import { devices } from "../store/entities/device.ts";
import { entities, entityNamed } from "../store/entities.ts";
import type { AskedRemoval } from "../store/removal.ts";
import type { Membership } from "../store/row.ts";
import type { State } from "../store/state.ts";
import { ofUnits, unitsOf } from "../taler/amount.ts";
import type { Json } from "../taler/codec.ts";
import type { Doc } from "./doc.ts";
import { docSet, type Removed } from "./merge.ts";
import { moneySets, type RowsBySet, worthOf } from "./worth.ts";

/** More than one part in so many of the money or of the history is not taken without asking. */
const share = 5n;

/**
 * Fewer entries of the history than these go without a question, whatever their share: who tidies up a young wallet on
 * one device is not asked on the other one. Money needs no such floor: nothing but a defect, or a stranger, removes any.
 */
const fewEntries = 10;

/** More rows than these, of any kind, are never forgotten in an ordinary sync: that is a defect (merge rules, section 3). */
export const mostForgotten = 10;

/** What would be gone. */
export type Loss = Pick<AskedRemoval, "amounts" | "entries" | "forgotten">;

/** As whom the device judges. */
export interface Judge {
  /** Ids of this very device, a former one included: what it removed itself it is not asked about. */
  readonly me: ReadonlySet<DeviceId>;
  /** Public name of the root in use. */
  readonly root: string;
  /** Seconds. */
  readonly now: number;
}

/** What others take from this device: by their deletions, or because the document has it no more. */
export const takenByOthers = (removed: readonly Removed[], { me }: Pick<Judge, "me">): readonly Removed[] =>
  removed.filter(({ isForgotten, del }) => isForgotten || !me.has(del.device));

/** Measures a loss; `state` is that before the merge. */
export function lossOf(state: State, taken: readonly Removed[], { root, now }: Omit<Judge, "me">): Loss {
  const before: RowsBySet = new Map([...state.sets].map(([name, { rows }]) => [name, rows]));
  const entries = taken.filter(({ set, row }) => isEntry(set, row)).length;
  return {
    amounts: taken.some(({ set }) => moneySets.has(set)) ? lostAmounts(before, without(before, taken), root, now) : [],
    entries: { lost: entries, of: entries === 0 ? 0 : countEntries(before) },
    forgotten: taken.filter(({ isForgotten }) => isForgotten).length,
  };
}

function lostAmounts(before: RowsBySet, after: RowsBySet, root: string, now: number): Loss["amounts"] {
  const has = worthOf(after, root, now);
  return [...worthOf(before, root, now)].flatMap(([currency, had]) => {
    const lost = had - (has.get(currency) ?? 0n);
    return lost > 0n ? [{ lost: ofUnits(currency, lost), of: ofUnits(currency, had) }] : [];
  });
}

/** The rows that the loss leaves. */
function without(rows: RowsBySet, taken: readonly Removed[]): RowsBySet {
  const left = new Map(rows);
  for (const set of new Set(taken.map((one) => one.set))) {
    const gone = new Set(taken.flatMap((one) => (one.set === set ? [one.row.key] : [])));
    left.set(set, new Map([...(rows.get(set) ?? [])].filter(([key]) => !gone.has(key))));
  }
  return left;
}

const isEntry = (set: string, row: Membership): boolean =>
  entityNamed(set)?.indexes.story?.(row as never) !== undefined;

const countEntries = (rows: RowsBySet): number =>
  entities
    .filter(({ indexes }) => indexes.story !== undefined)
    .reduce((sum, { name }) => sum + (rows.get(name)?.size ?? 0), 0);

/** `isOrdinary`: this device stands in the document's clocks, and nothing looks wrong with it. */
export const isMuch = ({ amounts, entries, forgotten }: Loss, isOrdinary: boolean): boolean =>
  amounts.some(({ lost, of }) => unitsOf(lost) * share > unitsOf(of)) ||
  (entries.lost >= fewEntries && BigInt(entries.lost) * share > BigInt(entries.of)) ||
  (isOrdinary && forgotten > mostForgotten);

/** A removal as questions and decisions name it: another insert of the same row is another thing. */
export const nameOf = ({ set, row: { key, ins } }: Removed): string => `${set} ${key} ${ins.count} ${ins.device}`;

/** Names of the devices that removed something, as the document or this device knows them. */
export function removers(taken: readonly Removed[], state: State, doc: Doc): AskedRemoval["devices"] {
  const ids = new Set(taken.flatMap(({ isForgotten, del }) => (isForgotten ? [] : [del.device])));
  const rows = [...docSet(doc, devices.name).rows, ...(state.sets.get(devices.name)?.rows.values() ?? [])];
  const nameById = new Map(rows.map(({ key, facts }) => [key, nameIn(facts.name)]));
  return [...ids].sort().map((id) => ({ id, name: nameById.get(id) ?? "" }));
}

const nameIn = (fact: Json | undefined): string => {
  const { value } = (fact ?? {}) as { readonly value?: Json };
  return typeof value === "string" ? value.slice(0, 100) : "";
};
