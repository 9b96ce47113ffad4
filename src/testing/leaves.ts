/** Walking through JSON value by value, to change one of them and see what breaks. */
import type { Json } from "../taler/codec.ts";

export interface Leaf {
  /** Names of members and numbers of list entries, from the outside in. */
  readonly path: readonly string[];
  readonly value: null | boolean | number | string;
}

/** Every value that has no parts, with the way to it. */
export function leavesOf(value: Json, path: readonly string[] = []): readonly Leaf[] {
  if (typeof value !== "object" || value === null) return [{ path, value }];
  return Object.entries(value).flatMap(([key, part]) => leavesOf(part, [...path, key]));
}

/** The same JSON with another value at this place. */
export function withLeaf(value: Json, [key, ...rest]: readonly string[], leaf: Json): Json {
  if (key === undefined) return leaf;
  if (typeof value !== "object" || value === null) throw new Error("no such place");
  const copy = new Map(Object.entries(value));
  copy.set(key, withLeaf(copy.get(key) ?? null, rest, leaf));
  return Array.isArray(value) ? [...copy.values()] : Object.fromEntries(copy);
}
