/** What makes a backup large: its sets by the bytes that each takes of it, and what people call them. */
import type { PartKind, Provider } from "../api/keeping-views.ts";
import { canonicalJson } from "../taler/canonical.ts";
import type { Json } from "../taler/codec.ts";
import { utf8 } from "../taler/hash.ts";
import { compressed } from "./blob.ts";
import type { Doc } from "./doc.ts";

/** By the name of a set. */
type SizeBySet = Readonly<Record<string, number>>;

const kindBySet: Readonly<Record<string, PartKind>> = {
  devices: "devices",
  formerRoots: "devices",
  providers: "devices",
  exchanges: "exchanges",
  trustedKeys: "exchanges",
  trustedAuditors: "exchanges",
  denominations: "exchanges",
  reserves: "withdrawals",
  withdrawals: "withdrawals",
  batches: "withdrawals",
  coins: "coins",
  refreshes: "changes",
  recoups: "changes",
  purchases: "purchases",
  payments: "purchases",
  deposits: "deposits",
};

/** What a page has room for. */
const mostParts = 3;

/** Bytes that each set takes, deletions included, compressed as in a blob but each on its own. Reads nothing but `doc`. */
export async function sizesIn(doc: Doc): Promise<SizeBySet> {
  const sizes: Record<string, number> = {};
  for (const [name, set] of Object.entries(doc.sets)) {
    // A document is JSON by its definition; interfaces have no index signature that would let the compiler see it.
    sizes[name] = (await compressed(utf8(canonicalJson(set as unknown as Json)))).length;
  }
  return sizes;
}

/** The largest parts as people call them, the largest first; what nobody here has a word for is `newer`. Pure. */
export function largestParts(sizes: SizeBySet): NonNullable<Provider["tooLarge"]>["parts"] {
  const sizeByKind = new Map<PartKind, number>();
  for (const [set, size] of Object.entries(sizes)) {
    const kind = Object.hasOwn(kindBySet, set) ? (kindBySet[set] ?? "newer") : "newer";
    sizeByKind.set(kind, (sizeByKind.get(kind) ?? 0) + size);
  }
  return [...sizeByKind]
    .map(([kind, size]) => ({ kind, size }))
    .sort((a, b) => b.size - a.size || (a.kind < b.kind ? -1 : 1))
    .slice(0, mostParts);
}
