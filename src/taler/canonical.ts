/** JSON in its one canonical spelling, so that equal values are equal texts and have equal hashes. */
import { FormatError, type Json } from "./codec.ts";

/** Deeper than any honest document, shallower than any browser's stack. */
const maxDepth = 256;

const needsEscape = /["\\\u0000-\u001f\ud800-\udfff]/;
const hasSurrogate = /[\ud800-\udfff]/;

/**
 * The value as GNU Taler hashes it (RFC 8785 for whole numbers): members sorted by the bytes of their names,
 * no white space, shortest escapes, everything else raw.
 * Throws a {@link FormatError} for what has no such spelling: fractions, numbers beyond 2^53, half characters,
 * members without a value, nesting without end.
 */
export const canonicalJson = (value: Json): string => write(value, 0);

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
  const isWhole = !hasSurrogate.test(text) || [...text].every((one) => one.length === 2 || !hasSurrogate.test(one));
  if (!isWhole) throw new FormatError("text with half a character");
  // For whole characters the escapes of JSON.stringify are exactly those asked for.
  return JSON.stringify(text);
}

function digits(value: number): string {
  if (!Number.isSafeInteger(value)) throw new FormatError("not a whole number");
  return String(value);
}
