/** A purchase that was given up and taken all the same, as the documents of its wallet hold it. */
import type { Json } from "../taler/codec.ts";
import { utf8 } from "../taler/hash.ts";

/** As of format 1.1: what a purchase that was given up had sent was taken in the end. */
export function late(document: Uint8Array): Uint8Array {
  const doc = JSON.parse(new TextDecoder().decode(document));
  const first = (set: string, fact: string) =>
    doc.sets[set].rows.find((one: { readonly facts: Readonly<Record<string, Json>> }) => fact in one.facts);
  const coin = first("coins", "freed");
  Object.assign(coin.facts, { late: coin.facts.freed });
  Object.assign(first("purchases", "abortedAt").facts, { late: [coin.key] });
  return utf8(JSON.stringify(doc));
}
