/** A world whose nth outside call never returns: the worker was killed there. */
import type { TestEnv } from "./env.ts";

export interface Doomed {
  readonly env: TestEnv;
  /** How many outside calls there have been. */
  readonly points: () => number;
  /** Resolves when the worker dies. */
  readonly death: Promise<void>;
}

/**
 * The same world, but its worker dies at outside call number `dieAt` (counted from 1). Outside calls are: a request
 * before it is sent, its answer once the server has done the deed, the moments before and after each write, each draw
 * of chance, each alarm. From then on none returns, so nothing changes any more.
 */
export function doomed(env: TestEnv, dieAt: number): Doomed {
  let points = 0;
  let die = () => {};
  const death = new Promise<void>((resolve) => {
    die = resolve;
  });
  const count = () => {
    points += 1;
    if (points === dieAt) die();
  };
  const point = async () => {
    if (points < dieAt) count();
    if (points >= dieAt) await new Promise<never>(() => {});
  };
  env.db.boundary = point;
  return {
    death,
    points: () => points,
    env: {
      ...env,
      isDead: () => points >= dieAt,
      http: async (request) => {
        await point();
        const answer = await env.http(request);
        await point();
        return answer;
      },
      // A draw cannot wait: it is the last thing the worker does, and it goes no further than to its next outside call.
      random: (bytes) => {
        if (points < dieAt) count();
        return env.random(bytes);
      },
      setAlarm: async (at) => {
        await point();
        await env.setAlarm(at);
      },
    },
  };
}

/** A piece of a wallet's life, to be played again and again. */
export interface Story {
  /** A fresh world, the same every time. */
  readonly begin: () => Promise<TestEnv>;
  /** What happens in the life of one worker. */
  readonly live: (env: TestEnv) => Promise<void>;
  /** What happens after a restart on the same profile; `point` is where the worker was killed. Checks, too. */
  readonly after: (env: TestEnv, point: number) => Promise<void>;
}

/** Plays the story killed at each of its outside calls in turn, then once whole; resolves to how many calls there were. */
export async function killedEverywhere({ begin, live, after }: Story): Promise<number> {
  for (let dieAt = 1; ; dieAt++) {
    const { env, points, death } = doomed(await begin(), dieAt);
    await Promise.race([live(env), death]);
    const revived = await env.restart();
    await after(revived, dieAt);
    revived.close();
    if (points() < dieAt) return points();
  }
}
