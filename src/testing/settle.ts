/** Letting a wallet work until it has nothing more to do, while the clock is wound from one due moment to the next. */
import type { Job } from "../task/job.ts";
import { Runner } from "../task/runner.ts";
import { withCheckedReads } from "./checked-reads.ts";
import { turn } from "./clock.ts";
import type { TestEnv } from "./env.ts";
import { mortal } from "./mortal.ts";

/** So many turns of the event loop without a change, and whoever waits seems to wait for the clock. */
const stillTurns = 20;

/**
 * Milliseconds of this process's own work after which time passes anyway: a server that never answers must meet the
 * wallet's patience. On a busy machine the clock on the wall runs on although nothing was done.
 */
const longestStill = 200;

/** Asking for that costs more than a turn does. */
const turnsPerLook = 32;

const worked = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/**
 * Starts a runner as the browser would and winds the clock on, alarm by alarm and timer by timer, until nothing is due
 * within `horizon` milliseconds from now. Returns at once when the worker dies; its world then awaits a restart.
 */
export async function settle(env: TestEnv, jobs: readonly Job[], horizon = 60 * 60_000): Promise<void> {
  const { onChange } = env.db;
  const timers = mortal(env.timer);
  const runner = new Runner(env, jobs.map(withCheckedReads), timers.timer);
  void runner.wake();
  await passTime(env, runner, env.now() + horizon);
  // The next one to settle this worker brings a runner of its own.
  timers.stopAll();
  env.db.onChange = onChange;
}

async function passTime(env: TestEnv, runner: Runner, end: number): Promise<void> {
  for (;;) {
    await untilStill(env, runner);
    const next = Math.min(env.clock.next ?? Number.POSITIVE_INFINITY, env.profile.alarm ?? Number.POSITIVE_INFINITY);
    if (env.isDead() || (runner.isResting && next > end)) return;
    if (next !== Number.POSITIVE_INFINITY) env.clock.windTo(next);
    if (env.profile.alarm !== undefined && env.profile.alarm <= env.now()) {
      env.profile.alarm = undefined;
      void runner.wake();
    }
  }
}

/** Until the runner rests, or everything it does waits for a server that waits for the clock. */
async function untilStill(env: TestEnv, runner: Runner): Promise<void> {
  const begun = worked();
  for (let still = 0, turns = 1; still < stillTurns; turns += 1) {
    if (env.isDead() || runner.isResting) return;
    await turn();
    const waiting = env.inFlight();
    const isStill = env.clock.sleeping >= waiting && waiting >= runner.busy && runner.busy > 0;
    still = isStill ? still + 1 : 0;
    if (turns % turnsPerLook === 0 && worked() - begun > longestStill) return;
  }
}
