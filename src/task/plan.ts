/** Of all that is pending: what is ready, and when to wake for the rest. */
import type { Retry } from "../store/self.ts";
import { retryId, type Task } from "./job.ts";

export interface Plan {
  /** Longest due first. */
  readonly ready: readonly Task[];
  /** Milliseconds; undefined when nothing waits. */
  readonly wakeAt: number | undefined;
}

/** Why a task must wait; `at` is when that was found. */
export type Hold = Pick<Retry, "id" | "notBefore" | "at">;

/**
 * A task is ready once it is due and nothing holds it any longer. Holds that were found in the future are void: the
 * computer's clock was wrong then, and must not hold up work for years. `now` in milliseconds.
 */
export function plan(pending: readonly Task[], holds: readonly Hold[], now: number): Plan {
  const notBeforeById = new Map<string, number>();
  for (const { id, notBefore, at } of holds) {
    if (at <= now) notBeforeById.set(id, Math.max(notBefore, notBeforeById.get(id) ?? 0));
  }
  const timed = pending.map((task) => ({ task, at: Math.max(task.due, notBeforeById.get(retryId(task)) ?? 0) }));
  const waiting = timed.filter(({ at }) => at > now).map(({ at }) => at);
  return {
    ready: timed
      .filter(({ at }) => at <= now)
      .sort((a, b) => a.at - b.at)
      .map(({ task }) => task),
    wakeAt: waiting.length === 0 ? undefined : waiting.reduce((a, b) => Math.min(a, b)),
  };
}
