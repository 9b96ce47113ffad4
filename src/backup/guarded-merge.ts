/** The merge as a device makes it: what would take much stops and asks, what is taken goes into the trash; pure. */

import { type DeviceId, joinCounts, nextStamp } from "../store/clock.ts";
import { exchanges } from "../store/entities/exchange.ts";
import { entityNamed } from "../store/entities.ts";
import { rowOf } from "../store/join.ts";
import type { AskedRemoval, TrashRow } from "../store/removal.ts";
import type { Membership } from "../store/row.ts";
import { bothChanges, type Changes, noChanges, type SetChanges, type State, withChanges } from "../store/state.ts";
import { isReadable } from "../store/write-changes.ts";
import { seconds } from "../taler/time.ts";
import { closingFacts } from "./closing-facts.plan.ts";
import type { Doc } from "./doc.ts";
import { mergeDoc, type Removed } from "./merge.ts";
import { garbageAmong, neededAmong } from "./own-garbage.plan.ts";
import { isMuch, lossOf, nameOf, removers, takenByOthers } from "./removal.plan.ts";

/** As whom a device merges, and what it has been told about the document. */
export interface Guard {
  /** The service, empty for a document in a file, and the base32 hash of its document. */
  readonly url: string;
  readonly hash: string;
  readonly me: DeviceId;
  /** A name that this device had until this very sync. */
  readonly former?: DeviceId;
  /** Public name of the root in use. */
  readonly root: string;
  /** Milliseconds. */
  readonly now: number;
  /** The device stands in the document's clocks, and nothing looks wrong with it. */
  readonly isOrdinary: boolean;
  /** What the user was asked about this service, and perhaps has decided. */
  readonly asked?: AskedRemoval | undefined;
}

/** What the merge has to know of the service and of the question about it. */
export type Asking = Pick<Guard, "url" | "hash" | "now" | "asked" | "former">;

/** What to write, with the rows that go into the trash; or the question to put first, and then nothing is merged. */
export type GuardedMerge =
  | { readonly changes: Changes; readonly trash: readonly TrashRow[] }
  | { readonly asks: AskedRemoval };

/**
 * Merges the document unless it would take much that nobody has decided about. A decision holds for the removals that
 * were shown, in this or a later document; one more of them, and the user is asked again. `asksFor` judges a loss.
 */
export function mergeGuarded(state: State, doc: Doc, guard: Guard, asksFor = isMuch): GuardedMerge {
  const { changes, removed: mine, refused } = mergeDoc(state, doc);
  const fallen = [...mine, ...refused];
  if (fallen.length === 0) return { changes, trash: [] };
  const { asked, me, former = me, root, now, url } = guard;
  const after = withChanges(state, changes);
  // What this device or another one has deleted is told by a tombstone; all else has to be judged.
  const garbage = garbageAmong([...mine, ...refused.filter((one) => one.isForgotten)], after, seconds(now));
  const needed = neededAmong(fallen, after, seconds(now));
  const removed = mine.filter((one) => !garbage.has(one) && !needed.has(one));
  const taken = takenByOthers(removed, { me: new Set([me, former]) });
  const shown = new Set(asked?.decided === undefined ? [] : asked.names);
  const settled = taken.filter((one) => shown.has(nameOf(one)));
  if (settled.length < taken.length) {
    const loss = lossOf(state, taken, { root, now: seconds(now) });
    if (asksFor(loss, guard.isOrdinary)) {
      const names = taken.map(nameOf);
      const about = { ...loss, devices: removers(taken, state, doc), names };
      return { asks: { url, hash: guard.hash, at: sinceWhen(asked, names) ?? now, ...about } };
    }
  }
  const merged = withoutAside(changes, [...settled, ...garbage, ...needed.keys()]);
  const kept = new Set(asked?.decided === "keep" ? settled : []);
  const back = keptBy(withChanges(state, merged), [...kept, ...[...needed].map(([one, row]) => ({ ...one, row }))], me);
  const written = bothChanges(merged, back);
  const gone = removed.filter((one) => !kept.has(one));
  const closing = closingFacts(
    fallen.filter((one) => !kept.has(one)),
    withChanges(state, written),
    seconds(now),
  );
  return { changes: bothChanges(written, closing), trash: trashed(gone, merged, now, url) };
}

/** The same question is still the same. */
const sinceWhen = (asked: AskedRemoval | undefined, names: readonly string[]): number | undefined =>
  asked?.names.length === names.length && asked.names.every((name, index) => name === names[index])
    ? asked.at
    : undefined;

/**
 * The user keeps them: each is a new insert with all that was known of it, so that every device gets it back. One stamp
 * for all, since they become durable together. `state` is that after the merge, which has taken them.
 */
export function keptBy(state: State, kept: readonly Removed[], me: DeviceId): Changes {
  if (kept.length === 0) return noChanges;
  const ins = nextStamp(state.counts, me);
  const rowsBySet = new Map<string, Membership[]>();
  for (const { set, row } of kept) {
    const { del, saw } = state.sets.get(set)?.tombstones.get(row.key) ?? row;
    const parts = { del, ...(saw && { saw }), ...(row.worth && { worth: { [me]: ins.count } }) };
    const rows = rowsBySet.get(set) ?? [];
    rowsBySet.set(set, rows);
    rows.push(rowOf(row.key, ins, parts, row.facts));
  }
  const sets = new Map([...rowsBySet].map(([name, rows]) => [name, { rows }] as const));
  return { sets, counts: joinCounts(state.counts, { [me]: ins.count }) };
}

/** Money that is gone by the user's word, or kept by it, is not put aside to be brought back as well. */
function withoutAside({ sets, ...rest }: Changes, settled: readonly Removed[]): Changes {
  const keysBySet = new Map<string, Set<string>>();
  for (const { set, row } of settled) keysBySet.set(set, (keysBySet.get(set) ?? new Set()).add(row.key));
  const kept = [...sets].map(([name, { aside = [], ...changes }]): readonly [string, SetChanges] => {
    const others = aside.filter(({ key }) => !keysBySet.get(name)?.has(key));
    return [name, { ...changes, ...(others.length > 0 && { aside: others }) }];
  });
  return { ...rest, sets: new Map(kept) };
}

/**
 * What goes into the trash: whatever its owner may miss. What is put aside comes back by itself; of exchanges those that
 * nobody has used are forgotten by the wallet, too.
 */
function trashed(removed: readonly Removed[], changes: Changes, at: number, service: string): TrashRow[] {
  const aside = new Set([...changes.sets].flatMap(([set, one]) => (one.aside ?? []).map(({ key }) => `${set} ${key}`)));
  return removed.flatMap(({ set, row, del, isForgotten }) => {
    const entity = entityNamed(set);
    if (!entity || aside.has(`${set} ${row.key}`) || !isReadable(entity, row)) return [];
    if (entity === exchanges && row.facts.usedAt === undefined) return [];
    const bare = rowOf(row.key, row.ins, row, row.facts);
    return [{ set, ...bare, at, ...(service !== "" && { service }), ...(!isForgotten && { by: del.device }) }];
  });
}
