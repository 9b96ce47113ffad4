/** What is found on the disks of the living when a history is over. */
import { readState } from "../../src/store/adopt.ts";
import type { Database } from "../../src/store/db.ts";
import { denominations } from "../../src/store/entities/denomination.ts";
import { type Refresh, refreshStatus } from "../../src/store/entities/refresh.ts";
import { lawsOf, tellableFacts } from "../../src/store/join.ts";
import type { Membership } from "../../src/store/row.ts";
import type { State } from "../../src/store/state.ts";
import { canonicalJson } from "../../src/taler/canonical.ts";
import type { Json } from "../../src/taler/codec.ts";
import { isBefore, seconds } from "../../src/taler/time.ts";
import type { Device } from "./device.ts";
import { rootOn, sheetInUse } from "./sheets.ts";
import type { Stage } from "./stage.ts";

/** One device at the end. */
export interface Disk {
  readonly device: string;
  readonly db: Database;
  readonly state: State;
  /** True when it belongs to the wallet of the sheet, and so to the others. */
  readonly isJoined: boolean;
}

/** Whether it backs up to some service under the secret of the sheet, and so shares its wallet. */
export async function isJoined(stage: Stage, device: Device): Promise<boolean> {
  const { env } = await device.worker();
  const sheet = await sheetInUse(stage);
  const name = sheet && rootOn(sheet).name;
  // A service that was never paid has nothing of it.
  return (await env.db.enrolments.toArray()).some(
    ({ hash, root }) => hash !== undefined && (name === undefined || root === name),
  );
}

/**
 * Whether the new coins of this refresh can never be had: whoever melted the old one is gone, and the exchange stopped
 * giving out coins of that kind before another device was awake (GNU Taler exchange API, reveal: 410).
 */
export async function isTooLate(stage: Stage, db: Database, row: Refresh): Promise<boolean> {
  if (refreshStatus(row) !== "melted") return false;
  return (await Promise.all(row.facts.denoms.map((denom) => isOver(stage, db, denom)))).includes(true);
}

/**
 * Whether nobody is given coins of this kind any more, not even those that were signed before (GNU Taler exchange API,
 * batch-withdraw: 410), and somebody who had such coins is gone, or was asleep all the time.
 */
export async function isOver(stage: Stage, db: Database, denomination: string): Promise<boolean> {
  const { hasLosses, slept, now } = stage;
  if (isPast(stage, denomination)) return true;
  const kind = await db.of(denominations).get(denomination);
  return (hasLosses || slept.length > 0) && kind !== undefined && !isBefore(seconds(now), kind.facts.expireWithdraw);
}

/** Seconds; what was over for so long may be cleared away (own garbage, FORMAT.md). */
export const calm = 200 * 24 * 60 * 60;

/** Whether coins of this kind have been worth nothing for so long that wallets clear away what is left of them. */
export function isPast({ exchanges, now }: Stage, denomination: string): boolean {
  const kinds = exchanges.map(({ keys }) => keys.denomination(denomination));
  return kinds.every((kind) => kind === undefined || kind.expireDeposit + calm <= seconds(now));
}

export async function gather(stage: Stage): Promise<readonly Disk[]> {
  const disks: Disk[] = [];
  for (const device of stage.devices.values()) {
    const { db } = (await device.worker()).env;
    disks.push({ device: device.name, db, state: await readState(db), isJoined: await isJoined(stage, device) });
  }
  return disks;
}

/** Each wallet once: one of the devices that share one, and every device that shares with nobody. */
export function separate(disks: readonly Disk[]): readonly Disk[] {
  const [first] = disks.filter(({ isJoined: joined }) => joined);
  return disks.filter((disk) => disk === first || !disk.isJoined);
}

/** The rows of a set as they belong into a document, spelled out, by key. */
export function spelledRows({ state }: Disk, set: string): ReadonlyMap<string, string> {
  const rows = state.sets.get(set)?.rows ?? new Map<string, Membership>();
  const lawOf = lawsOf(set);
  return new Map(
    [...rows].map(([key, { ins, del, saw, worth, facts }]) => {
      const told = { ins, del, saw, worth, facts: tellableFacts(facts, lawOf) };
      return [key, canonicalJson(withoutGaps(told))];
    }),
  );
}

const withoutGaps = (parts: object): Json =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as Json;
