/** One step of one task, and what is remembered of how it went. */
import type { ProblemCode } from "../api/problems.ts";
import type { Env } from "../env/env.ts";
import { problemOf } from "../env/problem-of.ts";
import { forgetRetry, rememberRetry } from "../store/remember.ts";
import { type Job, retryId, type Task } from "./job.ts";
import type { Pace } from "./pace.ts";
import { afterFailure } from "./retry.ts";

/** What a job reads comes from servers. */
const unreadable: ProblemCode = "badAnswer";

/** Takes one step. Never rejects: what the step throws becomes a remembered failure, a mistake of ours included. */
export async function perform(env: Env, job: Job, task: Task, pace: Pace): Promise<void> {
  const id = retryId(task);
  const end = pace.begin(id);
  try {
    await job.step(env, task.id);
    end();
    // Only looked up where there is something to forget: most steps never failed.
    if ((await env.db.retries.get(id)) !== undefined) await forgetRetry(env.db, id);
  } catch (error) {
    await rememberFailure(env, id, error, pace);
  }
}

/** Writes a failure down; when even that fails, it is kept in mind. Never rejects. */
export async function rememberFailure(env: Env, id: string, error: unknown, pace: Pace): Promise<void> {
  const problem = problemOf(error, unreadable);
  const retryAfter = (known: Parameters<typeof afterFailure>[1]) =>
    afterFailure(id, known, problem, env.now(), fraction(env.random(4)));
  try {
    await rememberRetry(env.db, retryAfter(await env.db.retries.get(id)));
  } catch {
    pace.hold(id, retryAfter(undefined).notBefore);
  }
}

/** Random bytes as a number from 0 to just below 1. */
const fraction = (bytes: Uint8Array) => bytes.reduce((sum, byte) => (sum + byte) / 256, 0);
