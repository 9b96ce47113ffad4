/** JSON in its one canonical spelling, so that equal values are equal texts and have equal hashes. */
import { FormatError, type Json } from "./codec.ts";

/** Deeper than any honest document, shallower than any browser's stack. */
const maxDepth = 256;

const needsEscape = /["\\\u0000-\u001f\ud800-\udfff]/;
const hasSurrogate = /[\ud800-\udfff]/;
/** Members that do not stand where they were put: engines sort numbers by value, and one name is no member at all. */
const keepsNoPlace = /^(\d{1,10}|__proto__)$/;

/**
 * The value as GNU Taler hashes it (RFC 8785 for whole numbers): members sorted by the bytes of their names,
 * no white space, shortest escapes, everything else raw.
 * Throws a {@link FormatError} for what has no such spelling: fractions, numbers beyond 2^53, half characters,
 * members without a value, nesting without end.
 */
export function canonicalJson(value: Json): string {
  const ordered = inOrder(value, 0);
  return ordered === undefined ? write(value, 0) : JSON.stringify(ordered);
}

/**
 * The same value with its members in such an order that the engine's own writing of it, six times as fast, is the
 * canonical one; what is in order already is not copied. Undefined where no order or not the engine's writing will do.
 */
function inOrder(value: Json, depth: number): Json | undefined {
  if (depth > maxDepth) return undefined;
  if (typeof value === "string") return isWhole(value) ? value : undefined;
  if (typeof value === "number") return Number.isSafeInteger(value) ? value : undefined;
  if (typeof value === "boolean" || value === null) return value;
  if (typeof value !== "object") return undefined;
  return isList(value) ? listInOrder(value, depth) : objectInOrder(value, depth);
}

function listInOrder(list: readonly Json[], depth: number): Json | undefined {
  let changed: Json[] | undefined;
  // Not an iterator of entries, which would make a pair for each of many thousand rows.
  for (let index = 0; index < list.length; index++) {
    const one = list[index] as Json;
    const ordered = inOrder(one, depth + 1);
    if (ordered === undefined) return undefined;
    if (ordered === one) continue;
    changed ??= [...list];
    changed[index] = ordered;
  }
  return changed ?? list;
}

function objectInOrder(members: { readonly [key: string]: Json }, depth: number): Json | undefined {
  const keys = Object.keys(members);
  for (const key of keys) if (hasSurrogate.test(key)) return undefined;
  const isSorted = keys.every((key, index) => index === 0 || (keys[index - 1] as string) < key);
  if (!isSorted && keys.some((key) => keepsNoPlace.test(key))) return undefined;
  let changed: Record<string, Json> | undefined = isSorted ? undefined : {};
  for (const key of isSorted ? keys : keys.sort()) {
    const one = members[key] as Json;
    const ordered = inOrder(one, depth + 1);
    if (ordered === undefined) return undefined;
    if (changed === undefined && ordered === one) continue;
    changed ??= { ...members };
    changed[key] = ordered;
  }
  return changed ?? members;
}

function write(value: Json, depth: number): string {
  if (depth > maxDepth) throw new FormatError("nested too deeply");
  if (typeof value === "string") return quote(value);
  if (typeof value === "number") return digits(value);
  if (typeof value === "boolean" || value === null) return String(value);
  if (typeof value !== "object") throw new FormatError("not JSON");
  return isList(value) ? writeList(value, depth) : writeObject(value, depth);
}

// Narrowing by Array.isArray alone does not recognise a read-only list.
const isList = (value: object): value is readonly Json[] => Array.isArray(value);

// Joining the parts of each level is three times as fast as one growing text: the engine keeps that in pieces.
function writeList(list: readonly Json[], depth: number): string {
  return `[${list.map((one) => write(one, depth + 1)).join(",")}]`;
}

function writeObject(members: { readonly [key: string]: Json }, depth: number): string {
  const keys = sorted(Object.keys(members));
  return `{${keys.map((key) => `${quote(key)}:${write(members[key] as Json, depth + 1)}`).join(",")}}`;
}

/** In the order of UTF-8 bytes, which is the order of characters; JavaScript sorts by halves of them. */
function sorted(keys: string[]): string[] {
  for (const key of keys) if (hasSurrogate.test(key)) return keys.sort(byCharacter);
  return keys.sort();
}

function byCharacter(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  for (const [index, one] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    if (one !== other) return (one.codePointAt(0) ?? 0) - (other.codePointAt(0) ?? 0);
  }
  return left.length - right.length;
}

function quote(text: string): string {
  if (!needsEscape.test(text)) return `"${text}"`;
  if (!isWhole(text)) throw new FormatError("text with half a character");
  // For whole characters the escapes of JSON.stringify are exactly those asked for.
  return JSON.stringify(text);
}

const isWhole = (text: string) =>
  !hasSurrogate.test(text) || [...text].every((one) => one.length === 2 || !hasSurrogate.test(one));

function digits(value: number): string {
  if (!Number.isSafeInteger(value)) throw new FormatError("not a whole number");
  return String(value);
}
