/** When the user is asked to look after the recovery sheet: what is known of it, and the clock; pure. */
import type { SheetReminder } from "../api/views.ts";

const day = 24 * 60 * 60_000;

/** Whoever has only just set the backup up is left alone for a while. */
const grace = 3 * day;

/** From one proof to the next: half a year, and a whole one once the sheet was found twice. */
const gaps = [182 * day, 365 * day] as const;

/** Whoever has waved a reminder away hears nothing for so long; milliseconds. */
export const hush = 30 * day;

/** What is known; moments in milliseconds. */
export interface SheetFacts {
  /** Since when a service holds a backup that the secret opens. Absent while none does. */
  readonly backedUpAt?: number;
  readonly keptAt?: number;
  readonly provenAt?: number;
  readonly proofs?: number;
  /** The wallet was restored here: whoever did that held the secret in their hands. */
  readonly restoredAt?: number;
  /** The services named on it are not those in use any more. */
  readonly isOutdated: boolean;
}

/**
 * `outdated`: it names other services · `notKept`: nobody has said that it is put away · `notProven`: nobody has shown
 * to have it · `again`: that was long ago. Undefined when all is well.
 */
export function sheetReminder(facts: SheetFacts, now: number): SheetReminder | undefined {
  const { backedUpAt, keptAt } = facts;
  if (backedUpAt === undefined) return undefined;
  if (facts.isOutdated) return "outdated";
  const due = nextProof(facts);
  if (due !== undefined) return due <= now ? "again" : undefined;
  if (Math.max(backedUpAt, keptAt ?? 0) + grace > now) return undefined;
  return keptAt === undefined ? "notKept" : "notProven";
}

/** When somebody who has shown to have the sheet is asked to show it again; undefined for all others. */
export function nextProof({ provenAt, proofs = 0, restoredAt }: SheetFacts): number | undefined {
  if (provenAt === undefined && restoredAt === undefined) return undefined;
  const count = proofs + (restoredAt === undefined ? 0 : 1);
  return Math.max(provenAt ?? 0, restoredAt ?? 0) + (count > 1 ? gaps[1] : gaps[0]);
}
