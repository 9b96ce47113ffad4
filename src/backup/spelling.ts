/** Whether JSON from outside can be written again in its one canonical spelling. */
import type { Json } from "../taler/codec.ts";

/** Well below what the canonical spelling allows, since a document puts its members a few levels deep. */
const deepest = 200;

const half = /[\ud800-\udfff]/;

/** True when the value is made of whole numbers, whole characters, and no nesting without end. */
export function hasSpelling(value: Json, depth = 0): boolean {
  if (typeof value === "string") return isWhole(value);
  if (typeof value === "number") return Number.isSafeInteger(value);
  if (typeof value !== "object" || value === null) return true;
  if (depth >= deepest) return false;
  if (Array.isArray(value)) return value.every((one) => hasSpelling(one, depth + 1));
  return Object.entries(value).every(([name, one]) => isWhole(name) && hasSpelling(one, depth + 1));
}

const isWhole = (text: string) => !half.test(text) || [...text].every((one) => one.length === 2 || !half.test(one));
