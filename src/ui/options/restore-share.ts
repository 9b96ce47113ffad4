/** How much of a restore is done, for its bar. */
import type { RestoreProgress } from "../../api/keeping-views.ts";

/** Where each step begins and ends, in hundredths: rows that are written take longest. */
const spans = { fetching: [0, 12], opening: [12, 24], merging: [24, 94], joining: [94, 100] } as const;

type Step = keyof typeof spans;

export const restoreSteps = ["fetching", "opening", "merging", "joining"] as const satisfies readonly Step[];

/** The step that runs; undefined before the first and after the last. */
export const stepOf = ({ phase }: RestoreProgress): Step | undefined => restoreSteps.find((step) => step === phase);

/** In hundredths. Of a step that cannot be measured half is done, as far as anyone can tell. */
export function shareOf(progress: RestoreProgress): number {
  const step = stepOf(progress);
  if (step === undefined) return 0;
  const [from, to] = spans[step];
  const { rows = 0, total = 0 } = progress;
  const part = step === "merging" ? (total > 0 ? Math.min(1, rows / total) : 0) : 0.5;
  return Math.round(from + part * (to - from));
}

/** The money is not here yet, and no service gives it: it goes on by itself, but the user may want something else. */
export const isStuck = ({ phase, services, total }: RestoreProgress): boolean =>
  phase === "merging" && total === undefined && services.length > 0 && services.every(({ state }) => state !== "done");
