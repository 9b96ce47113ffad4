/** Whether what could not be read still says something: only its stamps are looked at, which every version writes alike. */
import { FormatError, type Json } from "../taler/codec.ts";
import { type Counts, compareStamps, counts, covers, knew, type Stamp, stamp } from "./clock.ts";
import type { Membership, Tombstone } from "./row.ts";

/** What one side has of a key. */
interface Said {
  readonly row?: Membership | undefined;
  readonly tombstone?: Tombstone | undefined;
}

/** When a row that could not be read was inserted, and who learned value there. */
interface Moments {
  readonly ins: Stamp;
  readonly worth: Counts;
}

/** The key of something that could not be read, where that can be told. */
export const keyIn = (raw: Json): string | undefined =>
  isMap(raw) && typeof raw.key === "string" ? raw.key : undefined;

/** What could not be read, by the key that it is about. */
export function unreadByKey(unread: Iterable<Json>): Map<string, Json[]> {
  const byKey = new Map<string, Json[]>();
  for (const raw of unread) {
    const key = keyIn(raw);
    if (key === undefined) continue;
    const ofKey = byKey.get(key);
    if (ofKey) ofKey.push(raw);
    else byKey.set(key, [raw]);
  }
  return byKey;
}

/** The moments of a row that could not be read; undefined of what is no row, or is spoilt even there. */
export function momentsIn(raw: Json): Moments | undefined {
  if (!isMap(raw)) return undefined;
  try {
    return { ins: stamp.parse(raw.ins), worth: raw.worth === undefined ? {} : counts.parse(raw.worth) };
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

/**
 * The deletion that a row which could not be read has outlived: it holds for whatever else there is of the key. Undefined
 * where there was none, where that cannot be told, and where the counts `known` do not cover it.
 */
export function deletionIn(raw: Json, known: Counts): Tombstone | undefined {
  const key = keyIn(raw);
  if (key === undefined || !momentsIn(raw) || !isMap(raw) || raw.del === undefined) return undefined;
  try {
    const del = stamp.parse(raw.del);
    const saw = raw.saw === undefined ? {} : counts.parse(raw.saw);
    return knew(known, del) && covers(known, saw) ? { key, del, saw } : undefined;
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}

/**
 * True when a row or a tombstone has heard of all reasons for which what could not be read is there. Where its moments
 * cannot be told, any row or tombstone will do.
 */
export function isOvertaken(raw: Json, { row, tombstone }: Said): boolean {
  const moments = momentsIn(raw);
  if (!moments) return row !== undefined || tombstone !== undefined;
  return (row !== undefined && isRenewed(moments, row)) || (tombstone !== undefined && isBuried(raw, tombstone));
}

/** The other has the same insert or a later one, and all its value. */
export const isRenewed = ({ ins, worth }: Moments, other: Pick<Membership, "ins" | "worth">): boolean =>
  compareStamps(other.ins, ins) >= 0 && covers(other.worth ?? {}, worth);

/** True when the deletion is surely not older than the insert, and has seen all value. */
export function isBuried(raw: Json, { del, saw = {} }: Tombstone): boolean {
  const moments = momentsIn(raw);
  return moments !== undefined && del.count >= moments.ins.count && covers(saw, moments.worth);
}

const isMap = (value: Json): value is { readonly [name: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);
