/** Running what is ready: first the alarm, then work, so that a worker killed at any moment is revived. */
import type { Env } from "../env/env.ts";
import type { Timer } from "../env/timer.ts";
import { type Job, retryId, type Task } from "./job.ts";
import { look } from "./look.ts";
import { Pace } from "./pace.ts";
import { perform } from "./perform.ts";
import { Recall } from "./recall.ts";

/** Alarms are no finer than this (Chrome), so it is also how soon a dead worker is back. Milliseconds. */
const alarmStep = 30_000;

/** Tasks at a time, and of one kind: a few that wait for slow servers must not keep all others out. */
const atOnce = 4;
const atOnceOfKind = 3;

/** Two workers, one still dying and its successor, never work at the same time. */
const lockName = "tasks";

/** Does what the jobs say is pending. `timer` rings for waits shorter than an alarm can tell. */
export class Runner {
  readonly #env: Env;
  readonly #jobs: readonly Job[];
  readonly #timer: Timer;
  readonly #pace: Pace;
  readonly #recall: Recall;
  readonly #running = new Map<string, { readonly kind: string; readonly end: Promise<void> }>();
  #life: Promise<void> | undefined;
  #hasNews = false;
  #isPaused = false;
  #tellNews = () => {};
  #stopTimer = () => {};

  constructor(env: Env, jobs: readonly Job[], timer: Timer) {
    this.#env = env;
    this.#jobs = jobs;
    this.#timer = timer;
    this.#pace = new Pace(env);
    this.#recall = new Recall(env);
  }

  /** True while it only waits for an alarm or a timer. */
  get isResting(): boolean {
    return this.#life === undefined;
  }

  /** How many steps are under way. */
  get busy(): number {
    return this.#running.size;
  }

  /**
   * Looks for work and does it; while at work already, looks once more before resting, so that no wake-up is lost.
   * Resolves when nothing is ready any more. Never rejects: when the disk or the browser fails, the alarm that was set
   * first brings us back.
   */
  wake(): Promise<void> {
    this.#hasNews = true;
    this.#tellNews();
    this.#life ??= this.#live().catch(() => {
      this.#life = undefined;
    });
    return this.#life;
  }

  /** Starts no step until {@link resume}; resolves when those under way have ended. The alarm that stands stays. */
  async pause(): Promise<void> {
    this.#isPaused = true;
    await Promise.all([...this.#running.values()].map(({ end }) => end));
  }

  /** Looks for work again. */
  resume(): void {
    this.#isPaused = false;
    void this.wake();
  }

  async #live(): Promise<void> {
    while (this.#hasNews) {
      this.#hasNews = false;
      this.#stopTimer();
      await this.#env.setAlarm(this.#env.now() + alarmStep);
      const rest = await this.#env.lock(lockName, () => this.#workUntilRest());
      // Without the lock another worker is at work; the alarm that stands makes us look after it.
      if (rest && !this.#isPaused) await this.#sleepUntil(rest.wakeAt);
    }
    this.#life = undefined;
  }

  async #workUntilRest(): Promise<{ readonly wakeAt: number | undefined }> {
    for (;;) {
      this.#hasNews = false;
      // A step that ends during the look is news: its task was left out, and may be ready again.
      const memory = { pace: this.#pace, recall: this.#recall };
      const { ready, wakeAt } = await look(this.#env, this.#jobs, memory, new Set(this.#running.keys()));
      const chosen = this.#choose(ready);
      if (chosen.length > 0) await this.#env.setAlarm(this.#env.now() + alarmStep);
      for (const task of chosen) this.#start(task);
      if (this.#hasNews) continue;
      if (this.#running.size === 0) return { wakeAt };
      await this.#news(wakeAt);
    }
  }

  /** As many of the ready tasks as there is room for. */
  #choose(ready: readonly Task[]): Task[] {
    if (this.#isPaused) return [];
    const kinds = [...this.#running.values()].map(({ kind }) => kind);
    const chosen: Task[] = [];
    for (const task of ready) {
      if (kinds.length >= atOnce) break;
      if (kinds.filter((kind) => kind === task.kind).length >= atOnceOfKind) continue;
      kinds.push(task.kind);
      chosen.push(task);
    }
    return chosen;
  }

  #start(task: Task): void {
    const job = this.#jobs.find(({ kind }) => kind === task.kind);
    if (!job) return;
    const id = retryId(task);
    const end = perform(this.#env, job, task, this.#pace).then(() => {
      this.#running.delete(id);
      this.#hasNews = true;
    });
    this.#running.set(id, { kind: task.kind, end });
  }

  /** Until a step has ended, something else becomes due, or somebody calls. */
  async #news(wakeAt: number | undefined): Promise<void> {
    const call = new Promise<void>((resolve) => {
      this.#tellNews = resolve;
    });
    const wait = wakeAt === undefined ? alarmStep : Math.min(wakeAt - this.#env.now(), alarmStep);
    const stop = this.#timer(Math.max(wait, 0), this.#tellNews);
    await Promise.race([...[...this.#running.values()].map(({ end }) => end), call]);
    stop();
  }

  /** The timer for what is near, the alarm for what is far, and as the timer's safety net. */
  async #sleepUntil(wakeAt: number | undefined): Promise<void> {
    if (wakeAt === undefined) return this.#env.setAlarm(undefined);
    const wait = wakeAt - this.#env.now();
    if (wait < alarmStep) this.#stopTimer = this.#timer(Math.max(wait, 0), () => void this.wake());
    await this.#env.setAlarm(this.#env.now() + Math.max(wait, alarmStep));
  }
}
