/** The merge rules of section 3 written down once more, slow and plain, each rule with a switch to leave it out. */
import type { Doc } from "../backup/doc.ts";
import { type Counts, compareStamps, joinCounts, knew, laterStamp } from "../store/clock.ts";
import { isSameTombstone } from "../store/join.ts";
import { joinFact, type Law } from "../store/law.ts";
import { isPresent, type Membership, type Tombstone } from "../store/row.ts";
import { isSameJson } from "../store/same.ts";
import type { Changes, OpenTombstone, State } from "../store/state.ts";
import type { Json } from "../taler/codec.ts";

/** Which rules hold. */
export interface MergeRules {
  /** Line 3: what a side knew and has no more is gone. For each reason, or only for whole rows, or not at all. */
  readonly memory: "perReason" | "perRow" | "none";
  /** Only a device that joins remembers. */
  readonly isMemoryForJoining?: boolean;
  /** Value keeps a row alive unless the deletion saw it. */
  readonly hasWorth: boolean;
  /** A living row keeps the deletions it has outlived. */
  readonly keepsDeletions: boolean;
}

export const allRules: MergeRules = { memory: "perReason", hasWorth: true, keepsDeletions: true };

interface Side {
  readonly row?: Membership | undefined;
  readonly tombstone?: Tombstone | undefined;
  readonly counts: Counts;
}

/** Key by key, as the text says it; `set` is the one set there is. */
export function plainMerge(state: State, doc: Doc, set: string, rules: MergeRules, isJoining: boolean): Changes {
  const mine = state.sets.get(set);
  const theirs = doc.sets[set];
  const laws = { ...mine?.laws, ...theirs?.laws };
  const rowThere = new Map(theirs?.rows.map((row) => [row.key, row]));
  const buriedThere = new Map(theirs?.tombstones.map((one) => [one.key, one]));
  const keys = [mine?.rows, mine?.tombstones, rowThere, buriedThere].flatMap((map) => [...(map?.keys() ?? [])]);
  const rows: Membership[] = [];
  const tombstones: OpenTombstone[] = [];
  for (const key of new Set(keys)) {
    const here = { row: mine?.rows.get(key), tombstone: mine?.tombstones.get(key), counts: state.counts };
    const there = { row: rowThere.get(key), tombstone: buriedThere.get(key), counts: doc.counts };
    const merged = plainMergeKey(here, there, laws, rules, isJoining);
    if ("ins" in merged) {
      if (!isSameJson(merged as unknown as Json, here.row as unknown as Json)) rows.push(merged);
    } else if (!here.tombstone || !isSameTombstone(merged, here.tombstone)) {
      tombstones.push({ ...merged, open: state.providers });
    }
  }
  const sets = new Map(rows.length + tombstones.length > 0 ? [[set, { rows, tombstones }]] : []);
  const counts = joinCounts(state.counts, doc.counts);
  return { sets, ...(counts !== state.counts && { counts }) };
}

function plainMergeKey(x: Side, y: Side, laws: Record<string, Law>, rules: MergeRules, isJoining: boolean) {
  const all = [x.row, x.tombstone, y.row, y.tombstone].filter((one) => one !== undefined);
  let del = all.reduce<Tombstone["del"] | undefined>((last, one) => laterStamp(last, one.del), undefined);
  let saw = all.reduce<Counts>((sum, one) => joinCounts(sum, one.saw ?? {}), {});
  const rows = [x.row, y.row].filter((row) => row !== undefined);
  const [first, second = first] = rows;
  const key = all[0]?.key ?? "";
  if (!first || !second) return buried(key, del, saw);
  const ins = laterStamp(first.ins, second.ins) ?? first.ins;
  const worth = rules.hasWorth ? joinCounts(first.worth ?? {}, second.worth ?? {}) : {};
  if (rules.memory !== "none" && (isJoining || !rules.isMemoryForJoining)) {
    for (const [one, other] of [[x, y] as const, [y, x] as const]) {
      if (!one.row || (rules.memory === "perRow" && !isWholeRowGone(one.row, other))) continue;
      if (knew(other.counts, one.row.ins) && !(other.row && compareStamps(other.row.ins, one.row.ins) >= 0))
        del = laterStamp(del, one.row.ins);
      for (const [device, count] of Object.entries(one.row.worth ?? {}))
        if (count <= (other.counts[device] ?? 0) && !((other.row?.worth?.[device] ?? 0) >= count))
          saw = joinCounts(saw, { [device]: count });
    }
  }
  const facts: Record<string, Json> = {};
  for (const name of new Set([...Object.keys(first.facts), ...Object.keys(second.facts)]))
    facts[name] = joinFact(laws[name] ?? "fixed", first.facts[name], second.facts[name]) as Json;
  const seen = rules.hasWorth ? saw : {};
  const row: Membership = { key, ins, ...(del && { del }), ...some("saw", seen), ...some("worth", worth), facts };
  if (!isPresent(row)) return buried(key, del, seen);
  return rules.keepsDeletions ? row : { key, ins, ...some("worth", worth), facts };
}

/** The rule that was not enough: a side remembers a row only if it once knew every reason of it. */
const isWholeRowGone = ({ ins, worth = {} }: Membership, { row, counts }: Side) =>
  !row && knew(counts, ins) && Object.entries(worth).every(([device, count]) => (counts[device] ?? 0) >= count);

const buried = (key: string, del: Tombstone["del"] | undefined, saw: Counts): Tombstone => ({
  key,
  del: del ?? { count: 0, device: "" },
  ...some("saw", saw),
});

const some = (name: "saw" | "worth", counts: Counts) => (Object.keys(counts).length > 0 ? { [name]: counts } : {});
