/** Waiting for something to change, but not for ever: what every long poll does. */
import type { World } from "./world.ts";

/** Rung whenever something changed that somebody may be waiting for. */
export interface Bell {
  ring(): void;
  /** Resolves at the next ring, or at once when `signal` aborts. */
  rung(signal: AbortSignal): Promise<void>;
}

export function newBell(): Bell {
  const waiting = new Set<() => void>();
  return {
    ring() {
      for (const wake of [...waiting]) wake();
    },
    rung: (signal) =>
      new Promise((resolve) => {
        const wake = () => {
          waiting.delete(wake);
          signal.removeEventListener("abort", wake);
          resolve();
        };
        waiting.add(wake);
        signal.addEventListener("abort", wake);
      }),
  };
}

/**
 * Waits until `isDone` holds, looking again at each ring, at most so many milliseconds of the world.
 * Ends early when `signal` aborts (the one who asked has gone). Resolves to what `isDone` says at the end.
 */
export async function waitUntil(
  world: World,
  bell: Bell,
  isDone: () => boolean,
  milliseconds: number,
  signal?: AbortSignal,
): Promise<boolean> {
  const over = new AbortController();
  const end = () => over.abort();
  signal?.addEventListener("abort", end);
  if (milliseconds > 0) void world.sleep(milliseconds, over.signal).then(end);
  else end();
  while (!isDone() && !over.signal.aborted && !signal?.aborted) await bell.rung(over.signal);
  end();
  signal?.removeEventListener("abort", end);
  return isDone();
}
