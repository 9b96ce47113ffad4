/** Timers that die together, as all timers of a worker do. */
import type { Timer } from "../env/timer.ts";

/** A timer over another one; `stopAll` stops whatever was set with it and has not rung. */
export function mortal(timer: Timer): { readonly timer: Timer; readonly stopAll: () => void } {
  const stops = new Set<() => void>();
  return {
    timer: (milliseconds, ring) => {
      const stop = timer(milliseconds, () => {
        stops.delete(stop);
        ring();
      });
      stops.add(stop);
      return () => {
        stops.delete(stop);
        stop();
      };
    },
    stopAll: () => {
      for (const stop of stops) stop();
    },
  };
}
