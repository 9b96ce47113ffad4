/** What is found on the disks of the living when a history is over. */
import { readState } from "../../src/store/adopt.ts";
import type { Database } from "../../src/store/db.ts";
import { lawsOf, tellableFacts } from "../../src/store/join.ts";
import type { Membership } from "../../src/store/row.ts";
import type { State } from "../../src/store/state.ts";
import { canonicalJson } from "../../src/taler/canonical.ts";
import type { Json } from "../../src/taler/codec.ts";
import type { Device } from "./device.ts";
import type { Stage } from "./stage.ts";

/** One device at the end. */
export interface Disk {
  readonly device: string;
  readonly db: Database;
  readonly state: State;
  /** True when it belongs to the wallet of the sheet, and so to the others. */
  readonly isJoined: boolean;
}

/** Whether it backs up to some service, and so shares the wallet of the sheet. */
export async function isJoined(device: Device): Promise<boolean> {
  const { env } = await device.worker();
  return (await env.db.enrolments.count()) > 0;
}

export async function gather(stage: Stage): Promise<readonly Disk[]> {
  const disks: Disk[] = [];
  for (const device of stage.devices.values()) {
    const { db } = (await device.worker()).env;
    disks.push({ device: device.name, db, state: await readState(db), isJoined: await isJoined(device) });
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
