/** Whether two pieces of JSON say the same, whatever the order of their members. */
import type { Json } from "../taler/codec.ts";

/** Deep equality without spelling anything out: comparing fifty thousand rows must cost next to nothing. */
export function isSameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  return isList(a) || isList(b) ? isSameList(a, b) : isSameMap(a, b);
}

// Narrowing by Array.isArray alone does not recognise a read-only list.
const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

function isSameList(a: Json, b: Json): boolean {
  if (!isList(a) || !isList(b) || a.length !== b.length) return false;
  return a.every((member, index) => isSameJson(member, b[index]));
}

function isSameMap(a: { readonly [key: string]: Json }, b: { readonly [key: string]: Json }): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && isSameJson(a[key], b[key]));
}

/** True when everything that `part` says is said by `whole` too, at the same place. */
export function isPartOf(part: Json | undefined, whole: Json | undefined): boolean {
  if (part === whole) return true;
  if (typeof part !== "object" || typeof whole !== "object" || part === null || whole === null) return false;
  if (isList(part) || isList(whole)) {
    if (!isList(part) || !isList(whole) || part.length !== whole.length) return false;
    return part.every((member, index) => isPartOf(member, whole[index]));
  }
  return Object.keys(part).every((key) => Object.hasOwn(whole, key) && isPartOf(part[key], whole[key]));
}
