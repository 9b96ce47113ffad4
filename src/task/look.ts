/** Reading from the records what is pending, and forgetting failures of what no longer is. */
import type { Env } from "../env/env.ts";
import { forgetRetry } from "../store/remember.ts";
import type { Retry } from "../store/self.ts";
import { type Job, retryId, type Task } from "./job.ts";
import type { Pace } from "./pace.ts";
import { rememberFailure } from "./perform.ts";
import { type Plan, plan } from "./plan.ts";
import type { Recall } from "./recall.ts";

/** What a worker remembers of its tasks. */
export interface Memory {
  readonly pace: Pace;
  readonly recall: Recall;
}

/** What is ready and when to wake for the rest, without the tasks that are under way when the look begins. */
export async function look(
  env: Env,
  jobs: readonly Job[],
  { pace, recall }: Memory,
  running: ReadonlySet<string>,
): Promise<Plan> {
  const before = await recall.retries();
  const tasks = (await Promise.all(jobs.map((job) => tasksOf(env, job, { pace, recall }, before)))).flat();
  const ids = new Set(tasks.map(retryId));
  const isOver = ({ id }: { readonly id: string }) => !ids.has(id) && !running.has(id);
  const over = before.filter(isOver).filter(({ id }) => jobs.some(({ kind }) => id.startsWith(`${kind}:`)));
  if (over.length > 0) await forgetRetry(env.db, ...over.map(({ id }) => id));
  pace.keepOnly(ids);
  const idle = tasks.filter((task) => !running.has(retryId(task)));
  return plan(idle, [...(await recall.retries()), ...pace.held()], env.now());
}

/** A job that cannot even say what is pending is one task of its own, without a record: to ask it again, later. */
async function tasksOf(
  env: Env,
  job: Job,
  { pace, recall }: Memory,
  retries: readonly Retry[],
): Promise<readonly Task[]> {
  const asking: Task = { kind: job.kind, id: "", due: 0 };
  const holds = [...retries, ...pace.held()];
  if (plan([asking], holds, env.now()).ready.length === 0) return [asking];
  try {
    return (await recall.pending(job)).map((pending) => ({ ...pending, kind: job.kind }));
  } catch (error) {
    await rememberFailure(env, retryId(asking), error, pace);
    return [asking];
  }
}
