/** A merge that asks before it takes anything, and a user who keeps, removes, or leaves the question open; by dice. */
import { mergeGuarded } from "../backup/guarded-merge.ts";
import type { AskedRemoval } from "../store/removal.ts";
import { withChanges } from "../store/state.ts";
import { dice } from "./dice.ts";
import { things } from "./replica.ts";
import type { Rules } from "./replica-rules.ts";

/** How often the user gave which answer, and whenever something else became of a row than was shown and decided. */
export interface Answers {
  remove: number;
  keep: number;
  open: number;
  readonly broken: string[];
}

export const noAnswers = (): Answers => ({ remove: 0, keep: 0, open: 0, broken: [] });

/** Asks about every single row that a merge takes; the same for the same seed. */
export function askingMerge(seed: number, answers: Answers): Rules["merge"] {
  const roll = dice(seed);
  return (state, doc, { url }, me, mustDecide) => {
    const guard = { url, hash: `#${doc.revision}`, me, root: "ROOT", now: 0, isOrdinary: true };
    const first = mergeGuarded(state, doc, guard, () => true);
    if ("changes" in first) return first.changes;
    const decided = (["remove", "keep", "open"] as const)[roll(mustDecide ? 2 : 3)] ?? "remove";
    answers[decided] += 1;
    if (decided === "open") return undefined;
    const second = mergeGuarded(state, doc, { ...guard, asked: { ...first.asks, decided } }, () => true);
    if (!("changes" in second)) {
      answers.broken.push("what was decided is asked again");
      return undefined;
    }
    const after = withChanges(state, second.changes).sets.get(things.name)?.rows;
    const aside = second.changes.sets.get(things.name)?.aside ?? [];
    for (const key of keysIn(first.asks)) {
      if ((after?.has(key) ?? false) !== (decided === "keep")) answers.broken.push(`${key}: ${decided}`);
      if (aside.some((row) => row.key === key)) answers.broken.push(`${key} is put aside`);
    }
    return second.changes;
  };
}

const keysIn = ({ names }: AskedRemoval): readonly string[] => names.map((name) => name.split(" ")[1] ?? "");
