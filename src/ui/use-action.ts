/** Running a request from a button: busy, done, or a problem. */
import { batch, type ReadonlySignal, signal } from "@preact/signals";
import { useMemo, useRef } from "preact/hooks";
import type { Problem } from "../api/problems.ts";
import { problemOf } from "./watch.ts";

export interface Action {
  readonly isBusy: boolean;
  /** The last run came to its end. */
  readonly isDone: boolean;
  readonly problem: Problem | undefined;
  readonly run: () => void;
}

interface Started {
  readonly isBusy: ReadonlySignal<boolean>;
  readonly isDone: ReadonlySignal<boolean>;
  readonly problem: ReadonlySignal<Problem | undefined>;
  /** Does the deed, unless it is being done already; never rejects. */
  readonly run: (deed: () => Promise<unknown>) => Promise<void>;
}

/** The state of one button, without Preact. */
export function startable(): Started {
  const isBusy = signal(false);
  const isDone = signal(false);
  const problem = signal<Problem | undefined>(undefined);
  async function run(deed: () => Promise<unknown>): Promise<void> {
    if (isBusy.value) return;
    batch(() => {
      isBusy.value = true;
      isDone.value = false;
      problem.value = undefined;
    });
    try {
      await deed();
      isDone.value = true;
    } catch (error) {
      problem.value = problemOf(error);
    } finally {
      isBusy.value = false;
    }
  }
  return { isBusy, isDone, problem, run };
}

/** Makes a deed runnable once at a time; `run` always does the newest deed. */
export function useAction(deed: () => Promise<unknown>): Action {
  const newest = useRef(deed);
  newest.current = deed;
  const started = useMemo(startable, []);
  return {
    isBusy: started.isBusy.value,
    isDone: started.isDone.value,
    problem: started.problem.value,
    run: () => void started.run(() => newest.current()),
  };
}
