/** One kind of work that runs by itself. */
import type { Env } from "../env/env.ts";

/** Something to be done for one record, at the earliest at `due` (milliseconds since 1970). */
export interface Pending {
  readonly id: string;
  readonly due: number;
}

/** Nothing is queued: what is pending is read from the records, which cannot disagree with themselves. */
export interface Job {
  /** Lower-case word; names the job's retries as `kind` or `kind:id`, so it holds no colon. */
  readonly kind: string;
  /**
   * Tables that `pending` reads, for a job whose answer changes with them alone, or when something of it becomes due:
   * it is remembered for some seconds. Left out for one that is to be asked at every look.
   */
  readonly reads?: readonly string[];
  pending(env: Env): Promise<readonly Pending[]>;
  /**
   * One step for one record, safe to repeat and safe to die in. It writes down whatever it finds out; a step that
   * writes nothing is not repeated at once, even if it stays due.
   */
  step(env: Env, id: string): Promise<void>;
}

/** One step that may be taken. */
export interface Task extends Pending {
  readonly kind: string;
}

/** The name under which a task's failures are remembered. */
export const retryId = ({ kind, id }: Pick<Task, "kind" | "id">): string => `${kind}:${id}`;
