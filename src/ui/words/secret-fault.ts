/** What can be told to be wrong with a recovery secret before anybody is asked. */
import { faultOf, type PhraseFault, phraseIn } from "./phrase.ts";

export type SecretFault =
  | PhraseFault
  | { readonly kind: "lettersMissing"; readonly count: number }
  | { readonly kind: "lettersSurplus"; readonly count: number };

/** Characters of a secret: 32 bytes in base32. */
const secretLength = 52;

/** So far off, it is no secret with a few characters too many or too few. */
const farOff = 24;

/** Undefined when nothing is wrong, or nothing that can be told here. */
export function secretFault(text: string, list: readonly string[]): SecretFault | undefined {
  const words = phraseIn(text, list);
  if (words !== undefined) return faultOf(words);
  const compact = text.replace(/[\s"'<>.-]/g, "");
  const letters = /^(?:[a-z+]+:.*#)?([0-9a-z]+)$/i.exec(compact)?.[1];
  if (letters === undefined || letters.length === secretLength) return undefined;
  const missing = secretLength - letters.length;
  if (Math.abs(missing) > farOff && !compact.includes("#")) return undefined;
  return missing > 0 ? { kind: "lettersMissing", count: missing } : { kind: "lettersSurplus", count: -missing };
}
