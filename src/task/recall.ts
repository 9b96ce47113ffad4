/** What jobs said last, for as long as nothing they read has changed: the runner looks at every sign of life. */
import type { Env } from "../env/env.ts";
import type { Retry } from "../store/self.ts";
import type { Job, Pending } from "./job.ts";

/** After so many milliseconds a job is asked again, whatever was told of its sets. */
const memory = 30_000;

interface Said {
  readonly pending: readonly Pending[];
  /** When it was said, and when the first of it becomes due after that; milliseconds. */
  readonly at: number;
  readonly turn: number;
  /** How many changes of its sets had been told before it was asked. */
  readonly changes: number;
}

/** Asks jobs what is pending; one that names what it reads is not asked again for nothing. */
export class Recall {
  readonly #env: Env;
  readonly #changesBySet = new Map<string, number>();
  readonly #saidByKind = new Map<string, Said>();
  #retries: { readonly rows: readonly Retry[]; readonly at: number; readonly changes: number } | undefined;

  constructor(env: Env) {
    this.#env = env;
    const tell = env.db.onChange;
    env.db.onChange = (what) => {
      for (const set of what) this.#changesBySet.set(set, (this.#changesBySet.get(set) ?? 0) + 1);
      tell(what);
    };
  }

  async pending(job: Job): Promise<readonly Pending[]> {
    if (job.reads === undefined) return job.pending(this.#env);
    const at = this.#env.now();
    // Counted before the job reads: what changes while it does makes it read again the next time.
    const changes = this.#changesOf(job.reads);
    const said = this.#saidByKind.get(job.kind);
    if (said && said.changes === changes && at >= said.at && at < Math.min(said.at + memory, said.turn)) {
      return said.pending;
    }
    const pending = await job.pending(this.#env);
    const turn = pending.reduce(
      (first, { due }) => (due > at ? Math.min(first, due) : first),
      Number.POSITIVE_INFINITY,
    );
    this.#saidByKind.set(job.kind, { pending, at, turn, changes });
    return pending;
  }

  /** The failures that are remembered; read anew only after one was noted or forgotten. */
  async retries(): Promise<readonly Retry[]> {
    const at = this.#env.now();
    const changes = this.#changesOf(["retries"]);
    const known = this.#retries;
    if (known && known.changes === changes && at >= known.at && at < known.at + memory) return known.rows;
    const rows = await this.#env.db.retries.toArray();
    this.#retries = { rows, at, changes };
    return rows;
  }

  #changesOf(sets: readonly string[]): number {
    return sets.reduce((sum, set) => sum + (this.#changesBySet.get(set) ?? 0), 0);
  }
}
