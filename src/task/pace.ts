/** Holding back tasks that do not get on, so that a mistake in one of them costs neither battery nor a server's patience. */
import { WalletError } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import type { Hold } from "./plan.ts";

/** The pause after a step that wrote nothing, in milliseconds; it doubles from one such step to the next. */
const firstPause = 1000;
const longestPause = 60_000;

/** No honest work takes this many steps of one task in a minute. */
const mostSteps = 2000;
const minute = 60_000;

interface Course {
  /** Steps in a row that wrote nothing. */
  readonly fruitless: number;
  readonly notBefore: number;
  /** When the last step ended. */
  readonly at: number;
  /** Since when the steps are counted. */
  readonly since: number;
  readonly steps: number;
}

/** What is remembered of the tasks of this worker's life; a new worker starts afresh. */
export class Pace {
  readonly #env: Pick<Env, "db" | "now">;
  readonly #courses = new Map<string, Course>();
  #writes = 0;

  constructor(env: Pick<Env, "db" | "now">) {
    this.#env = env;
    const tell = env.db.onChange;
    env.db.onChange = (what) => {
      // That a task failed or no longer does is not its progress.
      if (what.some((set) => set !== "retries")) this.#writes += 1;
      tell(what);
    };
  }

  /**
   * Call when a step begins, and what it returns when the step has ended well. The latter throws a
   * {@link WalletError} when the task runs in circles. Writes of others in the meantime are taken for its own:
   * it is then held back later, not never.
   */
  begin(id: string): () => void {
    const writesBefore = this.#writes;
    return () => this.#end(id, this.#writes > writesBefore);
  }

  #end(id: string, isFruitful: boolean): void {
    const now = this.#env.now();
    const before = this.#courses.get(id) ?? { fruitless: 0, since: now, steps: 0 };
    const fruitless = isFruitful ? 0 : before.fruitless + 1;
    const pause = fruitless === 0 ? 0 : Math.min(firstPause * 2 ** (fruitless - 1), longestPause);
    const isSameMinute = now - before.since < minute;
    const since = isSameMinute ? before.since : now;
    const steps = isSameMinute ? before.steps + 1 : 1;
    this.#courses.set(id, { fruitless, notBefore: now + pause, at: now, since, steps });
    if (steps >= mostSteps) throw new WalletError("bug", `${mostSteps} steps in a minute`);
  }

  /** Holds a task back whose failure could not be written down. */
  hold(id: string, notBefore: number): void {
    const at = this.#env.now();
    this.#courses.set(id, { fruitless: 0, since: at, steps: 0, ...this.#courses.get(id), notBefore, at });
  }

  /** Which tasks are held back, and until when. */
  held(): readonly Hold[] {
    return [...this.#courses].map(([id, { notBefore, at }]) => ({ id, notBefore, at }));
  }

  /** Forgets tasks that are no more. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const id of this.#courses.keys()) if (!ids.has(id)) this.#courses.delete(id);
  }
}
