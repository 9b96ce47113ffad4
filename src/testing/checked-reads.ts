/** Jobs say what they read, so that they need not be asked again for nothing; here they are taken at their word. */

import type { Env } from "../env/env.ts";
import { localTables } from "../store/db.ts";
import type { Job } from "../task/job.ts";

/** The job, which fails as soon as it reads a table it has not named. */
export function withCheckedReads(job: Job): Job {
  const { reads } = job;
  if (reads === undefined) return job;
  return { ...job, pending: (env) => job.pending({ ...env, db: watched(env.db, named(job.kind, reads)) }) };
}

function named(kind: string, reads: readonly string[]): (table: string) => void {
  return (table) => {
    // Counts of coins change with coins alone.
    const set = table === "tallies" ? "coins" : table;
    if (!reads.includes(set)) throw new Error(`the job ${kind} reads ${set} and does not say so`);
  };
}

/** The database, telling of each table that is reached for. */
const watched = (db: Env["db"], note: (table: string) => void): Env["db"] =>
  new Proxy(db, {
    get(target, name) {
      if (name === "of") return (entity: { readonly name: string }) => noting(entity.name);
      if (name === "table") return noting;
      if (typeof name === "string" && Object.hasOwn(localTables, name)) return noting(name);
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;

      function noting(table: string) {
        note(table);
        return target.table(table);
      }
    },
  });
