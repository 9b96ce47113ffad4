/** The first start: a wallet that has no name yet draws its device id and its recovery secret. */
import { textOf } from "../taler/crockford.ts";
import { seconds } from "../taler/time.ts";
import { nextStamp } from "./clock.ts";
import type { Database } from "./db.ts";
import { insert } from "./deed.ts";
import { devices } from "./entities/device.ts";
import { rootOf } from "./root-secret.ts";
import type { Self } from "./self.ts";
import { Step } from "./step.ts";
import { asStored } from "./stored.ts";

/** What a birth needs of the outside. */
export interface Midwife {
  readonly random: (bytes: number) => Uint8Array;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly deviceName: () => Promise<string>;
}

/**
 * Makes sure that the device knows who it is. Safe to call at every start, and at two starts at once: who comes
 * second finds what the first wrote, and drops what it drew itself.
 */
export async function ensureSelf(db: Database, world: Midwife): Promise<Self> {
  const known = await db.self.get("self");
  if (known) return known;
  const born = newSelf(world);
  const name = await world.deviceName();
  await db.boundary();
  const self = await db.transaction("rw", [db.self, db.of(devices)], async () => {
    const first = await db.self.get("self");
    if (first) return first;
    const step = new Step(born);
    const row = step.apply(undefined, ownDevice(born, name));
    if (!row || !("ins" in row)) throw new Error("a fresh device row was not put in");
    await db.of(devices).put(asStored(devices, row, step.change) as never);
    await db.self.put(step.after());
    return step.after();
  });
  await db.boundary();
  if (self.device === born.device) db.onChange(["devices"]);
  return self;
}

function newSelf({ random, now }: Midwife): Self {
  const device = textOf(random(16));
  const recoverySecret = random(32);
  return {
    id: "self",
    device,
    counts: {},
    offered: 0,
    change: 0,
    recoverySecret: textOf(recoverySecret),
    root: rootOf(recoverySecret).name,
    isRootOwn: true,
    reserveCounters: {},
    installedAt: now(),
  };
}

/** Slot 1: nobody else can hold a slot of a root that was drawn this moment (merge rules, section 8). */
function ownDevice({ device, counts, installedAt }: Self, name: string) {
  return insert(devices, device, {
    name: name.slice(0, 100),
    joinedAt: seconds(installedAt),
    slots: [{ slot: 1, at: nextStamp(counts, device) }],
  });
}
