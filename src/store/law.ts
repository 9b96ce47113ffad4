/** The laws by which two copies of one fact become one. Each is commutative, associative and idempotent. */

import { canonicalJson } from "../taler/canonical.ts";
import type { Json } from "../taler/codec.ts";
import { compareStamps, type Stamp } from "./clock.ts";
import { isSameJson } from "./same.ts";

/**
 * How a field joins, as the backup document spells it, so that an older version can join fields it does
 * not know:
 * `fixed` cannot differ (should it, the smaller canonical spelling stays) · `earliest` the smaller moment ·
 * `highest` the larger number · `latest` the later stamp · `union` a set that grows ·
 * `mapOf` a map whose values join by a law of their own.
 */
export type Law = "fixed" | "earliest" | "highest" | "latest" | "union" | { readonly mapOf: Law };

/** A value the user may change, with the moment of the change. */
export interface Latest<T> {
  readonly value: T;
  readonly at: Stamp;
}

/** Two copies of one fact become one; either may be missing. Returns the very copy when nothing changes. */
export function joinFact(law: Law, a: Json | undefined, b: Json | undefined): Json | undefined {
  if (a === undefined) return b;
  if (b === undefined || isSameJson(a, b)) return a;
  if (typeof law === "object") return joinMaps(law.mapOf, a, b);
  switch (law) {
    case "fixed":
      return smallerSpelling(a, b);
    case "earliest":
      return orderOf(a) === orderOf(b) ? smallerSpelling(a, b) : orderOf(a) < orderOf(b) ? a : b;
    case "highest":
      return orderOf(a) === orderOf(b) ? smallerSpelling(a, b) : orderOf(a) > orderOf(b) ? a : b;
    case "latest":
      return laterValue(a, b);
    case "union":
      return joinSets(a, b);
  }
}

/** "never" and anything that is no number come after all moments; the law stays total on data of newer versions. */
function orderOf(value: Json): number {
  return typeof value === "number" ? value : Number.POSITIVE_INFINITY;
}

function smallerSpelling(a: Json, b: Json): Json {
  return canonicalJson(a) <= canonicalJson(b) ? a : b;
}

function laterValue(a: Json, b: Json): Json {
  const atA = stampIn(a);
  const atB = stampIn(b);
  const order = atA && atB ? compareStamps(atA, atB) : Number(atA !== undefined) - Number(atB !== undefined);
  if (order !== 0) return order > 0 ? a : b;
  return smallerSpelling(a, b);
}

function stampIn(value: Json): Stamp | undefined {
  const at = isMap(value) ? value.at : undefined;
  if (!at || !isMap(at)) return undefined;
  const { count, device } = at;
  return typeof count === "number" && typeof device === "string" ? { count, device } : undefined;
}

function joinSets(a: Json, b: Json): Json {
  if (!Array.isArray(a) || !Array.isArray(b)) return smallerSpelling(a, b);
  const bySpelling = new Map<string, Json>();
  for (const member of [...a, ...b]) bySpelling.set(canonicalJson(member), member);
  const joined = [...bySpelling].sort(([x], [y]) => (x < y ? -1 : 1)).map(([, member]) => member);
  return theVery(joined, a, b);
}

function joinMaps(law: Law, a: Json, b: Json): Json {
  if (!isMap(a) || !isMap(b)) return smallerSpelling(a, b);
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  // What a map does not hold itself must not be read off its prototype.
  const at = (map: { readonly [key: string]: Json }, key: string) => (Object.hasOwn(map, key) ? map[key] : undefined);
  const joined = Object.fromEntries([...keys].map((key) => [key, joinFact(law, at(a, key), at(b, key)) as Json]));
  return theVery(joined, a, b);
}

/** The copy that already says the same, so that whoever compares by reference sees that nothing changed. */
function theVery(joined: Json, a: Json, b: Json): Json {
  if (isSameJson(joined, a)) return a;
  return isSameJson(joined, b) ? b : joined;
}

function isMap(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True when this is one of the laws; what a newer version invents is not, and its fields join as `fixed`. */
export function isLaw(value: unknown): value is Law {
  if (typeof value === "object" && value !== null && "mapOf" in value) return isLaw(value.mapOf);
  return ["fixed", "earliest", "highest", "latest", "union"].includes(value as string);
}
