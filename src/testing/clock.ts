/** A clock that stands still until a test winds it; servers and wallets wait on the same one. */
import type { Timer } from "../env/timer.ts";

interface Waiting {
  readonly at: number;
  readonly isServer: boolean;
  readonly wake: () => void;
}

/** Fits wherever the sandbox asks for a world's clock, too. */
export class Clock {
  readonly #waiting = new Set<Waiting>();
  #now: number;

  /** Milliseconds since 1970. */
  constructor(start: number) {
    this.#now = start;
  }

  readonly now = (): number => this.#now;

  /** How servers wait: resolves after so many milliseconds, or at once when `signal` aborts. Never rejects. */
  readonly sleep = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (milliseconds <= 0 || signal?.aborted) return resolve();
      const stop = this.#wait(milliseconds, true, resolve);
      signal?.addEventListener("abort", () => {
        stop();
        resolve();
      });
    });

  /** How wallets wait. */
  readonly timer: Timer = (milliseconds, ring) => this.#wait(milliseconds, false, ring);

  #wait(milliseconds: number, isServer: boolean, wake: () => void): () => void {
    const one: Waiting = { at: this.#now + milliseconds, isServer, wake };
    this.#waiting.add(one);
    return () => void this.#waiting.delete(one);
  }

  /** How many servers wait. */
  get sleeping(): number {
    return [...this.#waiting].filter(({ isServer }) => isServer).length;
  }

  /** When the first of all that wait is due; undefined when nobody waits. */
  get next(): number | undefined {
    return this.#first()?.at;
  }

  #first(): Waiting | undefined {
    let first: Waiting | undefined;
    for (const one of this.#waiting) if (!first || one.at < first.at) first = one;
    return first;
  }

  /** Moves on to this moment and wakes all that is due by then, earliest first, without a pause between them. */
  windTo(moment: number): void {
    for (let first = this.#first(); first && first.at <= moment; first = this.#first()) {
      this.#waiting.delete(first);
      this.#now = Math.max(this.#now, first.at);
      first.wake();
    }
    this.#now = Math.max(this.#now, moment);
  }

  /** Moves on by so many milliseconds; whoever wakes runs to its next pause before the next one wakes. */
  async wind(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await turn();
    for (let at = this.next; at !== undefined && at <= end; at = this.next) {
      this.windTo(at);
      await turn();
    }
    this.windTo(end);
    await turn();
  }
}

/** Lets everything that waits for no clock go on a little. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
