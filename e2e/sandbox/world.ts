/** What the sandbox needs of the outside: time, chance and waiting. Servers get it by name and touch nothing else. */
import { randomBytes } from "node:crypto";
import { type Chance, chanceFrom } from "./chance.ts";

export interface World {
  /** Milliseconds since 1970. */
  now(): number;
  random: Chance;
  /** Resolves after so many milliseconds of this world, or at once when `signal` aborts. Never rejects. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** A world whose clock stands still until somebody winds it. */
export interface HandWoundWorld extends World {
  /**
   * Moves the clock on. Everything that sleeps wakes in the order in which it is due, sees the time at which it is
   * due, and runs to its next pause before the next one wakes.
   */
  advance(milliseconds: number): Promise<void>;
  /** How many sleepers have not woken yet. */
  sleeping(): number;
}

/** The clock and the dice of this computer. */
export function realWorld(): World {
  return {
    now: () => Date.now(),
    random: (size) => new Uint8Array(randomBytes(size)),
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const wake = () => {
          clearTimeout(timer);
          signal?.removeEventListener("abort", wake);
          resolve();
        };
        const timer = setTimeout(wake, milliseconds);
        signal?.addEventListener("abort", wake);
      }),
  };
}

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

/** Lets everything that can run without the clock do so. */
const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A clock that starts at `start` (milliseconds since 1970), and dice that follow from `seed`. */
export function handWoundWorld(start: number, seed: string): HandWoundWorld {
  const sleepers = new Set<Sleeper>();
  let now = start;
  const nextUntil = (end: number) => {
    const due = [...sleepers].filter((sleeper) => sleeper.due <= end);
    return due.reduce<Sleeper | undefined>((first, one) => (first && first.due <= one.due ? first : one), undefined);
  };
  return {
    now: () => now,
    random: chanceFrom(seed),
    sleeping: () => sleepers.size,
    sleep: (milliseconds, signal) =>
      new Promise((resolve) => {
        if (milliseconds <= 0 || signal?.aborted) return resolve();
        const wake = () => {
          sleepers.delete(sleeper);
          signal?.removeEventListener("abort", wake);
          resolve();
        };
        const sleeper = { due: now + milliseconds, wake };
        sleepers.add(sleeper);
        signal?.addEventListener("abort", wake);
      }),
    async advance(milliseconds) {
      const end = now + milliseconds;
      await pause();
      for (let next = nextUntil(end); next !== undefined; next = nextUntil(end)) {
        now = Math.max(now, next.due);
        next.wake();
        await pause();
      }
      now = end;
    },
  };
}
