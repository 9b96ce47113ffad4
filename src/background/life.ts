/** One life of the background: opens the world when it is first needed, runs the jobs, notices what changes. */
import type { Env } from "../env/env.ts";
import type { Timer } from "../env/timer.ts";
import { ensureSelf } from "../store/birth.ts";
import type { Job } from "../task/job.ts";
import { Runner } from "../task/runner.ts";

/** Many changes come together; the toolbar is looked after once for all of them. Milliseconds. */
const breath = 500;

export interface Life {
  /** The world; opened once, and again when that failed or the browser closed the database. */
  world(): Promise<Env>;
  /** Looks for work. Never rejects: without a world there is no work, and whoever asks a question is told why. */
  wake(): Promise<void>;
  /** Begins nothing new; resolves when what is under way has ended, at once where nothing has ever begun. */
  pause(): Promise<void>;
  resume(): void;
}

interface Opened {
  readonly env: Env;
  readonly runner: Runner;
}

/** How the user is told by toolbar and pages how things are. */
export interface Show {
  /** Called after the start and after changes. */
  world(env: Env): Promise<void>;
  /** There is no world: called each time that it could not be opened. */
  failure(error: unknown): Promise<void>;
}

export function newLife(open: () => Promise<Env>, jobs: readonly Job[], timer: Timer, show: Show): Life {
  let opened: Promise<Opened> | undefined;
  const forget = () => {
    opened = undefined;
  };

  async function start(): Promise<Opened> {
    const env = await open();
    env.db.on("close", forget);
    await ensureSelf(env.db, env);
    const runner = new Runner(env, jobs, timer);
    const showSoon = afterwards(timer, () => show.world(env));
    const tell = env.db.onChange;
    env.db.onChange = (what) => {
      tell(what);
      showSoon();
      // What failed is the runner's own note; anything else may be work.
      if (what.some((set) => set !== "retries")) void runner.wake();
    };
    showSoon();
    return { env, runner };
  }

  function ensure(): Promise<Opened> {
    opened ??= start().catch((error: unknown) => {
      forget();
      show.failure(error).catch(() => {});
      throw error;
    });
    return opened;
  }

  return {
    world: async () => (await ensure()).env,
    wake: async () => withRunner(ensure(), (runner) => runner.wake()),
    pause: async () => withRunner(opened, (runner) => runner.pause()),
    resume: () => void withRunner(opened, (runner) => runner.resume()),
  };
}

/** Nothing where nothing has been opened, or could be. */
function withRunner(opened: Promise<Opened> | undefined, act: (runner: Runner) => Promise<void> | void) {
  return opened?.then(
    ({ runner }) => act(runner),
    () => {},
  );
}

/** Calls `act` a breath after the first of several calls, once for all of them; its failures are nobody's loss. */
function afterwards(timer: Timer, act: () => Promise<void>): () => void {
  let isComing = false;
  return () => {
    if (isComing) return;
    isComing = true;
    timer(breath, () => {
      isComing = false;
      act().catch(() => {});
    });
  };
}
