/** The document that stands where a backup was taken away: by the rules of joining it can delete nothing anywhere; pure. */
import type { Doc } from "./doc.ts";

/** How many hashes of earlier versions a document carries. */
const longestHistory = 64;

/** What takes the place of the document with this hash. It knows of nothing, so nothing is gone because it lacks it. */
export const emptied = ({ version, wallet, revision, previous }: Doc, hash: string): Doc => ({
  version,
  wallet,
  revision: revision + 1,
  clocks: {},
  counts: {},
  previous: [...previous, hash].slice(-longestHistory),
  sets: {},
});

/** Nobody stands in it: there is nothing to restore from it. */
export const isEmptied = ({ clocks, counts, sets }: Doc): boolean =>
  Object.keys(clocks).length === 0 && Object.keys(counts).length === 0 && Object.keys(sets).length === 0;
