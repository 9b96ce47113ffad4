/** A world whose nth outside call never returns: the worker was killed there. */
import type { TestEnv } from "./env.ts";

export interface Doomed {
  readonly env: TestEnv;
  /** How many outside calls there have been. */
  readonly points: () => number;
  /** Resolves when the worker dies. */
  readonly death: Promise<void>;
  /** From now on it dies at this many further outside calls; 0 is now. */
  readonly doom: (calls: number) => void;
}

/**
 * The same world, but its worker dies at outside call number `dieAt` (counted from 1), or when doomed to otherwise.
 * Outside calls are: a request before it is sent, its answer once the server has done the deed, the moments before
 * and after each write, each draw of chance, each alarm. From then on none returns, so nothing changes any more.
 */
export function doomed(env: TestEnv, dieAt = Number.POSITIVE_INFINITY): Doomed {
  let [points, end] = [0, dieAt];
  let die = () => {};
  const death = new Promise<void>((resolve) => {
    die = resolve;
  });
  const count = () => {
    points += 1;
    if (points === end) die();
  };
  const point = async () => {
    if (points < end) count();
    if (points >= end) await new Promise<never>(() => {});
  };
  env.db.boundary = point;
  return {
    death,
    points: () => points,
    doom: (calls) => {
      if (points >= end) return;
      end = points + calls;
      if (calls === 0) die();
    },
    env: {
      ...env,
      isDead: () => points >= end,
      http: async (request) => {
        await point();
        const answer = await env.http(request);
        await point();
        return answer;
      },
      // A draw cannot wait: it is the last thing the worker does, and it goes no further than to its next outside call.
      random: (bytes) => {
        if (points < end) count();
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

/**
 * Plays the story killed at each of its outside calls in turn, then once whole; resolves to how many calls there were. Of a
 * long story only one call in `every` is taken.
 */
export async function killedEverywhere({ begin, live, after }: Story, every = 1): Promise<number> {
  for (let dieAt = 1; ; dieAt += every) {
    const { env, points, death } = doomed(await begin(), dieAt);
    await Promise.race([live(env), death]);
    const revived = await env.restart();
    await after(revived, dieAt);
    revived.close();
    if (points() < dieAt) return points();
  }
}
