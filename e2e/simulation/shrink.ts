/** Making a failing history short: acts are dropped for as long as it still breaks the same rule. */
import type { Act } from "./act.ts";
import type { Rule } from "./failure.ts";
import { type Played, playActs } from "./play.ts";

/** So many plays, and what is left is short enough. */
const mostPlays = 250;

export interface Shrunk {
  readonly acts: readonly Act[];
  readonly played: Played;
}

/** The shortest history found that fails as `first` did. Drops halves first, then ever smaller parts. */
export async function shrink(
  seed: number,
  acts: readonly Act[],
  first: Played,
  play: typeof playActs = playActs,
): Promise<Shrunk> {
  const rule = first.failure?.rule;
  let best: Shrunk = { acts, played: first };
  let plays = 0;
  for (let size = Math.ceil(acts.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let end = best.acts.length; end > 0 && plays < mostPlays; end -= size) {
      plays += 1;
      const rest = best.acts.toSpliced(Math.max(end - size, 0), size);
      const played = await play(seed, rest);
      if (isSame(played, rule)) best = { acts: rest, played };
    }
  }
  return best;
}

const isSame = ({ failure }: Played, rule: Rule | undefined): boolean => failure !== undefined && failure.rule === rule;
