/** A world in which something else happens in the middle of a deed: at each of its outside calls in turn. */
import type { TestEnv } from "./env.ts";

export interface Meddling {
  /** A fresh world, the same every time. */
  readonly begin: () => Promise<TestEnv>;
  /** The deed that is disturbed. */
  readonly live: (env: TestEnv) => Promise<void>;
  /** What comes in between, as a whole. */
  readonly meddle: (env: TestEnv) => Promise<void>;
  /** Checks; `point` is the outside call at which it happened. */
  readonly after: (env: TestEnv, point: number) => Promise<void>;
}

/**
 * Plays the deed once for each of its outside calls, with something else happening there, then once undisturbed;
 * resolves to how many calls there were. Outside calls are: a request before it is sent and after its answer, and the
 * moments before and after each write.
 */
export async function meddledEverywhere({ begin, live, meddle, after }: Meddling): Promise<number> {
  for (let at = 1; ; at++) {
    const env = await begin();
    let points = 0;
    let isMeddling = false;
    const point = async () => {
      if (isMeddling) return;
      points += 1;
      if (points !== at) return;
      isMeddling = true;
      await meddle(env);
      isMeddling = false;
    };
    env.db.boundary = point;
    const http: TestEnv["http"] = async (request) => {
      await point();
      const answer = await env.http(request);
      await point();
      return answer;
    };
    await live({ ...env, http });
    env.db.boundary = async () => {};
    await after(env, at);
    env.close();
    if (points < at) return points;
  }
}
