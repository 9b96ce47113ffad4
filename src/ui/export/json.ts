/** The story of the money for programs. */
import type { Exported } from "./exported.ts";

/** As EXPORT.md describes it; `now` in milliseconds since 1970. Texts that say nothing are left out. */
export function jsonOf(events: readonly Exported[], now: number): string {
  const told = events.map(({ costs, ...event }) => ({ ...said(event), costs: said(costs) }));
  return `${JSON.stringify({ format: "satchel-history", version: 1, made: new Date(now).toISOString(), events: told }, null, 2)}\n`;
}

const said = (values: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
