/** What a document under an old secret holds that this device has not heard: rows, and no word of whom to trust; pure. */
import type { Adoption, AdoptSight } from "../store/adopt.ts";
import type { DeviceId } from "../store/clock.ts";
import type { Self } from "../store/self.ts";
import { bothChanges, type Changes, type State, withChanges } from "../store/state.ts";
import { seconds } from "../taler/time.ts";
import { closingFacts } from "./closing-facts.plan.ts";
import type { Found } from "./cycle.ts";
import type { Doc } from "./doc.ts";
import { keptBy } from "./guarded-merge.ts";
import { afterHearsay, untaken } from "./hearsay.ts";
import { mergeDoc } from "./merge.ts";
import { neededAmong } from "./own-garbage.plan.ts";
import { renewId, retold } from "./rewind.ts";
import { isRewound } from "./suspicion.ts";

/**
 * A device that has not heard yet may have told of money there, and nowhere else. Only rows that the document holds are
 * learned: whoever else has the secret could write deletions, too, and name himself among those whom the wallet trusts;
 * what is meant comes with the device itself. Where another copy of this disk has told of itself, this one takes the name
 * `fresh` first, as in any sync (merge rules, section 7): else steps of the other one would be taken for its own. `now` in
 * milliseconds.
 */
export function planTakingAlong({ doc, hash }: Found["served"], fresh: DeviceId, now: number) {
  return ({ state, self, enrolments }: AdoptSight): Adoption<void> => {
    const held = heldIn(doc);
    const { most, surely } = toldUnder(self, doc, hash);
    if (!isRewound(doc, self.device, most)) {
      const changes = learned(state, held, doc, { me: self.device, now });
      return { ...(changes && { changes }), result: undefined };
    }
    const known = { device: self.device, offered: surely };
    const renewal = renewId(state, known, enrolments, fresh);
    let { changes } = renewal;
    const after = () => withChanges(state, changes);
    changes = bothChanges(changes, learned(after(), held, doc, { me: fresh, now }) ?? { sets: new Map() });
    changes = bothChanges(changes, retold(after(), known, fresh));
    // The other copy may hold our slot: nothing is derived before a new one is safe.
    const renewed = { ...renewal.self, isRootOwn: false, accepted: 0 };
    return { changes, self: renewed, enrolments: renewal.enrolments, result: undefined };
  };
}

/** Up to which count this disk has told of itself under that root; of a name that it had before, nobody asks any more. */
function toldUnder({ toldBefore = {}, device, offered, accepted = 0 }: Self, doc: Doc, hash: string) {
  const told = toldBefore[doc.wallet];
  if (told?.device !== device) return { most: offered, surely: Math.min(offered, accepted) };
  const hasTakenMine = told.inFlight.some((one) => one === hash || doc.previous.includes(one));
  const surely = Math.min(told.offered, told.accepted);
  return { most: hasTakenMine ? told.offered : surely, surely };
}

function heldIn(doc: Doc): Doc {
  const told = Object.entries(doc.sets).filter(([name]) => !untaken.has(name));
  const sets = told.map(([name, set]) => [name, { ...set, tombstones: [] }] as const);
  return { ...doc, counts: {}, clocks: {}, sets: Object.fromEntries(sets) };
}

interface Taker {
  readonly me: DeviceId;
  /** Milliseconds. */
  readonly now: number;
}

/** Undefined when there is nothing new. What it needs of what was cleared away here comes back with it, as in any merge. */
function learned(state: State, held: Doc, { counts }: Doc, { me, now }: Taker): Changes | undefined {
  const { changes, refused } = mergeDoc(state, held);
  const sets = [...changes.sets].flatMap(([name, { rows, unread, laws }]) =>
    rows || unread
      ? [[name, { ...(rows && { rows }), ...(unread && { unread }), ...(laws && { laws }) }] as const]
      : [],
  );
  if (sets.length === 0) return undefined;
  const taken = { sets: new Map(sets), counts: afterHearsay(state.counts, counts) };
  const after = withChanges(state, taken);
  const needed = neededAmong(refused, after, seconds(now));
  const back = keptBy(
    after,
    [...needed].map(([one, row]) => ({ ...one, row })),
    me,
  );
  const fallen = refused.filter((one) => !needed.has(one));
  const written = bothChanges(taken, back);
  return bothChanges(written, closingFacts(fallen, withChanges(state, written), seconds(now)));
}
