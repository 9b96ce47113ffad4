/** Whoever chooses a service, or restores from one, wants to have a backup. */
import type { Pace } from "./self.ts";

/** The same pace, and the backup is not switched off. */
export function switchedOn({ offSince: _, ...pace }: Pace = {}): Pace {
  return pace;
}
