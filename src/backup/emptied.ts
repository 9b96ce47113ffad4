/** Documents that stand where a backup was taken away: by the rules of joining it can delete nothing anywhere; pure. */
import type { Membership } from "../store/row.ts";
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

/** A set of this name says why there is nothing. A reader that does not know it joins nothing that matters. */
const mark = "renewed";

/**
 * The same, and whoever reads it is told that the wallet goes on under another recovery secret, and under which: `by` is
 * the public name of its root, from which nothing follows.
 */
export const emptiedForGood = (doc: Doc, hash: string, by: string): Doc => ({
  ...emptied(doc, hash),
  sets: { [mark]: { laws: {}, rows: [successor(by)], tombstones: [], unread: [] } },
});

/** Of no moment and no device: nothing is known there, and nothing is joined with it. */
const successor = (key: string): Membership => ({ key, ins: { count: 0, device: "" }, facts: {} });

const isBare = ({ clocks, counts }: Doc): boolean =>
  Object.keys(clocks).length === 0 && Object.keys(counts).length === 0;

/** Nobody stands in it: there is nothing to restore from it. */
export const isEmptied = (doc: Doc): boolean => isBare(doc) && Object.keys(doc.sets).length === 0;

/** The secret that opens it has been replaced by another one. */
export const isReplaced = (doc: Doc): boolean => isBare(doc) && Object.keys(doc.sets).join() === mark;

/** The public name of the root that goes on; undefined where an earlier version has left word. */
export const replacedBy = (doc: Doc): string | undefined =>
  isReplaced(doc) ? doc.sets[mark]?.rows[0]?.key : undefined;
